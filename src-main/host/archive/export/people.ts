import type { ExportParticipant, ExportPerson } from '#shared/model/export-record.ts';
import type { NameKind } from '#shared/model/contact.ts';
import { identitiesOf } from '../contacts/identities.ts';
import { nameAt } from '../contacts/names.ts';
import type { Reader } from '../database.ts';

/** Who people are in an export. */
export interface ExportPeople {
  /** A sender as they were called at a time. */
  personAt(senderId: number, at: number): ExportPerson;
  /** Each person once, however many senders they are. */
  participants(senders: ReadonlyMap<number, { readonly isLine: boolean }>): ExportParticipant[];
}

interface SenderRow {
  readonly id: number;
  readonly name: string;
  readonly contact_id: number | null;
}

/** From when on a name was the one to show. */
interface Named {
  readonly from: number;
  readonly name: string;
}

/** Contacts whose names are kept in memory. */
const mostKept = 10_000;

/** Opens the people of an archive for one export. */
export function openExportPeople(reader: Reader): ExportPeople {
  const senders = new Map<number, SenderRow>();
  const names = new Map<number, readonly Named[]>();
  const readSender = reader.sql<SenderRow>(
    'select s.id, s.name, i.contact_id from senders s left join identities i on i.id = s.identity_id where s.id = ?',
  );
  const readNames = reader.sql<{ kind: NameKind; name: string | null; at: number }>(
    `select n.kind, n.name, n.at from contact_names n join identities i on i.id = n.identity_id
    where i.contact_id = ? order by n.at, n.id`,
  );

  function senderOf(id: number): SenderRow {
    const known = senders.get(id);
    if (known !== undefined) return known;
    const row = readSender.get(id) ?? { id, name: '', contact_id: null };
    if (senders.size >= mostKept) senders.clear();
    senders.set(id, row);
    return row;
  }

  /** When nobody was named yet, the first name that became known stands for the time before it. */
  function namesOf(contactId: number): readonly Named[] {
    const known = names.get(contactId);
    if (known !== undefined) return known;
    const identities = identitiesOf(reader, contactId);
    const times = [...new Set(readNames.all(contactId).map(({ at }) => at))];
    const all = (times.length === 0 ? [0] : times).map((from) => ({
      from,
      name: nameAt(reader, identities, from),
    }));
    if (names.size >= mostKept) names.clear();
    names.set(contactId, all);
    return all;
  }

  const idOf = ({ id, contact_id }: SenderRow): string => (contact_id === null ? `s${id}` : `p${contact_id}`);

  return {
    personAt(senderId, at) {
      const sender = senderOf(senderId);
      if (sender.contact_id === null) return { id: idOf(sender), name: sender.name };
      const all = namesOf(sender.contact_id);
      const named = all.findLast(({ from }) => from <= at) ?? all[0];
      return { id: idOf(sender), name: named?.name ?? sender.name };
    },
    participants(wanted) {
      const people = new Map<string, ExportParticipant>();
      for (const [senderId, { isLine }] of wanted) {
        const sender = senderOf(senderId);
        const id = idOf(sender);
        if (people.has(id)) continue;
        const { contact_id: contactId, name } = sender;
        const identities = contactId === null ? [] : identitiesOf(reader, contactId);
        people.set(id, {
          id,
          name,
          isLine,
          identities: identities.map(({ kind, written: value }) => ({ kind, value })),
          names: contactId === null ? [] : readNames.all(contactId),
        });
      }
      return [...people.values()];
    },
  };
}
