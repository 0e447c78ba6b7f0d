import type { MessageView } from '#shared/contract/fields.ts';
import { openedKey, type EventKind, type ReceiptState } from '#shared/model/capture.ts';
import { callOutcomes, type MessageSubject } from '#shared/model/details.ts';
import type { Reader } from './database.ts';

/** Something that happened to a message. Receipts are counted apart: in a large group there are many. */
export interface EventRow {
  readonly id: number;
  readonly message_key: string;
  readonly key: string;
  readonly event: Exclude<EventKind, 'receipt'>;
  readonly at: number;
  readonly text: string;
  /** Whoever did it, the same under all of their identities. */
  readonly author: number | null;
  readonly sender: string | null;
}

interface ReceiptRow {
  readonly message_key: string;
  readonly state: ReceiptState;
  readonly people: number;
}

/** What happened to some messages of one conversation, by message key. */
export interface MessageEvents {
  readonly events: ReadonlyMap<string, readonly EventRow[]>;
  readonly receipts: ReadonlyMap<string, readonly ReceiptRow[]>;
}

/** Reads what happened to messages of one conversation, oldest first. */
export function readEvents(reader: Reader, conversationId: number, keys: readonly string[]): MessageEvents {
  const wanted = JSON.stringify(keys);
  const events = reader
    .sql<EventRow>(
      `select e.id, e.message_key, e.key, e.event, e.at, e.text,
        ifnull(-i.contact_id, e.sender_id) as author, s.name as sender
      from events e left join senders s on s.id = e.sender_id left join identities i on i.id = s.identity_id
      where e.conversation_id = ? and e.message_key in (select value from json_each(?)) and e.event <> 'receipt'
      order by e.at, e.id`,
    )
    .all(conversationId, wanted);
  const receipts = reader
    .sql<ReceiptRow>(
      `select message_key, text as state, count(distinct coalesce(-i.contact_id, sender_id, 0)) as people
      from events e left join senders s on s.id = e.sender_id left join identities i on i.id = s.identity_id
      where conversation_id = ? and message_key in (select value from json_each(?)) and event = 'receipt'
      group by message_key, text`,
    )
    .all(conversationId, wanted);
  return {
    events: Map.groupBy(events, (event) => event.message_key),
    receipts: Map.groupBy(receipts, (receipt) => receipt.message_key),
  };
}

/** What a message's events make of it, apart from its edits and deletion. */
export function stateOf(
  events: readonly EventRow[],
  receipts: readonly ReceiptRow[],
  subject: MessageSubject | null,
): Pick<
  MessageView,
  'reactions' | 'answers' | 'sealed' | 'pinned' | 'kept' | 'cancelledAt' | 'callEnd' | 'position' | 'receipts'
> {
  const keys = new Set(events.map((event) => event.key));
  const last = (kind: EventKind) => events.findLast((event) => event.event === kind);
  const moved = last('location');
  return {
    reactions: latestOfEach(events, 'reaction')
      .filter((event) => event.text !== '')
      .map(({ text, sender }) => ({ emoji: text, sender })),
    answers: answersOf(events, subject),
    sealed: events.filter(({ event, key }) => event === 'sealed' && !keys.has(openedKey(key))).length,
    pinned: last('pin')?.text === 'on',
    kept: last('keep')?.text === 'on',
    cancelledAt: last('cancel')?.at ?? null,
    callEnd: callEndOf(events),
    position: moved === undefined ? null : { text: moved.text, at: moved.at },
    receipts: receipts.map(({ state, people }) => ({ state, people })),
  };
}

/** The newest event of a kind of each person. */
function latestOfEach(events: readonly EventRow[], kind: EventKind): EventRow[] {
  const latest = new Map<number | null, EventRow>();
  for (const event of events) {
    if (event.event !== kind) continue;
    latest.delete(event.author);
    latest.set(event.author, event);
  }
  return [...latest.values()];
}

/** Who chose what last; a poll's options in their own order, also those that nobody chose. */
function answersOf(events: readonly EventRow[], subject: MessageSubject | null): MessageView['answers'] {
  const people = new Map<string, string[]>();
  if (subject?.type === 'poll') for (const option of subject.options) people.set(option, []);
  const add = (answer: string, person: string | null) => {
    people.set(answer, [...(people.get(answer) ?? []), person ?? '']);
  };
  for (const vote of latestOfEach(events, 'vote'))
    for (const option of optionsOf(vote.text)) add(option, vote.sender);
  for (const response of latestOfEach(events, 'response')) add(response.text, response.sender);
  return [...people].map(([answer, who]) => ({ answer, people: who }));
}

/** The options of a stored vote: written by us as JSON, so their shape is known. */
function optionsOf(text: string): readonly string[] {
  const options: readonly string[] = JSON.parse(text);
  return options;
}

/**
 * How a call ended: that it was answered or not says more than that it is over. Its length is what its log says, or
 * else the time from the answer to the end.
 */
function callEndOf(events: readonly EventRow[]): MessageView['callEnd'] {
  const ends = events
    .filter(({ event }) => event === 'call-end')
    .map(({ at, text }) => ({ at, word: text.split(' ')[0], length: text.split(' ')[1] }));
  if (ends.length === 0) return null;
  const outcomes = ends.flatMap(({ word }) => callOutcomes.filter((each) => each === word));
  const logged = ends.findLast(({ length }) => length !== undefined)?.length;
  const answered = ends.find(({ word }) => word === 'answered');
  const over = ends.find(({ word }) => word === 'ended');
  const seen = answered && over && over.at >= answered.at ? (over.at - answered.at) / 1000 : null;
  return {
    outcome: outcomes.find((each) => each !== 'ended') ?? 'ended',
    seconds: logged === undefined ? seen : Number(logged),
  };
}
