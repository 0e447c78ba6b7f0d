import type { ConversationKind, Direction, MessageKind } from '#shared/model/message.ts';
import type { Reader, Writer } from './database.ts';
import { toSearchText } from './search-text.ts';

/**
 * A message's row in the search index: `body` holds the words that people look for, `facets` one token for each
 * thing a search can be narrowed to, so that a filter costs no join.
 */
export interface SearchRow {
  readonly id: number;
  readonly body: string;
  readonly lineId: number;
  readonly conversationId: number;
  readonly senderId: number | null;
  readonly direction: Direction | null;
  readonly kind: MessageKind;
}

const kindWord: Readonly<Record<MessageKind, string>> = {
  text: 't',
  system: 's',
  image: 'i',
  video: 'v',
  gif: 'g',
  audio: 'a',
  voice: 'o',
  document: 'd',
  sticker: 'k',
  location: 'l',
  'live-location': 'm',
  contact: 'c',
  poll: 'p',
  event: 'e',
  order: 'b',
  product: 'h',
  payment: 'y',
  invite: 'j',
  album: 'q',
  call: 'f',
  'view-once': '1',
  pending: 'w',
  unknown: 'x',
};
const digits = 1024;
const laterDigit = 0xf400;

/** A number in private-use characters, one for a number below 1024; `zero` is the first digit's zero. */
function numberWord(zero: number, number: number): string {
  let later = '';
  let rest = number;
  for (; rest >= digits; rest = Math.floor(rest / digits))
    later += String.fromCharCode(laterDigit + (rest % digits));
  return String.fromCharCode(zero + rest) + later;
}

/**
 * The words of the `facets` column, no two of them alike. Most are a single character, because the index keeps every
 * word once more for each length of prefix that it has.
 */
export const facet = {
  line: (id: number) => numberWord(0xe400, id),
  conversation: (id: number) => numberWord(0xe800, id),
  sender: (id: number) => numberWord(0xec00, id),
  direction: (direction: Direction) => (direction === 'incoming' ? 'n' : 'u'),
  kind: (kind: MessageKind) => kindWord[kind],
};

/** What the index knows of a message: its text, what it was edited to, and its file's name. */
export function searchBody(text: string, edits: readonly string[], fileName: string | null): string {
  const body = edits.length === 0 && fileName === null ? text : [text, ...edits, fileName ?? ''].join('\n');
  return toSearchText(body);
}

/** The `facets` column of a row. */
export function facetsOf(row: Omit<SearchRow, 'id' | 'body'>): string {
  const shared = `${facet.line(row.lineId)} ${facet.conversation(row.conversationId)} ${facet.kind(row.kind)}`;
  const sender = row.senderId === null ? '' : ` ${facet.sender(row.senderId)}`;
  return row.direction === null ? shared + sender : `${shared}${sender} ${facet.direction(row.direction)}`;
}

/** Adds rows that are not in the index yet. In id order, because the index writes out what comes out of order. */
export function addToSearch(writer: Writer, rows: readonly SearchRow[]): void {
  const insert = writer.sql('insert into search (rowid, body, facets) values (?, ?, ?)');
  for (const row of rows.toSorted((a, b) => a.id - b.id)) insert.run(row.id, row.body, facetsOf(row));
}

interface StoredRow {
  readonly line_id: number;
  readonly conversation_id: number;
  readonly conversation_kind: ConversationKind;
  readonly key: string;
  readonly sender_id: number | null;
  readonly direction: Direction | null;
  readonly kind: MessageKind;
  readonly text: string;
  readonly file_name: string | null;
}

/** Writes a message's row anew from what the archive holds, as after an edit. */
export function refreshInSearch(writer: Writer, messageId: number): void {
  const stored = readStored(writer, messageId);
  if (stored === undefined) return;
  const edits = writer
    .sql<{ text: string }>(
      `select text from events where conversation_id = ? and message_key = ? and event = 'edit' order by at, id`,
    )
    .all(stored.conversation_id, stored.key);
  writer.sql('delete from search where rowid = ?').run(messageId);
  const body = searchBody(
    stored.text,
    edits.map((edit) => edit.text),
    stored.file_name,
  );
  addToSearch(writer, [
    {
      id: messageId,
      body,
      lineId: stored.line_id,
      conversationId: stored.conversation_id,
      senderId: stored.sender_id,
      direction: stored.direction,
      kind: stored.kind,
    },
  ]);
}

function readStored(reader: Reader, messageId: number): StoredRow | undefined {
  return reader
    .sql<StoredRow>(
      `select c.line_id, c.kind as conversation_kind, m.conversation_id, m.key, m.sender_id, m.direction, m.kind,
        m.text, a.name as file_name
      from messages m join conversations c on c.id = m.conversation_id
      left join attachments a on a.message_id = m.id
      where m.id = ?`,
    )
    .get(messageId);
}
