import type { MessageDetailsView } from '#shared/contract/inbox.ts';
import { AtalayaError } from '#shared/errors.ts';
import type { MessagePrice } from '#shared/model/details.ts';
import type { EventKind } from '#shared/model/capture.ts';
import type { Reader } from './database.ts';
import { latestEvidence } from './evidence.ts';
import { membersAt } from './group-members.ts';
import { rawFields } from './raw-fields.ts';

interface DetailsRow {
  readonly conversation_id: number;
  readonly key: string;
  readonly captured_at: number;
  readonly kind: 'direct' | 'group';
  readonly title: string;
  readonly employee: string;
  readonly sent_at: number;
  readonly size: number | null;
}

/** Events that a message's details list; a large group's receipts are many. */
const mostEvents = 500;
/** Longer than any raw message that a person would read. */
const longestRaw = 200_000;

/**
 * All that is known of a message beside what its bubble shows. `statusOf` reads what the platform said of it from what
 * its connector kept of a receipt. Error: `not-found`.
 */
export function readMessageDetails(
  reader: Reader,
  id: number,
  statusOf: (raw: Uint8Array) => { failure: string | null; price: MessagePrice | null } | null,
): MessageDetailsView {
  const row = reader
    .sql<DetailsRow>(
      `select m.conversation_id, m.key, m.captured_at, m.sent_at, c.kind, c.title, l.employee, length(${latestEvidence}) as size
      from messages m join conversations c on c.id = m.conversation_id join lines l on l.id = c.line_id
      left join evidence e on e.message_id = m.id where m.id = ?`,
    )
    .get(id);
  if (row === undefined) throw new AtalayaError('not-found');
  const events = reader
    .sql<{ event: EventKind; at: number; text: string; person: string | null; receipt: Uint8Array | null }>(
      `select e.event, e.at, e.text, s.name as person,
        case when e.event = 'receipt' then e.raw end as receipt
      from events e left join senders s on s.id = e.sender_id
      where e.conversation_id = ? and e.message_key = ? order by e.at, e.id limit ${mostEvents}`,
    )
    .all(row.conversation_id, row.key);
  const told = events.map(({ receipt, ...event }) => ({ ...event, status: receipt && statusOf(receipt) }));
  return {
    capturedAt: row.captured_at,
    key: row.key,
    rawSize: row.size,
    price: told.findLast(({ status }) => status?.price)?.status?.price ?? null,
    events: told.map(({ status, ...event }) => ({
      ...event,
      text: event.text.toWellFormed(),
      failure: status?.failure ?? null,
    })),
    readers: readersOf(reader, row),
  };
}

/** Who could read it when it was sent: both sides, or those who were in the group. */
function readersOf(
  reader: Reader,
  { conversation_id, kind, title, employee, sent_at }: DetailsRow,
): MessageDetailsView['readers'] {
  if (kind === 'group') return membersAt(reader, conversation_id, sent_at);
  return [employee, title].map((name) => ({ name, role: 'member', assumed: false }));
}

/** A message as it came, written down by field numbers. Error: `not-found`. */
export function readRawMessage(reader: Reader, id: number): string {
  const row = reader
    .sql<{ raw: Uint8Array }>(
      `select ${latestEvidence} as raw from messages m join evidence e on e.message_id = m.id where m.id = ?`,
    )
    .get(id);
  if (row === undefined) throw new AtalayaError('not-found');
  return rawFields(row.raw).slice(0, longestRaw).toWellFormed();
}
