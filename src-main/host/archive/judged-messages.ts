import {
  messageIdsPerMillisecond,
  type ConversationKind,
  type Direction,
  type MessageKind,
} from '#shared/model/message.ts';
import type { Reader } from './database.ts';

/** What policies look at in a message, as it is stored. */
export interface JudgedRow {
  readonly id: number;
  readonly key: string;
  readonly direction: Direction | null;
  readonly kind: MessageKind;
  readonly sent_at: number;
  readonly text: string;
  readonly seconds: number | null;
}

/** The new text of a message. */
export interface JudgedEdit {
  readonly message_key: string;
  readonly at: number;
  readonly text: string;
}

/** A conversation of a line. */
export interface JudgedConversation {
  readonly id: number;
  readonly kind: ConversationKind;
  readonly line_id: number;
  readonly thread_id: number;
}

/** UTC milliseconds; null is no limit, the end is exclusive. */
export interface Period {
  readonly from: number | null;
  readonly to: number | null;
}

/** Messages that are read in one go. */
const pageSize = 2000;

function idRange({ from, to }: Period): [number, number] {
  return [
    (from ?? 0) * messageIdsPerMillisecond,
    to === null ? Number.MAX_SAFE_INTEGER : to * messageIdsPerMillisecond,
  ];
}

/** Messages in a period, those that are there twice counted twice. */
export function countJudged(reader: Reader, period: Period): number {
  const row = reader
    .sql<{ total: number }>('select count(*) as total from messages where id >= ? and id < ?')
    .get(...idRange(period));
  return row?.total ?? 0;
}

/** All conversations, in the order of the table of messages. */
export function judgedConversations(reader: Reader): JudgedConversation[] {
  return reader
    .sql<JudgedConversation>('select id, kind, line_id, thread_id from conversations order by id')
    .all();
}

/**
 * The messages of a conversation in a period, oldest first, a page at a time. Where the line's own message took the
 * place of the one of an export, only the line's own comes.
 */
export function* judgedPages(
  reader: Reader,
  conversation: JudgedConversation,
  period: Period,
): Generator<readonly JudgedRow[]> {
  const query = reader.sql<JudgedRow>(
    `select m.id, m.key, m.direction, m.kind, m.sent_at, m.text,
      case m.kind when 'voice' then (select seconds from attachments where message_id = m.id) end as seconds
    from messages m
    where m.conversation_id = ? and m.id >= ? and m.id < ?
      and not exists (select 1 from superseded x join messages b on b.id = x.by_id
        join conversations d on d.id = b.conversation_id where x.message_id = m.id and d.thread_id = ?)
    order by m.id limit ${pageSize}`,
  );
  const [first, end] = idRange(period);
  for (let from = first; ;) {
    const rows = query.all(conversation.id, from, end, conversation.thread_id);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    if (rows.length < pageSize) return;
    from = last.id + 1;
  }
}

/** The texts that messages of a conversation got later, by the key of the message, in the order in which they came. */
export function judgedEdits(
  reader: Reader,
  conversationId: number,
): ReadonlyMap<string, readonly JudgedEdit[]> {
  const edits = reader
    .sql<JudgedEdit>(
      `select message_key, at, text from events where conversation_id = ? and event = 'edit' order by id`,
    )
    .all(conversationId);
  return Map.groupBy(edits, (edit) => edit.message_key);
}

/** Who wrote a message. */
export function senderOf(reader: Reader, messageId: number): string | null {
  const row = reader
    .sql<{ name: string }>(
      'select s.name from messages m join senders s on s.id = m.sender_id where m.id = ?',
    )
    .get(messageId);
  return row?.name ?? null;
}
