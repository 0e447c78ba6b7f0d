import type { Archive } from '#host/archive/archive.ts';
import { allNames, capturedBefore, forgetState } from '#host/archive/exclusion-state.ts';
import { getLine } from '#host/archive/lines.ts';
import type { ExclusionRow } from '#host/archive/exclusions.ts';
import type { EventCollector } from '#host/events.ts';
import type { Input, Output } from '#shared/contract/contract.ts';
import { AtalayaError } from '#shared/errors.ts';
import { samePhone } from '#shared/model/contact.ts';
import { isOnlyNamed, namedIn, namesOfKey, writtenNumber } from '#shared/model/exclusion.ts';

type Excluding = Input<'notice.exclude'>;

/** The private contacts and groups of the employees. */
export interface ExclusionDesk {
  /** Error: `not-found`. */
  list(lineId: number): Output<'notice.exclusions'>;
  /** From now on nothing of them is written; `kept` is how many messages were captured before. */
  exclude(request: Excluding): Output<'notice.exclude'>;
  /** The exclusion that a number is in, or null. Error: `invalid-request` when it is no number. */
  find(lineId: number, number: string): number | null;
  /** The exclusion that a conversation is in, by the hash of its own key. */
  of(conversationId: number): Output<'notice.exclusionOf'>;
  lift(id: number, by: string): void;
}

export interface ExclusionDeskOptions {
  readonly archive: Archive;
  readonly events: EventCollector;
}

export function createExclusionDesk({ archive, events }: ExclusionDeskOptions): ExclusionDesk {
  const { exclusions, reader, writer } = archive;

  function namesOf({ who, lineId }: Excluding): string[] {
    if (who.by === 'number') return [nameOfNumber(who.number)];
    if (who.by === 'group') return namedIn(who.group);
    return keysOf(who.conversationId)
      .filter((each) => each.lineId === lineId)
      .flatMap(({ key }) => namesOfKey(key));
  }

  /** The keys of the conversations that people see as this one: those of a person with two numbers are. */
  function keysOf(conversationId: number): { key: string; lineId: number }[] {
    return reader
      .sql<{ key: string; lineId: number }>(
        `select key, line_id as lineId from conversations
        where thread_id = (select thread_id from conversations where id = ?) order by id`,
      )
      .all(conversationId);
  }

  /** The groups that can be excluded before anybody writes in them. */
  function groups(lineId: number): { group: string; title: string }[] {
    return reader
      .sql<{ group: string; title: string }>(
        `select id as "group", cast(value as text) as title from connector_state
        where line_id = ? and category = 'group' order by title collate nocase`,
      )
      .all(lineId);
  }

  return {
    list(lineId) {
      getLine(reader, lineId);
      return {
        items: exclusions.list(lineId).map(toView),
        leftOut: exclusions.counts(lineId),
        groups: groups(lineId),
      };
    },
    exclude(request) {
      const { lineId, category, recordedBy } = request;
      getLine(reader, lineId);
      const given = namesOf(request);
      if (given.length === 0) throw new AtalayaError('not-found');
      const names = allNames(reader, lineId, given);
      const id = writer.transaction(() => {
        const added = exclusions.add(lineId, names, { category, by: recordedBy });
        forgetState(writer, lineId, names);
        return added;
      });
      events.emit({ type: 'lines.changed' });
      return { id, kept: capturedBefore(reader, lineId, names) };
    },
    of(conversationId) {
      const all = keysOf(conversationId).map(({ key, lineId }) => ({ lineId, names: namesOfKey(key) }));
      const accounts = all.filter(({ names }) => !isOnlyNamed(names));
      const [first, ...others] = accounts.length > 0 ? accounts : all;
      if (first === undefined || first.names.length === 0)
        return { canExclude: false, byName: false, exclusion: null };
      const { lineId } = first;
      const idOf = ({ names }: { names: readonly string[] }) => exclusions.find(lineId, names);
      const id = others.some((each) => idOf(each) === null) ? null : idOf(first);
      const found = id === null ? undefined : exclusions.list(lineId).find((each) => each.id === id);
      return {
        canExclude: true,
        byName: accounts.length === 0,
        exclusion: found === undefined ? null : toView(found),
      };
    },
    find: (lineId, number) => exclusions.find(lineId, [nameOfNumber(number)]),
    lift(id, by) {
      exclusions.lift(id, by);
      events.emit({ type: 'lines.changed' });
    },
  };
}

function toView(row: ExclusionRow): Output<'notice.exclusions'>['items'][number] {
  return {
    id: row.id,
    category: row.category,
    by: row.excluded_by,
    at: row.excluded_at,
    liftedBy: row.lifted_by,
    liftedAt: row.lifted_at,
  };
}

function nameOfNumber(number: string): string {
  const digits = writtenNumber(number);
  if (digits === null) throw new AtalayaError('invalid-request', { field: 'number' });
  return `+${samePhone(digits)}`;
}
