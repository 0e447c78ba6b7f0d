import type { ExportCounts, ExportScope } from '#shared/model/export.ts';
import { AtalayaError } from '#shared/errors.ts';
import { messageIdsPerMillisecond, type ConversationKind } from '#shared/model/message.ts';
import { currentContact } from '../contacts/identities.ts';
import { membersOf } from '../contacts/threads.ts';
import type { Reader } from '../database.ts';
import { planSearch } from '../search-plan.ts';

/** A conversation as people see it, with what of it is exported. */
export interface SelectedThread {
  readonly id: number;
  readonly lineId: number;
  readonly kind: ConversationKind;
  readonly title: string;
  readonly messages: number;
  /** Of the first and the last of those messages. */
  readonly firstId: number;
  readonly lastId: number;
  /** Who wrote them; `isLine` when as the line. */
  readonly senders: ReadonlyMap<number, { readonly isLine: boolean }>;
}

/** The messages that fit a scope, by conversation. */
export interface Selection {
  /** By line, then by age. */
  readonly threads: readonly SelectedThread[];
  readonly counts: Omit<ExportCounts, 'gaps'>;
  /** When the first and the last of the messages were sent, UTC milliseconds; null where there is none. */
  readonly period: { readonly firstAt: number; readonly lastAt: number } | null;
  /** The ids of a conversation's messages after one of them, in order. */
  idsAfter(thread: SelectedThread, after: number, limit: number): number[];
}

interface TallyRow {
  readonly thread_id: number;
  readonly line_id: number;
  readonly kind: ConversationKind;
  readonly title: string;
  readonly sender_id: number | null;
  readonly person: number | null;
  readonly outgoing: number;
  readonly messages: number;
  readonly first_id: number;
  readonly last_id: number;
  readonly files: number;
  readonly bytes: number;
  readonly missing: number;
}

type Value = string | number | null;

/** Conditions on a conversation `c` and a message `m`, with their values. */
interface Conditions {
  readonly texts: string[];
  readonly values: Value[];
}

/** The line's own message stands for the one of a phone's export. */
const isShown = 'not exists (select 1 from superseded x where x.message_id = m.id)';
const theirSenders = `select s.id from senders s join identities i on i.id = s.identity_id where i.contact_id = ?`;
const isTheirs = `(c.kind = 'direct' and c.identity_id in (select id from identities where contact_id = ?)
  or m.sender_id in (${theirSenders}))`;
const concernsThem = `(c.kind = 'direct' and c.identity_id in (select id from identities where contact_id = ?)
  or exists (select 1 from participants p where p.conversation_id = c.id and p.sender_id in (${theirSenders})))`;
const isOfEmployee = `c.line_id in (select id from lines where employee = ? collate nocase
  union select line_id from notices where employee = ? collate nocase)`;

const tally = `select t.id as thread_id, c.line_id, r.kind, r.title, m.sender_id,
    ifnull(-i.contact_id, m.sender_id) as person, sum(m.direction = 'outgoing') > 0 as outgoing,
    count(*) as messages, min(m.id) as first_id, max(m.id) as last_id,
    sum(a.sha256 is not null and a.missing is null) as files,
    sum(iif(a.sha256 is not null and a.missing is null, ifnull(a.size, 0), 0)) as bytes,
    sum(a.message_id is not null and (a.sha256 is null or a.missing is not null)) as missing`;
const around = `join threads t on t.id = c.thread_id
  join conversations r on r.id = t.id
  left join senders s on s.id = m.sender_id
  left join identities i on i.id = s.identity_id
  left join attachments a on a.message_id = m.id`;
const grouped = 'group by t.id, m.sender_id order by c.line_id, t.id, m.sender_id';

/**
 * Finds what fits a scope, counting in one pass over it. Errors: `not-found` for a conversation or contact that there
 * is not, `invalid-request` for a search that makes no sense.
 */
export function select(reader: Reader, scope: ExportScope): Selection {
  const contactId = scope.contactId === null ? null : currentContact(reader, scope.contactId);
  if (scope.conversationId !== null && membersOf(reader, scope.conversationId).length === 0)
    throw new AtalayaError('not-found');
  return scope.search === null ? selectAll(reader, scope, contactId) : selectFound(reader, scope, contactId);
}

/** What is narrowed in the same way with and without a search. */
function conditionsOf({ employee }: ExportScope, contactId: number | null): Conditions {
  const texts: string[] = [];
  const values: Value[] = [];
  if (employee !== null) {
    texts.push(isOfEmployee);
    values.push(employee, employee);
  }
  if (contactId !== null) {
    texts.push(isTheirs);
    values.push(contactId, contactId);
  }
  return { texts, values };
}

const endOfTime = Number.MAX_SAFE_INTEGER;
const firstIdOf = (time: number | null): number => (time === null ? 0 : time * messageIdsPerMillisecond);
const endIdOf = (time: number | null): number =>
  time === null ? endOfTime : time * messageIdsPerMillisecond;

