import { messageIdsPerMillisecond } from '#shared/model/message.ts';
import type { Reader } from './database.ts';

const idsPerHour = 3_600_000 * messageIdsPerMillisecond;

/** How many messages of a line were sent in each whole hour since then, by hours since 1970; hours without are left out. */
export function countMessagesByHour(reader: Reader, lineId: number, since: number): Map<number, number> {
  const first = since * messageIdsPerMillisecond;
  const rows = reader
    .sql<{ hour: number; messages: number }>(
      `select m.id / ${idsPerHour} as hour, count(*) as messages
      from conversations c join messages m on m.conversation_id = c.id and m.id >= ?
      where c.line_id = ? and c.last_id >= ? and m.live = 1 and m.kind <> 'system' group by 1`,
    )
    .all(first, lineId, first);
  return new Map(rows.map(({ hour, messages }) => [hour, messages]));
}
