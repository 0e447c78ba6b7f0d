import { messageIdsPerMillisecond, type MessageId } from '#shared/model/message.ts';
import type { Writer } from './database.ts';

const earliest = Date.UTC(2000, 0, 1);
const latest = Date.UTC(2200, 0, 1);
const rememberedSeconds = 1_000;

/** Gives each message its place in time. */
export interface MessageIds {
  /**
   * Has `insert` take a free id at `sentAt` (UTC ms), after all that are there already, and returns it; null when it
   * says that it took none. `arrival` places it among others of the same second. A full millisecond runs over into the next; a time that no clock can have shown is placed
   * at the nearest end of 2000 to 2200.
   */
  place(sentAt: number, insert: (id: MessageId) => boolean, arrival?: number): MessageId | null;
  /** Forgets what was given out: after a transaction that did not commit. */
  forget(): void;
}

/** Reads the ids in use from the archive, and remembers the last: messages of one time mostly come together. */
export function createMessageIds(writer: Writer): MessageIds {
  const newestBetween = writer.sql<{ id: number | null }>(
    'select max(id) as id from messages where id >= ? and id < ?',
  );
  const taken = writer.sql<{ id: number }>('select id from messages where id = ?');
  let lastAt = Number.NaN;
  let lastId = 0;
  /** How far others had filled a second when the first message that is placed in it by its arrival came. */
  const filled = new Map<number, number>();

  function withinSecond(told: number, arrival: number): number {
    const second = told - (told % 1000);
    let before = filled.get(second);
    if (before === undefined) {
      const from = second * messageIdsPerMillisecond;
      const newest = newestBetween.get(from, from + 1000 * messageIdsPerMillisecond)?.id ?? null;
      before = newest === null ? 0 : Math.trunc(newest / messageIdsPerMillisecond) - second;
      filled.set(second, before);
      const oldest = filled.size > rememberedSeconds ? filled.keys().next().value : undefined;
      if (oldest !== undefined) filled.delete(oldest);
    }
    return second + Math.min(before + arrival, 999);
  }

  return {
    place(sentAt, insert, arrival) {
      const told = Math.min(Math.max(Math.trunc(sentAt), earliest), latest);
      const at = arrival === undefined ? told : withinSecond(told, arrival);
      const first = at * messageIdsPerMillisecond;
      const end = first + messageIdsPerMillisecond;
      let id = (at === lastAt ? lastId : (newestBetween.get(first, end)?.id ?? first - 1)) + 1;
      while (id >= end && taken.get(id) !== undefined) id += 1;
      if (!insert(id)) return null;
      lastAt = at;
      lastId = id;
      return id;
    },
    forget() {
      lastAt = Number.NaN;
    },
  };
}
