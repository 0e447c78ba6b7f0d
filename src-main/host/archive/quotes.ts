import type { QuoteView } from '#shared/contract/fields.ts';
import type { Quote } from '#shared/model/details.ts';
import type { MessageKind } from '#shared/model/message.ts';
import { personOfJid } from '#shared/model/contact.ts';
import { findIdentity } from './contacts/identities.ts';
import { nameOfKey } from './contacts/names.ts';
import { membersOf, threadOf } from './contacts/threads.ts';
import type { Reader } from './database.ts';

/** Accounts are the same on all lines. */
const everyLine = 0;

/** As much of a quoted message as phones quote. */
const longestQuote = 1_000;

/** A quote as it is shown: its author by name, and the quoted message itself where it is in the archive. */
export function resolveQuote(reader: Reader, conversationId: number, quote: Quote): QuoteView {
  const { message, author, fromLine, kind, text, place, isComment } = quote;
  const line = reader
    .sql<{ line_id: number }>('select line_id from conversations where id = ?')
    .get(conversationId)?.line_id;
  const among =
    typeof place === 'object'
      ? reader
          .sql<{ id: number }>('select id from conversations where line_id = ? and key = ?')
          .get(line, place.conversation)?.id
      : conversationId;
  const found =
    message === null || among === undefined || place === 'status'
      ? undefined
      : (quotedIn(reader, among, message) ??
        (author === null || fromLine ? undefined : quotedUnderOtherKey(reader, among, message, author)));
  const known =
    author === null || fromLine
      ? undefined
      : reader
          .sql<{ name: string }>('select name from senders where line_id = ? and key = ?')
          .get(line, author)?.name;
  // The Business Platform names what is quoted, and tells nothing of it.
  const isUntold = kind === 'unknown' && text === '';
  return {
    fromLine,
    isComment,
    kind: isUntold ? (found?.kind ?? kind) : kind,
    text: (isUntold ? (found?.text ?? '') : text).toWellFormed(),
    author: found?.sender ?? known ?? (author === null || fromLine ? null : nameOfKey(author)),
    message:
      found === undefined || among === undefined
        ? null
        : { id: found.id, conversationId: threadOf(reader, among) ?? among },
    place: typeof place === 'object' ? 'elsewhere' : place,
  };
}

interface QuotedRow {
  readonly id: number;
  readonly sender: string | null;
  readonly kind: MessageKind;
  readonly text: string;
}

const quoted = `select m.id, s.name as sender, m.kind, substr(m.text, 1, ${longestQuote}) as text
  from messages m left join senders s on s.id = m.sender_id`;

const quotedIn = (reader: Reader, among: number, message: string): QuotedRow | undefined =>
  reader
    .sql<QuotedRow>(`${quoted} where m.conversation_id in (select value from json_each(?)) and m.key = ?`)
    .get(JSON.stringify(membersOf(reader, among)), message);

/** The message by another key of its author, whom the quote names by an account that is the same person's. */
function quotedUnderOtherKey(
  reader: Reader,
  among: number,
  message: string,
  author: string,
): QuotedRow | undefined {
  const person = personOfJid(author);
  const identity = person && findIdentity(reader, person, everyLine);
  if (!identity) return undefined;
  const id = message.slice(0, message.lastIndexOf(' '));
  return reader
    .sql<QuotedRow>(
      `${quoted} join identities i on i.id = s.identity_id
      where m.conversation_id in (select value from json_each(?)) and m.key > ? and m.key < ?
        and i.contact_id = ?`,
    )
    .get(JSON.stringify(membersOf(reader, among)), `${id} `, `${id}!`, identity.contact_id);
}
