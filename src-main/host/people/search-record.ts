import type { Writer } from '#host/archive/database.ts';
import { recordAction } from '#host/archive/ledger.ts';
import { actAs, actingUser } from '#host/archive/people/actor.ts';
import type { SearchFilters } from '#shared/contract/search.ts';

/** How long words have to stand until they are what somebody searched for, and not half of it. */
const standMs = 1_500;

/** Puts on record what people search for. */
export interface SearchRecord {
  /** Somebody has asked for this. While it is typed on, only the longest of it is put on record. */
  asked(query: string, filters: SearchFilters): void;
  /** Puts on record at once what waits: before anything else that is done, and at the end. */
  flush(): void;
}

/** A record of searches in an open archive. */
export function createSearchRecord(writer: Writer, now: () => number): SearchRecord {
  let waiting: { by: number | null; at: number; query: string; filters: string } | null = null;
  let last = '';
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(timer);
    if (waiting === null) return;
    const { by, at, query, filters } = waiting;
    waiting = null;
    const details = filters === '{}' ? { query } : { query, filters };
    actAs(by, () => recordAction(writer, { at, kind: 'searched', subject: 0, details }));
  }

  return {
    asked(query, filters) {
      const by = actingUser();
      const given = JSON.stringify(
        Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== null)),
      );
      const key = JSON.stringify([by, query, given]);
      // The next page, or the same again because something has arrived.
      if (key === last) return;
      last = key;
      const isTypedOn = waiting?.by === by && waiting.filters === given && query.startsWith(waiting.query);
      if (!isTypedOn) flush();
      waiting = { by, at: now(), query, filters: given };
      clearTimeout(timer);
      timer = setTimeout(flush, standMs);
    },
    flush,
  };
}
