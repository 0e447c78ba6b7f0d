import type { Reader, Writer } from '../database.ts';
import { appendToLedger } from '../ledger.ts';

/** The thread that a conversation is in, by the id of any conversation; undefined when there is none. */
export function threadOf(reader: Reader, conversationId: number): number | undefined {
  return reader
    .sql<{ thread_id: number }>('select thread_id from conversations where id = ?')
    .get(conversationId)?.thread_id;
}

/** The conversations that people see as one with this one, oldest first. */
export function membersOf(reader: Reader, conversationId: number): number[] {
  return reader
    .sql<{ id: number }>(
      `select id from conversations
      where thread_id = (select thread_id from conversations where id = ?) order by id`,
    )
    .all(conversationId)
    .map(({ id }) => id);
}

/** The threads with a contact, on all lines. */
export function threadsOf(reader: Reader, contactId: number): number[] {
  return reader
    .sql<{ thread_id: number }>(
      `select distinct c.thread_id from conversations c join identities i on i.id = c.identity_id
      where i.contact_id = ?`,
    )
    .all(contactId)
    .map(({ thread_id }) => thread_id);
}

interface Member {
  readonly id: number;
  readonly line_id: number;
  readonly messages: number;
  readonly seen: number;
  readonly last_id: number;
}

/** Begins a thread for a conversation that was just made. */
export function beginThread(writer: Writer, conversationId: number, lineId: number): void {
  writer.sql('insert into threads values (?, ?, 0, 0, 0)').run(conversationId, lineId);
  writer.sql('update conversations set thread_id = id where id = ?').run(conversationId);
}

/**
 * Puts the direct conversations that each line has with a contact into one thread. What conversations themselves hold
 * stays as it is, so that the same call after a split takes them apart again. Returns the threads.
 */
export function regroup(writer: Writer, contactId: number, now: number): number[] {
  const members = writer
    .sql<Member>(
      `select c.id, c.line_id, c.messages, c.seen, c.last_id
      from conversations c join identities i on i.id = c.identity_id
      where i.contact_id = ? and c.kind = 'direct' order by c.id`,
    )
    .all(contactId);
  const threads: number[] = [];
  for (const [lineId, together] of Map.groupBy(members, (member) => member.line_id)) {
    const [first] = together;
    if (first === undefined) continue;
    threads.push(first.id);
    writer
      .sql(
        `insert into threads values (?, ?, ?, ?, ?) on conflict do update
        set messages = excluded.messages, seen = excluded.seen, last_id = excluded.last_id`,
      )
      .run(
        first.id,
        lineId,
        sumOf(together, 'messages'),
        sumOf(together, 'seen'),
        Math.max(...together.map((member) => member.last_id)),
      );
    for (const { id } of together) {
      const { changes } = writer
        .sql('update conversations set thread_id = ? where id = ? and thread_id is not ?')
        .run(first.id, id, first.id);
      if (changes > 0) appendToLedger(writer, [{ at: now, kind: 'conversation', subject: id }]);
    }
    for (const { id } of together.slice(1)) writer.sql('delete from threads where id = ?').run(id);
  }
  return threads;
}

function sumOf(members: readonly Member[], of: 'messages' | 'seen'): number {
  return members.reduce((sum, member) => sum + member[of], 0);
}
