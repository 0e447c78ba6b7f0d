import type { Output } from '#shared/contract/contract.ts';
import type { ConversationKind } from '#shared/model/message.ts';
import type { Reader } from './database.ts';

/** The first message of a conversation that told the other side; null while none did. */
export function readTold(reader: Reader, conversationId: number): Output<'told.conversation'>['told'] {
  const row = reader
    .sql<{ messageId: number; at: number }>(
      `select n.message_id as messageId, n.at from conversation_notices n
      where n.conversation_id in (select id from conversations
        where thread_id = (select thread_id from conversations where id = ?))
        and n.message_id not in (select message_id from superseded)
      order by n.at, n.message_id limit 1`,
    )
    .get(conversationId);
  return row ?? null;
}

/** Whether the thread `t` has been told. */
const isTold = `exists (select 1 from conversations o join conversation_notices n on n.conversation_id = o.id
  where o.thread_id = t.id)`;

/** How many contacts and groups of a line there are, and how many of them were told. */
export function countTold(reader: Reader, lineId: number): Output<'told.line'> {
  const rows = reader
    .sql<{ kind: ConversationKind; total: number; told: number }>(
      `select c.kind, count(*) as total, sum(${isTold}) as told
      from threads t join conversations c on c.id = t.id
      where t.line_id = ? and t.last_id > 0 group by c.kind`,
    )
    .all(lineId);
  const of = (kind: ConversationKind) => {
    const row = rows.find((each) => each.kind === kind);
    return { total: row?.total ?? 0, told: row?.told ?? 0 };
  };
  return { contacts: of('direct'), groups: of('group') };
}

interface UntoldRow {
  readonly id: number;
  readonly title: string;
  readonly kind: ConversationKind;
  readonly last_id: number;
  readonly lastAt: number;
}

/** The conversations of a line in which nobody was told, the one with the newest message first. */
export function listUntold(
  reader: Reader,
  { lineId, cursor, limit }: { lineId: number; cursor: string | null; limit: number },
): Output<'told.missing'> {
  const [lastId, id] = cursor?.split('.').map(Number) ?? [];
  const rows = reader
    .sql<UntoldRow>(
      `select t.id, c.title, c.kind, t.last_id, m.sent_at as lastAt
      from threads t join conversations c on c.id = t.id join messages m on m.id = t.last_id
      where t.line_id = ? and t.last_id > 0 and (t.last_id, t.id) < (?, ?) and not ${isTold}
      order by t.last_id desc, t.id desc limit ?`,
    )
    .all(lineId, lastId ?? Number.MAX_SAFE_INTEGER, id ?? Number.MAX_SAFE_INTEGER, limit);
  const last = rows.at(-1);
  return {
    conversations: rows.map(({ id: thread, title, kind, lastAt }) => ({ id: thread, title, kind, lastAt })),
    next: rows.length < limit || last === undefined ? null : `${last.last_id}.${last.id}`,
  };
}
