import { completeFile } from '../attachments.ts';
import type { Reader, Writer } from '../database.ts';
import { compareCopies } from '../exported-copies.ts';
import { appendToLedger, type LedgerRecord } from '../ledger.ts';
import { refreshInSearch } from '../search-index.ts';

interface Member {
  readonly id: number;
  readonly thread_id: number;
  readonly is_exported: number;
  readonly is_own: number;
}

/**
 * Shows each message once in threads that were put together, or taken apart again: what a chat export and the line
 * itself both hold is the line's own while the two conversations are one thread, and the export's has its place back
 * when they are not. Returns whether anything has changed, after which threads must be counted anew.
 */
export function showOnce(writer: Writer, contactIds: readonly number[], now: number): boolean {
  const members = contactIds.flatMap((contactId) => conversationsOf(writer, contactId));
  const exported = members.filter(({ is_exported }) => is_exported === 1);
  if (exported.length === 0) return false;
  const ledger: LedgerRecord[] = [];
  for (const conversation of exported) {
    const others = members.filter(
      ({ id, thread_id, is_own }) =>
        is_own === 1 && id !== conversation.id && thread_id === conversation.thread_id,
    );
    for (const other of others) ledger.push(...supersede(writer, conversation.id, other.id, now));
  }
  appendToLedger(writer, ledger);
  return exported.map(({ id }) => settle(writer, id)).some(Boolean);
}

function conversationsOf(reader: Reader, contactId: number): Member[] {
  return reader
    .sql<Member>(
      `select c.id, c.thread_id, e.conversation_id is not null as is_exported,
        c.key like '%@%' as is_own
      from conversations c join identities i on i.id = c.identity_id
      left join exported_spans e on e.conversation_id = c.id
      where i.contact_id = ? and c.kind = 'direct' order by c.id`,
    )
    .all(contactId);
}

function supersede(writer: Writer, exportedId: number, ownId: number, now: number): LedgerRecord[] {
  return compareCopies(writer, exportedId, ownId).copies.flatMap(({ exportedId: id, own }) => {
    writer.sql('insert into superseded values (?, ?)').run(id, own.id);
    const file = writer
      .sql<{ name: string | null; sha256: string; size: number | null }>(
        'select name, sha256, size from attachments where message_id = ? and sha256 is not null',
      )
      .get(id);
    return [
      { at: now, kind: 'superseded', subject: id },
      ...(file === undefined ? [] : completeFile(writer, own.id, file.name, { ...file, missing: null }, now)),
    ];
  });
}

interface Superseded {
  readonly id: number;
  readonly sender_id: number | null;
  readonly is_hidden: number;
  readonly is_found: number;
}

/** Counts and finds the messages of an exported conversation that are shown, and no others. */
function settle(writer: Writer, conversationId: number): boolean {
  const changed = writer
    .sql<Superseded>(
      `select m.id, m.sender_id, c.thread_id = d.thread_id as is_hidden,
        exists (select 1 from search where rowid = m.id) as is_found
      from messages m join conversations c on c.id = m.conversation_id
      join superseded x on x.message_id = m.id
      join messages b on b.id = x.by_id join conversations d on d.id = b.conversation_id
      where m.conversation_id = ? and m.live = 0`,
    )
    .all(conversationId)
    .filter(({ is_hidden, is_found }) => is_hidden === is_found);
  const count = writer.sql(
    'update conversations set messages = messages + ?, seen = seen + ?, last_id = max(last_id, ?) where id = ?',
  );
  const countSender = writer.sql(
    'update participants set messages = messages + ? where conversation_id = ? and sender_id = ?',
  );
  for (const { id, sender_id, is_hidden } of changed) {
    if (is_hidden === 1) writer.sql('delete from search where rowid = ?').run(id);
    else refreshInSearch(writer, id);
    const more = is_hidden === 1 ? -1 : 1;
    count.run(more, more, id, conversationId);
    countSender.run(more, conversationId, sender_id);
  }
  return changed.length > 0;
}
