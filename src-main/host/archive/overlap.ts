import type { CapturedMessage } from '#shared/model/capture.ts';
import { messageIdsPerMillisecond, type Direction, type MessageKind } from '#shared/model/message.ts';
import { membersOf } from './contacts/threads.ts';
import type { Reader } from './database.ts';

const minute = 60_000;
/** Two sources that write seconds differ by no more than this, in milliseconds. */
const secondsApart = 1000;
/** More messages than this around one moment are not looked at one by one. */
const mostCandidates = 500;
/** An export repeats no message after so many others. */
const rememberedTaken = 20_000;

/** A message of the archive that may be the same as one that arrives. */
export interface Candidate {
  readonly id: number;
  readonly conversation_id: number;
  readonly key: string;
  readonly sender_id: number | null;
  readonly sender_key: string | null;
  readonly kind: MessageKind;
  readonly sent_at: number;
  readonly text: string;
  readonly deleted: number;
  readonly live: number;
  readonly has_file: number;
  readonly file_name: string | null;
  readonly size: number | null;
  readonly sha256: string | null;
}

/**
 * The messages of the archive that one export was found to hold. Each stands for one message of the export only, so
 * that what was said three times in one minute stays three messages.
 */
export class TakenMessages {
  readonly #ids = new Set<number>();

  add(id: number): void {
    this.#ids.add(id);
    const [oldest] = this.#ids;
    if (this.#ids.size > rememberedTaken && oldest !== undefined) this.#ids.delete(oldest);
  }

  has(id: number): boolean {
    return this.#ids.has(id);
  }
}

const select = `
  select m.id, m.conversation_id, m.key, m.sender_id, s.key as sender_key, m.kind, m.sent_at, m.text, m.deleted, m.live,
    a.message_id is not null as has_file, a.name as file_name, a.size, a.sha256
  from messages m left join senders s on s.id = m.sender_id left join attachments a on a.message_id = m.id
  where m.conversation_id = ? and m.id >= ? and m.id < ? and m.direction is ?`;

function around(
  reader: Reader,
  conversationId: number,
  { sentAt, direction }: { readonly sentAt: number; readonly direction: Direction | null },
  condition = '',
): Candidate[] {
  return reader
    .sql<Candidate>(`${select} ${condition} order by m.id limit ${mostCandidates}`)
    .all(
      conversationId,
      (sentAt - minute) * messageIdsPerMillisecond,
      (sentAt + minute) * messageIdsPerMillisecond,
      direction,
    );
}

/** What tells a message from others. */
export type Comparable = Pick<
  CapturedMessage,
  'sentAt' | 'direction' | 'kind' | 'text' | 'deleted' | 'edited'
> & {
  readonly sender: { readonly key: string } | null;
  readonly attachment: { readonly size: number | null } | null;
};

/** The message of the archive that a message of an export is, if it is there and the export has not had it yet. */
export function findInArchive(
  reader: Reader,
  conversationId: number,
  message: Comparable,
  taken: TakenMessages,
): Candidate | undefined {
  if (message.direction === null) return undefined;
  const found = membersOf(reader, conversationId)
    .flatMap((member) => around(reader, member, message, unsuperseded))
    .filter((candidate) => !taken.has(candidate.id) && isSame(reader, message, candidate));
  return found.find((candidate) => candidate.live === 1) ?? found[0];
}

const unsuperseded = 'and not exists (select 1 from superseded x where x.message_id = m.id)';

/** The message of an export that a message of the line itself is, if it is there and stands for no other. */
export function findExported(
  reader: Reader,
  conversationId: number,
  message: CapturedMessage,
): Candidate | undefined {
  if (message.direction === null) return undefined;
  const id = message.sentAt * messageIdsPerMillisecond;
  const span = reader.sql(
    'select 1 from exported_spans where conversation_id = ? and first_id <= ? and last_id >= ?',
  );
  const slack = minute * messageIdsPerMillisecond;
  for (const member of membersOf(reader, conversationId)) {
    if (span.get(member, id + slack, id - slack) === undefined) continue;
    const found = around(reader, member, message, `and m.live = 0 ${unsuperseded}`).find((candidate) =>
      isSame(reader, message, candidate),
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether two sources give the same message: its time, its text and file, and its sender as far as both tell. */
function isSame(reader: Reader, message: Comparable, candidate: Candidate): boolean {
  return (
    isSameTime(message.sentAt, candidate.sent_at) &&
    isSameSender(message.sender?.key ?? '', candidate.sender_key ?? '') &&
    (message.attachment === null
      ? candidate.has_file === 0 && isSameText(reader, message, candidate)
      : candidate.has_file === 1 && isSameFile(message, candidate))
  );
}

/** A whole minute is all that Android writes: it is the minute in which the other one lies. */
export function isSameTime(one: number, other: number): boolean {
  const [early, late] = one < other ? [one, other] : [other, one];
  if (late - early <= secondsApart) return true;
  return early % minute === 0 && late - early < minute;
}

function isSameSender(one: string, other: string): boolean {
  const [a, b] = [one, other].map(phoneDigits);
  return a === null || b === null || a === b;
}

/** The digits of a number as an export or a JID writes it; null for everything else. */
function phoneDigits(key: string): string | null {
  const digits = /^\+?([\d\s().-]{7,24})(?:@s\.whatsapp\.net)?$/u.exec(key)?.[1]?.replaceAll(/\D/g, '');
  // Numbers are written with and without mobile prefixes: their ends tell them apart.
  return digits === undefined ? null : digits.slice(-8);
}

function isSameText(reader: Reader, message: Comparable, candidate: Candidate): boolean {
  const wasDeleted = message.deleted || candidate.deleted === 1;
  if (message.text === candidate.text && !wasDeleted) return true;
  if (written(message.text) === written(candidate.text) && !wasDeleted) return true;
  if (!message.deleted && !message.edited) return false;
  const events = reader
    .sql<{ event: string; text: string }>(
      `select event, text from events where conversation_id = ? and message_key = ? and event in ('edit', 'revoke')`,
    )
    .all(candidate.conversation_id, candidate.key);
  return message.deleted
    ? candidate.deleted === 1 || events.some(({ event }) => event === 'revoke')
    : events.some(({ event, text }) => event === 'edit' && written(text) === written(message.text));
}

/** Sources differ in invisible marks, in the ends of lines and in trailing white space. */
function written(text: string): string {
  return text
    .replaceAll(/[\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF\r]/g, '')
    .normalize('NFC')
    .trim();
}

/** Kinds that an export, which has only the file's name to go by, takes for one another. */
const alike: readonly (readonly MessageKind[])[] = [
  ['voice', 'audio'],
  ['image', 'sticker', 'view-once'],
  ['video', 'gif', 'view-once'],
];

function isSameFile({ kind, text, attachment }: Comparable, candidate: Candidate): boolean {
  const isKind =
    kind === candidate.kind ||
    kind === 'unknown' ||
    candidate.kind === 'unknown' ||
    alike.some((kinds) => kinds.includes(kind) && kinds.includes(candidate.kind));
  if (!isKind) return false;
  // iOS drops captions.
  if (text !== '' && candidate.text !== '' && written(text) !== written(candidate.text)) return false;
  if (attachment?.size == null || candidate.size === null || candidate.sha256 !== null) return true;
  return attachment.size === candidate.size;
}