function selectAll(reader: Reader, scope: ExportScope, contactId: number | null): Selection {
  const from = firstIdOf(scope.from);
  const to = endIdOf(scope.to);
  const common = conditionsOf(scope, contactId);
  const conversations: Conditions = { texts: [], values: [] };
  if (scope.lineId !== null) {
    conversations.texts.push('c.line_id = ?');
    conversations.values.push(scope.lineId);
  }
  if (scope.conversationId !== null) {
    conversations.texts.push('c.thread_id = (select thread_id from conversations where id = ?)');
    conversations.values.push(scope.conversationId);
  }
  if (contactId !== null) {
    conversations.texts.push(concernsThem);
    conversations.values.push(contactId, contactId);
  }
  const where = ['m.id >= ?', 'm.id < ?', isShown, ...conversations.texts, ...common.texts].join(' and ');
  const rows = reader
    .sql<TallyRow>(
      `${tally} from conversations c cross join messages m on m.conversation_id = c.id ${around}
      where ${where} ${grouped}`,
    )
    .all(from, to, ...conversations.values, ...common.values);
  const page = ['m.conversation_id = ?', 'm.id > ?', 'm.id < ?', isShown, ...common.texts].join(' and ');
  const ids = reader.sql<{ id: number }>(
    `select m.id from messages m join conversations c on c.id = m.conversation_id where ${page} order by m.id limit ?`,
  );
  return toSelection(rows, (thread, after, limit) => {
    const start = Math.max(after, from - 1);
    const found = membersOf(reader, thread.id).map((member) =>
      ids.all(member, start, to, ...common.values, limit).map(({ id }) => id),
    );
    const [only] = found;
    if (only !== undefined && found.length === 1) return only;
    return found
      .flat()
      .sort((a, b) => a - b)
      .slice(0, limit);
  });
}

function selectFound(reader: Reader, scope: ExportScope, contactId: number | null): Selection {
  const { search, lineId, conversationId, from, to } = scope;
  if (search === null) return selectAll(reader, scope, contactId);
  const { query, ...narrowed } = search;
  const plan = planSearch(reader, query, { ...narrowed, lineId, conversationId, from, to });
  if (plan.match === null) {
    if (plan.problem !== 'empty') throw new AtalayaError('invalid-request', { field: 'search' });
    return selectAll(reader, { ...scope, search: null }, contactId);
  }
  const common = conditionsOf(scope, contactId);
  const wanted = [
    'search match ?',
    'search.rowid >= ?',
    'search.rowid < ?',
    'm.direction is ifnull(?, m.direction)',
    'm.kind = ifnull(?, m.kind)',
    ...common.texts,
  ].join(' and ');
  const matching = `from search cross join messages m on m.id = search.rowid
    join conversations c on c.id = m.conversation_id`;
  const rows = reader
    .sql<TallyRow>(`${tally} ${matching} ${around} where ${wanted} ${grouped}`)
    .all(plan.match, plan.from, plan.to, plan.direction, plan.kind, ...common.values);
  const ids = reader.sql<{ id: number }>(
    `select m.id ${matching} where ${wanted} order by search.rowid limit ?`,
  );
  let within: { readonly threadId: number; readonly plan: typeof plan } | null = null;
  return toSelection(rows, (thread, after, limit) => {
    if (within?.threadId !== thread.id) {
      const narrow = { ...narrowed, lineId, conversationId: thread.id, from, to };
      within = { threadId: thread.id, plan: planSearch(reader, query, narrow) };
    }
    const one = within.plan;
    const start = Math.max(after + 1, one.from);
    return ids
      .all(one.match, start, one.to, one.direction, one.kind, ...common.values, limit)
      .map(({ id }) => id);
  });
}

function toSelection(rows: readonly TallyRow[], idsAfter: Selection['idsAfter']): Selection {
  const threads = [...Map.groupBy(rows, (row) => row.thread_id)].flatMap(([id, ofOne]) => {
    const [first] = ofOne;
    if (first === undefined) return [];
    const senders = new Map(
      ofOne.flatMap((row) =>
        row.sender_id === null ? [] : [[row.sender_id, { isLine: row.outgoing === 1 }] as const],
      ),
    );
    return {
      id,
      lineId: first.line_id,
      kind: first.kind,
      title: first.title,
      messages: sum(ofOne, 'messages'),
      firstId: Math.min(...ofOne.map((row) => row.first_id)),
      lastId: Math.max(...ofOne.map((row) => row.last_id)),
      senders,
    };
  });
  const counts = {
    messages: sum(rows, 'messages'),
    conversations: threads.length,
    people: new Set(rows.flatMap(({ person }) => person ?? [])).size,
    lines: new Set(rows.map((row) => row.line_id)).size,
    files: sum(rows, 'files'),
    fileBytes: sum(rows, 'bytes'),
    missingFiles: sum(rows, 'missing'),
  };
  return { threads, counts, period: periodOf(threads), idsAfter };
}

function periodOf(threads: readonly SelectedThread[]): Selection['period'] {
  let first = endOfTime;
  let last = 0;
  for (const { firstId, lastId } of threads) {
    first = Math.min(first, firstId);
    last = Math.max(last, lastId);
  }
  return threads.length === 0 ? null : { firstAt: timeOf(first), lastAt: timeOf(last) };
}

const timeOf = (messageId: number): number => Math.floor(messageId / messageIdsPerMillisecond);

function sum(rows: readonly TallyRow[], of: 'messages' | 'files' | 'bytes' | 'missing'): number {
  return rows.reduce((total, row) => total + row[of], 0);
}
