import type { ConnectorStateChange } from '#host/connectors/connector.ts';
import type { CapturedRecord } from '#shared/model/capture.ts';
import { samePhone } from '#shared/model/contact.ts';
import { namedIn, nameOf, namesOfKey } from '#shared/model/exclusion.ts';
import type { Exclusions } from './exclusions.ts';

/** State that names nobody, or of which the connector itself takes private contacts out. */
const nameless = /^(?:credentials|history|key:(?:pre-key|app-state-.*))$/;
const longestText = 65_536;

/** The last place that private contacts and groups of a line pass before anything is written: what is left of a batch. */
export function withoutExcluded(
  exclusions: Exclusions | null,
  lineId: number,
): {
  readonly record: (record: CapturedRecord) => CapturedRecord | null;
  readonly state: (change: ConnectorStateChange) => boolean;
} {
  if (!exclusions?.any(lineId)) return { record: (record) => record, state: () => true };
  const isOut = (names: readonly string[]): boolean => exclusions.find(lineId, names) !== null;
  return {
    record(record) {
      if (record.type === 'members') {
        const members = record.members.filter(({ person }) => !isOut(namedIn(person.key)));
        const isGone = isOut(namedIn(record.conversation.key)) || members.length === 0;
        return isGone ? null : { ...record, members };
      }
      if (record.type === 'person') return isOut(record.identities.map(nameOf)) ? null : record;
      const keys = [record.conversation.key, record.sender?.key ?? '', record.key];
      const about = record.type === 'event' ? record.messageKey : '';
      const people = [record.conversation.person, record.sender?.person].flatMap((who) =>
        who === undefined ? [] : [nameOf(who)],
      );
      const exported = [
        record.conversation.key,
        record.sender?.own === true ? '' : (record.sender?.key ?? ''),
      ]
        .filter((key) => !key.includes('@'))
        .flatMap(namesOfKey);
      const names = [...namedIn([...keys, about].join(' ')), ...exported, ...people];
      return isOut(names) ? null : record;
    },
    state: ({ category, id, value }) =>
      value === null || nameless.test(category) || !isOut(namesIn(id, value)),
  };
}

/** Everybody whom an entry may be about: Signal's own keys are named by bare numbers. */
export function namesIn(id: string, value: Uint8Array): string[] {
  const text = value.length > longestText ? '' : Buffer.from(value).toString('latin1');
  const bare = `${id} ${value.length < 64 ? text : ''}`.match(/\d{7,20}/g) ?? [];
  return [
    ...namedIn(`${id} ${text}`),
    ...bare.flatMap((digits) => [`+${samePhone(digits)}`, `lid ${digits}`]),
  ];
}
