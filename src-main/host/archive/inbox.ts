import type { ConversationRef } from '#shared/contract/fields.ts';
import type { ConversationSummary } from '#shared/contract/inbox.ts';
import { AtalayaError } from '#shared/errors.ts';
import type { ConversationKind, Direction, MessageKind } from '#shared/model/message.ts';
import type { Reader, Writer } from './database.ts';
import { severityOfRank } from './flags.ts';
import { appendToLedger, digestOf } from './ledger.ts';

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
const select = `
  select c.id, c.title, c.kind, c.line_id, l.name as line, l.employee, c.messages, c.seen, c.last_id,
    (select max(severity) from flagged_messages where conversation_id = c.id and decision_id is null) as flagged,
    substr(m.text, 1, ${snippetLength}) as text, m.kind as message_kind, m.direction, s.name as sender, m.sent_at
  from conversations c
  join lines l on l.id = c.line_id
  left join messages m on m.id = c.last_id
  left join senders s on s.id = m.sender_id`;

/** Which conversations; `cursor` is the `next` of the page before. */
export interface ConversationQuery {
  readonly lineId: number | null;
  readonly title: string | null;
  readonly cursor: string | null;
  readonly limit: number;
}

/** Conversations of all lines, the one with the newest message first. */
export function listConversations(
  reader: Reader,
  { lineId, title, cursor, limit }: ConversationQuery,
): { conversations: ConversationSummary[]; next: string | null; total: number } {
  const [lastId, id] = cursor?.split('.').map(Number) ?? [];
  const conditions = ['(c.last_id, c.id) < (?, ?)'];
  const params: (string | number)[] = [lastId ?? Number.MAX_SAFE_INTEGER, id ?? Number.MAX_SAFE_INTEGER];
  const wanted: string[] = [];
  const wantedParams: (string | number)[] = [];
  if (lineId !== null) {
    wanted.push('c.line_id = ?');
    wantedParams.push(lineId);
  }
  if (title !== null && title !== '') {
    wanted.push(`c.title like ? escape '\\'`);
    wantedParams.push(`%${title.replace(/[\\%_]/g, String.raw`\$&`)}%`);
  }
  const rows = reader
    .sql<ConversationRow>(
      `${select} where ${[...conditions, ...wanted].join(' and ')} order by c.last_id desc, c.id desc limit ?`,
    )
    .all(...params, ...wantedParams, limit);
  const count = reader
    .sql<{ total: number }>(
      `select count(*) as total from conversations c ${wanted.length > 0 ? `where ${wanted.join(' and ')}` : ''}`,
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
  readonly participants: { name: string; messages: number }[];
  readonly firstAt: number | null;
  readonly openFlags: number;
}

const shownParticipants = 50;

/** One conversation with those who write in it. Error: `not-found`. */
export function readConversation(reader: Reader, id: number): ConversationDetails {
  const row = reader.sql<ConversationRow>(`${select} where c.id = ?`).get(id);
  if (row === undefined) throw new AtalayaError('not-found');
  const participants = reader
    .sql<{ name: string; messages: number }>(
      `select s.name, p.messages from participants p join senders s on s.id = p.sender_id
      where p.conversation_id = ? and p.messages > 0 order by p.messages desc limit ${shownParticipants}`,
    )
    .all(id);
  const first = reader
    .sql<{ sent_at: number }>('select sent_at from messages where conversation_id = ? order by id limit 1')
    .get(id);
  const open = reader
    .sql<{ open: number }>(
      'select count(*) as open from flagged_messages where conversation_id = ? and decision_id is null',
    )
    .get(id);
  return {
    ...toSummary(row),
    employee: row.employee,
    participants,
    firstAt: first?.sent_at ?? null,
    openFlags: open?.open ?? 0,
  };
}

/** A conversation's name and line. Error: `not-found`. */
export function readConversationRef(reader: Reader, id: number): ConversationRef {
  const row = reader
    .sql<Pick<ConversationRow, 'id' | 'title' | 'kind' | 'line_id' | 'line'>>(
      `select c.id, c.title, c.kind, c.line_id, l.name as line
      from conversations c join lines l on l.id = c.line_id where c.id = ?`,
    )
    .get(id);
  if (row === undefined) throw new AtalayaError('not-found');
  return { id: row.id, title: row.title, kind: row.kind, line: { id: row.line_id, name: row.line } };
}

/** Records that somebody looks at a conversation, and that all of its messages are seen. Error: `not-found`. */
export function openConversation(writer: Writer, id: number, now: number): void {
  writer.transaction(() => {
    const { changes } = writer.sql('update conversations set seen = messages where id = ?').run(id);
    if (changes === 0) throw new AtalayaError('not-found');
    const digest = digestOf(['conversation-opened', id]);
    appendToLedger(writer, [{ at: now, kind: 'conversation-opened', subject: id, digest }]);
  });
}
