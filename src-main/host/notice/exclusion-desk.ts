import type { Archive } from '#host/archive/archive.ts';
import { allNames, capturedBefore, forgetState } from '#host/archive/exclusion-state.ts';
import { getLine } from '#host/archive/lines.ts';
import type { EventCollector } from '#host/events.ts';
import type { Input, Output } from '#shared/contract/contract.ts';
import { AtalayaError } from '#shared/errors.ts';
import { samePhone } from '#shared/model/contact.ts';
import { namedIn, writtenNumber } from '#shared/model/exclusion.ts';

type Excluding = Input<'notice.exclude'>;

/** The private contacts and groups of the employees. */
export interface ExclusionDesk {
  /** Error: `not-found`. */
  list(lineId: number): Output<'notice.exclusions'>;
  /** From now on nothing of them is written; `kept` is how many messages were captured before. */
  exclude(request: Excluding): Output<'notice.exclude'>;
  /** The exclusion that a number is in, or null. Error: `invalid-request` when it is no number. */
  find(lineId: number, number: string): number | null;
  lift(id: number, by: string | null): void;
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
    const row = reader
      .sql<{ key: string }>('select key from conversations where id = ? and line_id = ?')
      .get(who.conversationId, lineId);
    return row === undefined ? [] : namedIn(row.key);
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
      const items = exclusions.list(lineId).map((row) => ({
        id: row.id,
        category: row.category,
        by: row.excluded_by,
        at: row.excluded_at,
        liftedBy: row.lifted_by,
        liftedAt: row.lifted_at,
      }));
      return { items, leftOut: exclusions.counts(lineId), groups: groups(lineId) };
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
    find: (lineId, number) => exclusions.find(lineId, [nameOfNumber(number)]),
    lift(id, by) {
      exclusions.lift(id, by);
      events.emit({ type: 'lines.changed' });
    },
  };
}

function nameOfNumber(number: string): string {
  const digits = writtenNumber(number);
  if (digits === null) throw new AtalayaError('invalid-request', { field: 'number' });
  return `+${samePhone(digits)}`;
}
