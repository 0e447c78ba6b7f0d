import type { ConversationRef } from '#shared/contract/fields.ts';
import type { ConversationSummary } from '#shared/contract/inbox.ts';
import { AtalayaError } from '#shared/errors.ts';
import type { ConversationKind, Direction, MessageKind } from '#shared/model/message.ts';
import { membersOf } from './contacts/threads.ts';
import type { Reader, Writer } from './database.ts';
import { severityOfRank } from './flags.ts';
import { recordAction } from './ledger.ts';
import { isOpenFor } from './people/actions.ts';
import { actingUser } from './people/actor.ts';

interface ConversationRow {
  readonly id: number;
  readonly title: string;
  readonly kind: ConversationKind;
  readonly line_id: number;
  readonly line: string;
  readonly employee: string;
  readonly messages: number;
  readonly seen: number;
  readonly last_id: number;
  readonly flagged: number | null;
  readonly text: string | null;
  readonly message_kind: MessageKind | null;
  readonly direction: Direction | null;
  readonly sender: string | null;
  readonly sent_at: number | null;
}

const snippetLength = 200;
/** The conversations of a thread `t`, by an index. */
const ofThread = 'conversation_id in (select id from conversations where thread_id = t.id)';
const select = `
  select t.id, c.title, c.kind, t.line_id, l.name as line, l.employee, t.messages, t.seen, t.last_id,
    (select max(severity) from flagged_messages where ${ofThread} and decision_id is null) as flagged,
    substr(m.text, 1, ${snippetLength}) as text, m.kind as message_kind, m.direction, s.name as sender, m.sent_at
  from threads t
  join conversations c on c.id = t.id
  join lines l on l.id = t.line_id
  left join messages m on m.id = t.last_id
  left join senders s on s.id = m.sender_id`;

/** Whether a phone number of the contact, as it is stored or as it was written, has some digits in it. */
const hasDigits = `exists (select 1 from identities i join identities own on own.id = c.identity_id
  where i.contact_id = own.contact_id and i.kind = 'phone' and i.value || ' ' || i.written like ?)`;

/** Which conversations; `cursor` is the `next` of the page before. */
export interface ConversationQuery {
  readonly lineId: number | null;
  /** Only of these lines; null for all. */
  readonly lines?: readonly number[] | null;
  readonly title: string | null;
  readonly cursor: string | null;
  readonly limit: number;
}

/** Conversations of all lines, the one with the newest message first. */
export function listConversations(
  reader: Reader,
  { lineId, lines = null, title, cursor, limit }: ConversationQuery,
): { conversations: ConversationSummary[]; next: string | null; total: number } {
  const [lastId, id] = cursor?.split('.').map(Number) ?? [];
  const conditions = ['(t.last_id, t.id) < (?, ?)'];
  const params: (string | number)[] = [lastId ?? Number.MAX_SAFE_INTEGER, id ?? Number.MAX_SAFE_INTEGER];
  // A group whose members are known may have no message yet.
  const wanted = ['(t.last_id > 0 or not exists (select 1 from group_members where conversation_id = t.id))'];
  const wantedParams: (string | number)[] = [];
  if (lineId !== null) {
    wanted.push('t.line_id = ?');
    wantedParams.push(lineId);
  }
  if (lines !== null) {
    wanted.push('t.line_id in (select value from json_each(?))');
    wantedParams.push(JSON.stringify(lines));
  }
  if (title !== null && title !== '') {
    const digits = title.replaceAll(/[\s()+.-]/g, '');
    const isNumber = /^\d{3,}$/.test(digits);
    wanted.push(isNumber ? `(c.title like ? escape '\\' or ${hasDigits})` : `c.title like ? escape '\\'`);
    wantedParams.push(`%${title.replace(/[\\%_]/g, String.raw`\$&`)}%`);
    if (isNumber) wantedParams.push(`%${digits}%`);
  }
  const rows = reader
    .sql<ConversationRow>(
      `${select} where ${[...conditions, ...wanted].join(' and ')} order by t.last_id desc, t.id desc limit ?`,
    )
    .all(...params, ...wantedParams, limit);
  const count = reader
    .sql<{ total: number }>(
      `select count(*) as total from threads t join conversations c on c.id = t.id where ${wanted.join(' and ')}`,
    )
    .get(...wantedParams);
  const last = rows.at(-1);
  return {
    conversations: rows.map(toSummary),
    next: rows.length < limit || last === undefined ? null : `${last.last_id}.${last.id}`,
    total: count?.total ?? 0,
  };
}

