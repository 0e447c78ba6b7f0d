import { type MissingReason, retriedReasons } from '#shared/model/attachment.ts';
import type { CapturedAttachment } from '#shared/model/capture.ts';
import type { AttachmentKey, ConnectorStateChange } from '#host/connectors/connector.ts';
import { writeConnectorState } from './connector-state.ts';
import type { Reader, Writer } from './database.ts';
import { latestEvidence } from './evidence.ts';
import { appendToLedger, type LedgerRecord } from './ledger.ts';

/** What becomes of a file that was not there when its message was committed. */
export type FileOutcome = Pick<CapturedAttachment, 'sha256' | 'size' | 'missing'>;

/** How many files a line has, and how many are missing, by reason. */
export interface AttachmentCounts {
  readonly stored: number;
  readonly missing: readonly { readonly reason: MissingReason; readonly count: number }[];
}

/** Counts from the index alone. */
export function countAttachments(reader: Reader, lineId: number): AttachmentCounts {
  const rows = reader
    .sql<{ missing: MissingReason | null; count: number }>(
      'select missing, count(*) as count from attachments where line_id = ? group by missing order by missing',
    )
    .all(lineId);
  return {
    stored: rows.find(({ missing }) => missing === null)?.count ?? 0,
    missing: rows.flatMap(({ missing, count }) => (missing === null ? [] : [{ reason: missing, count }])),
  };
}

/** A message whose file is missing, with the evidence that tells where it may be. */
export interface MissingFile {
  readonly id: number;
  readonly line_id: number;
  readonly conversation_id: number;
  readonly conversation: string;
  readonly key: string;
  readonly outgoing: number;
  readonly missing: MissingReason;
  readonly raw: Uint8Array;
}

const selectMissing = `
  select m.id, a.line_id, m.conversation_id, c.key as conversation, m.key, m.direction = 'outgoing' as outgoing, a.missing,
    ${latestEvidence} as raw
  from attachments a
  join messages m on m.id = a.message_id
  join conversations c on c.id = m.conversation_id
  join evidence e on e.message_id = m.id`;

/** One missing file that can be fetched again, if it is one. */
export function findMissingFile(reader: Reader, messageId: number): MissingFile | undefined {
  return reader
    .sql<MissingFile>(
      `${selectMissing} where a.message_id = ? and a.missing in (select value from json_each(?))`,
    )
    .get(messageId, JSON.stringify(retriedReasons));
}

/** The bytes that a message was last readable in; undefined when there are none. */
export function readEvidence(
  reader: Reader,
  messageId: number,
): { readonly key: string; readonly raw: Uint8Array } | undefined {
  return reader
    .sql<{ key: string; raw: Uint8Array }>(
      `select m.key, ${latestEvidence} as raw from messages m join evidence e on e.message_id = m.id where m.id = ?`,
    )
    .get(messageId);
}

/** The missing files of a line that can be fetched again, by id, after one of them. */
export function listMissingFiles(
  reader: Reader,
  lineId: number,
  reason: MissingReason,
  after: number,
  limit: number,
): MissingFile[] {
  return reader
    .sql<MissingFile>(
      `${selectMissing} where a.line_id = ? and a.missing = ? and a.message_id > ? order by a.message_id limit ?`,
    )
    .all(lineId, reason, after, limit);
}

interface FileRow {
  readonly message_id: number;
  readonly conversation_id: number;
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
      `select a.message_id, m.conversation_id
      from attachments a join messages m on m.id = a.message_id where a.sha256 = ? and a.missing is ?`,
    )
    .all(sha256, from);
  const update = writer.sql('update attachments set missing = ? where message_id = ?');
  for (const { message_id } of rows) update.run(to, message_id);
  return {
    conversationIds: [...new Set(rows.map((row) => row.conversation_id))],
    ledger: rows.map(({ message_id }) => ({ at, kind: 'attachment', subject: message_id })),
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

/** Completes an attachment that has no file, or a damaged one. Returns what goes into the ledger. */
export function completeFile(
  writer: Writer,
  messageId: number,
  name: string | null,
  file: FileOutcome,
  at: number,
): LedgerRecord[] {
  const { changes } = writer
    .sql(
      `update attachments set name = ifnull(name, ?), sha256 = ifnull(?, sha256), size = ifnull(?, size), missing = ?
      where message_id = ? and missing is not ?
        and (sha256 is null or (missing is not null and sha256 = ifnull(?, sha256)))`,
    )
    .run(name, file.sha256, file.size, file.missing, messageId, file.missing, file.sha256);
  if (changes === 0) return [];
  const record: LedgerRecord = { at, kind: 'attachment', subject: messageId };
  return file.sha256 === null ? [record] : [record, ...markRepaired(writer, file.sha256, at)];
}

/** Notes that a damaged file is there again; inside the transaction that stores it. Returns what goes into the ledger. */
function markRepaired(writer: Writer, sha256: string, at: number): readonly LedgerRecord[] {
  return setMissing(writer, sha256, 'damaged', null, at).ledger;
}

/** What somebody asked for: one message's file, or all that a line misses. */
export type RetryAsked = { readonly messageId: number } | { readonly lineId: number };

/**
 * Notes that missing files are fetched anew because somebody asked for it, in one transaction with what makes their
 * connector do it.
 */
export function reopenAttachments(
  writer: Writer,
  lineId: number,
  files: readonly MissingFile[],
  state: readonly ConnectorStateChange[],
  at: number,
): void {
  writer.transaction(() => {
    writeConnectorState(writer, lineId, state);
    const reopen = writer.sql(
      `update attachments set missing = 'pending' where message_id = ? and missing is not null and missing <> 'pending'`,
    );
    const reopened = files.filter(({ id }) => reopen.run(id).changes > 0);
    appendToLedger(
      writer,
      reopened.map(({ id }) => ({ at, kind: 'attachment', subject: id })),
    );
  });
}

/** Puts on record that somebody wanted missing files fetched anew. */
export function recordRetry(writer: Writer, asked: RetryAsked, at: number): void {
  const [what, subject] =
    'lineId' in asked ? (['line', asked.lineId] as const) : (['message', asked.messageId] as const);
  writer.transaction(() => appendToLedger(writer, [{ at, kind: 'media-retried', subject, words: [what] }]));
}

/** The keys of a message whose file is still to be fetched; undefined when it has none, or its file is settled. */
export function awaitedFile(writer: Writer, messageId: number): AttachmentKey | undefined {
  return writer
    .sql<AttachmentKey>(
      `select c.key as conversation, m.key as message from attachments a
      join messages m on m.id = a.message_id join conversations c on c.id = m.conversation_id
      where a.message_id = ? and a.missing = 'pending'`,
    )
    .get(messageId);
}
