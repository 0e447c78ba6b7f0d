import type { AttachmentView, FlagView, MessageView } from '#shared/contract/fields.ts';
import { AtalayaError } from '#shared/errors.ts';
import type { CapturedAttachment } from '#shared/model/capture.ts';
import type { MessageDetails } from '#shared/model/details.ts';
import type { Direction, MessageKind, Span } from '#shared/model/message.ts';
import { membersOf } from './contacts/threads.ts';
import type { Reader } from './database.ts';
import { severityOfRank } from './flags.ts';
import { readEvents, stateOf, type EventRow, type MessageEvents } from './message-events.ts';
import { resolveQuote } from './quotes.ts';

/** Which part of a conversation: its newest messages, or those next to or around one. */
export type Place =
  | 'newest'
  | { readonly before: number }
  | { readonly after: number }
  | { readonly around: number };

/** A part of a conversation, oldest first. */
export interface MessagePage {
  readonly messages: MessageView[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
}

interface MessageRow {
  readonly id: number;
  readonly conversation_id: number;
  readonly thread_id: number;
  readonly key: string;
  readonly sender: string | null;
  readonly direction: Direction | null;
  readonly kind: MessageKind;
  readonly sent_at: number;
  readonly text: string;
  readonly deleted: number;
  readonly edited: number;
  readonly suspicious: number;
  readonly live: number;
  readonly details: string | null;
  readonly has_attachment: number;
  readonly name: string | null;
  readonly mime: string | null;
  readonly size: number | null;
  readonly sha256: string | null;
  readonly missing: CapturedAttachment['missing'];
  readonly seconds: number | null;
  readonly file_details: string | null;
}

interface FlagRow {
  readonly id: number;
  readonly message_id: number;
  readonly event_id: number | null;
  readonly policy_id: number;
  readonly policy: string;
  readonly version: number;
  readonly severity: number;
  readonly hits: string;
  readonly decided: number;
}

const select = `
  select m.id, m.conversation_id, c.thread_id, m.key, s.name as sender, m.direction, m.kind, m.sent_at, m.text, m.deleted,
    m.edited, m.suspicious, m.live, m.details, a.message_id is not null as has_attachment, a.name, a.mime, a.size, a.sha256,
    a.missing, a.seconds, a.details as file_details
  from messages m
  join conversations c on c.id = m.conversation_id
  left join senders s on s.id = m.sender_id
  left join attachments a on a.message_id = m.id`;

/** The line's own message is shown in place of the one of an export, where both are in one thread. */
const isShown = `not exists (select 1 from superseded x join messages b on b.id = x.by_id
    join conversations d on d.id = b.conversation_id where x.message_id = m.id and d.thread_id = c.thread_id)`;

/**
 * The messages of a thread lie in one range for each conversation in it, nearly always one: each range gives as many as
 * are wanted, and the nearest of them are taken.
 */
function nearest(
  members: readonly number[],
  read: (conversationId: number) => MessageRow[],
  order: (a: MessageRow, b: MessageRow) => number,
  limit: number,
): MessageRow[] {
  const [only] = members;
  if (only !== undefined && members.length === 1) return read(only);
  return members.flatMap(read).toSorted(order).slice(0, limit);
}

function older(reader: Reader, members: readonly number[], before: number, limit: number): MessageRow[] {
  const query = reader.sql<MessageRow>(
    `${select} where m.conversation_id = ? and m.id < ? and ${isShown} order by m.id desc limit ?`,
  );
  const newestFirst = (a: MessageRow, b: MessageRow) => b.id - a.id;
  return nearest(members, (id) => query.all(id, before, limit), newestFirst, limit).reverse();
}

function newer(reader: Reader, members: readonly number[], after: number, limit: number): MessageRow[] {
  const query = reader.sql<MessageRow>(
    `${select} where m.conversation_id = ? and m.id > ? and ${isShown} order by m.id limit ?`,
  );
  const oldestFirst = (a: MessageRow, b: MessageRow) => a.id - b.id;
  return nearest(members, (id) => query.all(id, after, limit), oldestFirst, limit);
}

/** Reads `limit` messages of a conversation at a place; around a message, half before it and half after it. */
export function readPage(reader: Reader, conversationId: number, place: Place, limit: number): MessagePage {
  const members = membersOf(reader, conversationId);
  if (place === 'newest') {
    return page(reader, older(reader, members, Number.MAX_SAFE_INTEGER, limit + 1), limit, 0);
  }
  if ('before' in place) {
    const rows = older(reader, members, place.before, limit + 1);
    return { ...page(reader, rows, limit, 0), hasNewer: true };
  }
  if ('after' in place) {
    const rows = newer(reader, members, place.after, limit + 1);
    return { ...page(reader, rows, 0, limit), hasOlder: true };
  }
  const half = Math.ceil(limit / 2);
  const before = older(reader, members, place.around, half + 1);
  const after = newer(reader, members, place.around - 1, half + 1);
  const shown = [...before.slice(-half), ...after.slice(0, half)];
  return { messages: toViews(reader, shown), hasOlder: before.length > half, hasNewer: after.length > half };
}

/** Cuts the one row too many that was asked for, from whichever end it is at. */
function page(reader: Reader, rows: readonly MessageRow[], last: number, first: number): MessagePage {
  const limit = last + first;
  const shown = last > 0 ? rows.slice(-last) : rows.slice(0, first);
  const more = rows.length > limit;
  return { messages: toViews(reader, shown), hasOlder: last > 0 && more, hasNewer: first > 0 && more };
}

/** One message. Error: `not-found`. */
export function readMessage(reader: Reader, id: number): MessageView {
  const rows = reader.sql<MessageRow>(`${select} where m.id = ?`).all(id);
  const [view] = toViews(reader, rows);
  if (view === undefined) throw new AtalayaError('not-found');
  return view;
}

/** All messages of a conversation, oldest first, a page at a time. */
export function* readAll(reader: Reader, conversationId: number): Generator<MessageView> {
  const members = membersOf(reader, conversationId);
  let after = 0;
  for (;;) {
    const rows = newer(reader, members, after, 1000);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield* toViews(reader, rows);
    after = last.id;
  }
}

function toViews(reader: Reader, rows: readonly MessageRow[]): MessageView[] {
  const [first] = rows;
  if (first === undefined) return [];
  const flags = readFlags(reader, rows);
  const events = new Map(
    [...Map.groupBy(rows, (row) => row.conversation_id)].map(([id, ofOne]) => [
      id,
      readEvents(
        reader,
        id,
        ofOne.map((row) => row.key),
      ),
    ]),
  );
  return rows.map((row) =>
    toView(reader, row, events.get(row.conversation_id) ?? noEvents, flags.get(row.id) ?? []),
  );
}

const noEvents: MessageEvents = { events: new Map(), receipts: new Map() };

function readFlags(reader: Reader, rows: readonly MessageRow[]): Map<number, FlagRow[]> {
  const found = reader
    .sql<FlagRow>(
      `with shown (id) as (select value from json_each(?)),
        flagged (message_id, shown_id) as (
          select id, id from shown union all select x.message_id, x.by_id from superseded x join shown on shown.id = x.by_id
        )
      select f.id, flagged.shown_id as message_id, f.event_id, f.policy_id, v.definition ->> 'name' as policy, f.version, f.severity,
        f.hits, q.decision_id is not null as decided
      from flagged
      join flags f on f.message_id = flagged.message_id
      join flagged_messages q on q.message_id = f.message_id
      join policy_versions v on v.policy_id = f.policy_id and v.version = f.version
      order by f.severity desc, f.id`,
    )
    .all(JSON.stringify(rows.map((row) => row.id)));
  return Map.groupBy(found, (flag) => flag.message_id);
}

function toView(
  reader: Reader,
  row: MessageRow,
  happened: MessageEvents,
  flags: readonly FlagRow[],
): MessageView {
  const events = happened.events.get(row.key) ?? [];
  const { quote, forwarded, advertisement, subject } = detailsOf(row.details);
  const edits = events.filter((event) => event.event === 'edit');
  const revoke = events.find((event) => event.event === 'revoke');
  return {
    id: row.id,
    conversationId: row.thread_id,
    sender: row.sender,
    direction: row.direction,
    kind: row.kind,
    sentAt: row.sent_at,
    text: row.text,
    attachment: row.has_attachment === 1 ? toAttachmentView(row) : null,
    deleted: row.deleted === 1 || revoke !== undefined,
    deletedAt: revoke?.at ?? null,
    edited: row.edited === 1 || edits.length > 0,
    edits: edits.map(({ at, text }) => ({ at, text })),
    quote: quote ? resolveQuote(reader, row.conversation_id, quote) : null,
    forwarded: forwarded ?? null,
    advertisement: advertisement ?? null,
    subject: subject ?? null,
    ...stateOf(events, happened.receipts.get(row.key) ?? [], subject ?? null),
    suspicious: row.suspicious === 1,
    source: row.live === 1 ? 'live' : 'export',
    flags: flags.map((flag) => toFlagView(flag, edits)),
  };
}

/** Stored details: written by us as JSON, so their shape is known. */
function detailsOf(text: string | null): MessageDetails {
  if (text === null) return {};
  const details: MessageDetails = JSON.parse(text);
  return details;
}

/** The details were written by us as JSON, so their shape is known. */
function toAttachmentView({
  name,
  mime,
  size,
  sha256,
  missing,
  seconds,
  file_details,
}: MessageRow): AttachmentView {
  return {
    name,
    mime,
    size,
    sha256,
    missing,
    seconds,
    details: file_details === null ? null : JSON.parse(file_details),
  };
}

/** The spans of stored hits: written by us as JSON, so their shape is known. */
function spansOf(hits: string): Span[] {
  const parsed: { rule: string; span: Span }[] = JSON.parse(hits);
  return parsed.map((hit) => hit.span);
}

function toFlagView(flag: FlagRow, edits: readonly EventRow[]): FlagView {
  const edit = edits.findIndex((event) => event.id === flag.event_id);
  return {
    id: flag.id,
    policyId: flag.policy_id,
    policy: flag.policy,
    version: flag.version,
    severity: severityOfRank(flag.severity),
    spans: spansOf(flag.hits),
    edit: edit === -1 ? null : edit,
    decided: flag.decided === 1,
  };
}