function toSummary(row: ConversationRow): ConversationSummary {
  return {
    id: row.id,
    title: row.title,
    kind: row.kind,
    line: { id: row.line_id, name: row.line },
    messages: row.messages,
    unseen: row.messages - row.seen,
    flagged: row.flagged === null ? null : severityOfRank(row.flagged),
    last:
      row.sent_at === null || row.message_kind === null
        ? null
        : {
            text: (row.text ?? '').toWellFormed(),
            kind: row.message_kind,
            direction: row.direction,
            sender: row.sender,
            sentAt: row.sent_at,
          },
  };
}

/** A conversation as the context panel shows it. */
export interface ConversationDetails extends ConversationSummary {
  readonly employee: string;
  readonly participants: { id: number; name: string; messages: number }[];
  readonly firstAt: number | null;
  readonly openFlags: number;
}

const shownParticipants = 50;
const threadOfConversation = '(select thread_id from conversations where id = ?)';

/** One conversation with those who write in it, by any id that it has or had. Error: `not-found`. */
export function readConversation(reader: Reader, id: number): ConversationDetails {
  const row = reader.sql<ConversationRow>(`${select} where t.id = ${threadOfConversation}`).get(id);
  if (row === undefined) throw new AtalayaError('not-found');
  const participants = reader
    .sql<{ id: number; name: string; messages: number }>(
      `select min(s.id) as id, s.name, sum(p.messages) as messages from participants p join senders s on s.id = p.sender_id
      left join identities i on i.id = s.identity_id
      where p.conversation_id in (select id from conversations where thread_id = ?)
      group by ifnull(-i.contact_id, s.id) having sum(p.messages) > 0
      order by sum(p.messages) desc limit ${shownParticipants}`,
    )
    .all(row.id);
  const firsts = membersOf(reader, row.id).map((member) =>
    reader
      .sql<{ sent_at: number }>('select sent_at from messages where conversation_id = ? order by id limit 1')
      .get(member),
  );
  const open = reader
    .sql<{ open: number }>(
      `select count(*) as open from flagged_messages
      where conversation_id in (select id from conversations where thread_id = ?) and decision_id is null`,
    )
    .get(row.id);
  const times = firsts.flatMap((first) => first?.sent_at ?? []);
  return {
    ...toSummary(row),
    employee: row.employee,
    participants,
    firstAt: times.length === 0 ? null : Math.min(...times),
    openFlags: open?.open ?? 0,
  };
}

/** A conversation's name and line, by any id that it has or had. Error: `not-found`. */
export function readConversationRef(reader: Reader, id: number): ConversationRef {
  const row = reader
    .sql<Pick<ConversationRow, 'id' | 'title' | 'kind' | 'line_id' | 'line'>>(
      `select c.id, c.title, c.kind, c.line_id, l.name as line
      from conversations c join lines l on l.id = c.line_id where c.id = ${threadOfConversation}`,
    )
    .get(id);
  if (row === undefined) throw new AtalayaError('not-found');
  return { id: row.id, title: row.title, kind: row.kind, line: { id: row.line_id, name: row.line } };
}

/** Records that somebody looks at a conversation, and that all of its messages are seen. Error: `not-found`. */
export function openConversation(writer: Writer, id: number, now: number): void {
  writer.transaction(() => {
    const { changes } = writer
      .sql(`update threads set seen = messages where id = ${threadOfConversation}`)
      .run(id);
    if (changes === 0) throw new AtalayaError('not-found');
    writer.sql(`update conversations set seen = messages where thread_id = ${threadOfConversation}`).run(id);
    // What arrives while somebody reads is seen as well: that is one look at the conversation.
    if (!isOpenFor(writer, actingUser(), id))
      recordAction(writer, { at: now, kind: 'conversation-opened', subject: id });
  });
}
