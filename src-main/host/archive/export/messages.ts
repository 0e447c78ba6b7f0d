import type { MissingReason } from '#shared/model/attachment.ts';
import type { EventKind } from '#shared/model/capture.ts';
import type { MessageDetails } from '#shared/model/details.ts';
import type {
  ExportAttachment,
  ExportEvent,
  ExportFlag,
  ExportQuote,
  MessageRecord,
} from '#shared/model/export-record.ts';
import type { Direction, MessageKind } from '#shared/model/message.ts';
import type { Reader } from '../database.ts';
import { severityOfRank } from '../flags.ts';
import { resolveQuote } from '../quotes.ts';
import type { ExportPeople } from './people.ts';

interface Row {
  readonly id: number;
  readonly conversation_id: number;
  readonly thread_id: number;
  readonly key: string;
  readonly sender_id: number | null;
  readonly direction: Direction | null;
  readonly kind: MessageKind;
  readonly sent_at: number;
  readonly captured_at: number;
  readonly text: string;
  readonly deleted: number;
  readonly edited: number;
  readonly suspicious: number;
  readonly live: number;
  readonly details: string | null;
  readonly has_file: number;
  readonly name: string | null;
  readonly mime: string | null;
  readonly size: number | null;
  readonly sha256: string | null;
  readonly missing: MissingReason | null;
  readonly seconds: number | null;
}

interface EventRow {
  readonly conversation_id: number;
  readonly message_key: string;
  readonly event: EventKind;
  readonly at: number;
  readonly text: string;
  readonly sender_id: number | null;
}

const readRows = `
  select m.id, m.conversation_id, c.thread_id, m.key, m.sender_id, m.direction, m.kind, m.sent_at, m.captured_at, m.text,
    m.deleted, m.edited, m.suspicious, m.live, m.details, a.message_id is not null as has_file, a.name, a.mime, a.size,
    a.sha256, a.missing, a.seconds
  from json_each(?) wanted
  cross join messages m on m.id = wanted.value
  join conversations c on c.id = m.conversation_id
  left join attachments a on a.message_id = m.id
  order by m.id`;

const readEvents = `
  select e.conversation_id, e.message_key, e.event, e.at, e.text, e.sender_id
  from json_each(?) wanted
  cross join messages m on m.id = wanted.value
  cross join events e on e.conversation_id = m.conversation_id and e.message_key = m.key
  order by e.at, e.id`;

const readFlags = `
  select f.message_id, v.definition ->> 'name' as policy, f.version, f.severity, q.decision_id is not null as decided
  from json_each(?) wanted
  cross join flags f on f.message_id = wanted.value
  join flagged_messages q on q.message_id = f.message_id
  join policy_versions v on v.policy_id = f.policy_id and v.version = f.version
  order by f.severity desc, f.id`;

interface FlagRow {
  readonly message_id: number;
  readonly policy: string;
  readonly version: number;
  readonly severity: number;
  readonly decided: number;
}

/** Messages by their ids, in order, with all that happened to them; `firstNumber` is the number of the first. */
export function readExportMessages(
  reader: Reader,
  ids: readonly number[],
  people: ExportPeople,
  firstNumber: number,
  withFlags: boolean,
): MessageRecord[] {
  const wanted = JSON.stringify(ids);
  const rows = reader.sql<Row>(readRows).all(wanted);
  const events = Map.groupBy(reader.sql<EventRow>(readEvents).all(wanted), keyOf);
  const flags = withFlags
    ? Map.groupBy(reader.sql<FlagRow>(readFlags).all(wanted), ({ message_id }) => message_id)
    : new Map<number, FlagRow[]>();
  return rows.map((row, index) => {
    const { quote, forwarded, advertisement, subject } = detailsOf(row.details);
    return {
      type: 'message',
      id: row.id,
      number: firstNumber + index,
      conversationId: row.thread_id,
      key: row.key,
      sentAt: row.sent_at,
      capturedAt: row.captured_at,
      direction: row.direction,
      sender: row.sender_id === null ? null : people.personAt(row.sender_id, row.sent_at),
      kind: row.kind,
      text: row.text.toWellFormed(),
      source: row.live === 1 ? 'live' : 'export',
      deletedBefore: row.deleted === 1,
      editedBefore: row.edited === 1,
      suspicious: row.suspicious === 1,
      quote: quote ? toQuote(resolveQuote(reader, row.conversation_id, quote)) : null,
      forwarded: forwarded ?? null,
      advertisement: advertisement ?? null,
      subject: subject ?? null,
      attachment: row.has_file === 1 ? toAttachment(row) : null,
      events: (events.get(`${row.conversation_id} ${row.key}`) ?? []).map((event) => toEvent(event, people)),
      flags: (flags.get(row.id) ?? []).map(toFlag),
    };
  });
}

const keyOf = ({ conversation_id, message_key }: EventRow): string => `${conversation_id} ${message_key}`;

/** Stored details: written by us as JSON, so their shape is known. */
function detailsOf(text: string | null): MessageDetails {
  if (text === null) return {};
  const details: MessageDetails = JSON.parse(text);
  return details;
}

function toQuote({ message, ...quote }: ReturnType<typeof resolveQuote>): ExportQuote {
  return { messageId: message?.id ?? null, ...quote };
}

/** Where it will lie is known only once it was copied. */
function toAttachment({ name, mime, size, sha256, seconds, missing }: Row): ExportAttachment {
  return { name: name?.toWellFormed() ?? null, mime, size, sha256, seconds, missing, path: null };
}

function toEvent({ event, at, text, sender_id }: EventRow, people: ExportPeople): ExportEvent {
  const person = sender_id === null ? null : people.personAt(sender_id, at);
  return { event, at, person, text: text.toWellFormed() };
}

function toFlag({ policy, version, severity, decided }: FlagRow): ExportFlag {
  return { policy, version, severity: severityOfRank(severity), decided: decided === 1 };
}
