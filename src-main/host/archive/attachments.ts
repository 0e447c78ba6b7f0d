import type { Writer } from './database.ts';
import { appendToLedger, digestOf, type LedgerRecord } from './ledger.ts';

interface FileRow {
  readonly message_id: number;
  readonly conversation_id: number;
  readonly name: string | null;
  readonly size: number | null;
}

/** Changes the state of every attachment with that content, and says what the ledger has to say of it. */
function setMissing(
  writer: Writer,
  sha256: string,
  from: 'damaged' | null,
  to: 'damaged' | null,
  at: number,
): { conversationIds: number[]; ledger: LedgerRecord[] } {
  const rows = writer
    .sql<FileRow>(
      `select a.message_id, m.conversation_id, a.name, a.size
      from attachments a join messages m on m.id = a.message_id where a.sha256 = ? and a.missing is ?`,
    )
    .all(sha256, from);
  const update = writer.sql('update attachments set missing = ? where message_id = ?');
  for (const { message_id } of rows) update.run(to, message_id);
  return {
    conversationIds: [...new Set(rows.map((row) => row.conversation_id))],
    ledger: rows.map(({ message_id, name, size }) => ({
      at,
      kind: 'attachment',
      subject: message_id,
      digest: digestOf(['attachment', message_id, name, sha256, size, to]),
    })),
  };
}

/** Notes that the stored file of that content is lost or was changed. Returns the conversations that show it. */
export function markDamaged(writer: Writer, sha256: string, at: number): readonly number[] {
  return writer.transaction(() => {
    const { conversationIds, ledger } = setMissing(writer, sha256, null, 'damaged', at);
    appendToLedger(writer, ledger);
    return conversationIds;
  });
}

/** Notes that a damaged file is there again; inside the transaction that stores it. Returns what goes into the ledger. */
export function markRepaired(writer: Writer, sha256: string, at: number): readonly LedgerRecord[] {
  return setMissing(writer, sha256, 'damaged', null, at).ledger;
}
