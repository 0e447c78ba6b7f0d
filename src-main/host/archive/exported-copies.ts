import type { Direction, MessageKind } from '#shared/model/message.ts';
import { messageIdsPerMillisecond } from '#shared/model/message.ts';
import type { Reader } from './database.ts';
import { findInArchive, TakenMessages, type Candidate } from './overlap.ts';

/** A message of an export and the line's own message that it is. */
export interface Copy {
  readonly exportedId: number;
  readonly text: string;
  readonly direction: Direction | null;
  readonly own: Candidate;
}

/** What an exported conversation and one of the line have in common. */
export interface Comparison {
  readonly copies: readonly Copy[];
  /** Messages of the export from the time in which the line has messages of its own. */
  readonly compared: number;
}

interface ExportedRow {
  readonly id: number;
  readonly sender: string | null;
  readonly direction: Direction | null;
  readonly kind: MessageKind;
  readonly sent_at: number;
  readonly text: string;
  readonly deleted: number;
  readonly edited: number;
  readonly has_file: number;
  readonly size: number | null;
}

const slack = 60_000 * messageIdsPerMillisecond;
/** Messages of an export that are compared at most, the latest first. */
const mostCompared = 50_000;

/** Compares what an export brought into one conversation with what the line itself has in another. */
export function compareCopies(reader: Reader, exportedId: number, ownId: number): Comparison {
  const ownFrom = (order: 'asc' | 'desc') =>
    reader
      .sql<{ id: number }>(
        `select id from messages where conversation_id = ? and live = 1 order by id ${order} limit 1`,
      )
      .get(ownId)?.id;
  const [first, last] = [ownFrom('asc'), ownFrom('desc')];
  if (first === undefined || last === undefined) return { copies: [], compared: 0 };
  const rows = reader
    .sql<ExportedRow>(
      `select m.id, s.key as sender, m.direction, m.kind, m.sent_at, m.text, m.deleted, m.edited,
        a.message_id is not null as has_file, a.size
      from messages m left join senders s on s.id = m.sender_id left join attachments a on a.message_id = m.id
      where m.conversation_id = ? and m.live = 0 and m.direction is not null and m.id between ? and ?
        and not exists (select 1 from superseded x where x.message_id = m.id)
      order by m.id desc limit ${mostCompared}`,
    )
    .all(exportedId, first - slack, last + slack);
  const taken = new TakenMessages();
  const copies: Copy[] = [];
  for (const row of rows) {
    const message = {
      sentAt: row.sent_at,
      direction: row.direction,
      kind: row.kind,
      text: row.text,
      deleted: row.deleted === 1,
      edited: row.edited === 1,
      sender: row.sender === null ? null : { key: row.sender },
      attachment: row.has_file === 1 ? { size: row.size } : null,
    };
    const own = findInArchive(reader, ownId, message, taken);
    if (own?.live !== 1) continue;
    taken.add(own.id);
    copies.push({ exportedId: row.id, text: row.text, direction: row.direction, own });
  }
  return { copies, compared: rows.length };
}
