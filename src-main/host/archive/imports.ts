import type { ImportFileView, ImportView } from '#shared/contract/imports.ts';
import {
  dateOrders,
  exportDamages,
  exportPlatforms,
  type DateOrder,
  type ExportDamage,
  type ExportPlatform,
} from '#shared/model/chat-export.ts';
import type { Reader, Writer } from './database.ts';
import { appendToLedger } from './ledger.ts';

/** What the archive keeps of one imported file. */
export interface ImportFileRecord {
  readonly id: number;
  readonly import_id: number;
  readonly name: string;
  readonly state: ImportFileView['state'];
  readonly error: string | null;
  readonly conversation_id: number | null;
  readonly platform: ExportPlatform | null;
  readonly date_order: DateOrder | null;
  readonly messages: number;
  readonly system: number;
  readonly attachments_found: number;
  readonly attachments_missing: number;
  readonly duplicates: number;
  readonly unread: number;
  readonly flags: number;
  /** What it lacked because its end was missing; null for a whole file. */
  readonly damage: ExportDamage | null;
  /** Set once the whole file is in the archive. */
  readonly fingerprint: string | null;
}

/** What an import has found out about a file so far. */
export type ImportFileResult = Omit<ImportFileRecord, 'id' | 'import_id' | 'name'>;

/** The order in which a file's result is bound: the same as in `recordImportFile`. */
const columns = [
  'state',
  'error',
  'conversation_id',
  'platform',
  'date_order',
  'messages',
  'system',
  'attachments_found',
  'attachments_missing',
  'duplicates',
  'unread',
  'flags',
  'fingerprint',
  'damage',
] as const satisfies readonly (keyof ImportFileResult)[];

/**
 * Begins an import of some files into a line. Returns its id and, in order, theirs. What was stated about chats that
 * the employee's notice does not cover is in the ledger from the beginning.
 */
export function beginImport(
  writer: Writer,
  lineId: number,
  names: readonly string[],
  withoutNotice: string | null,
  now: number,
): { importId: number; fileIds: number[] } {
  return writer.transaction(() => {
    const begun = writer
      .sql(`insert into imports (line_id, started_at, state, without_notice) values (?, ?, 'running', ?)`)
      .run(lineId, now, withoutNotice);
    const importId = Number(begun.lastInsertRowid);
    const details = { importId, reason: withoutNotice };
    appendToLedger(writer, [{ at: now, kind: 'import', subject: importId, details }]);
    const fileIds = names.map((name) => {
      const file = writer
        .sql(`insert into import_files (import_id, name, state) values (?, ?, 'waiting')`)
        .run(importId, name);
      return Number(file.lastInsertRowid);
    });
    appendToLedger(
      writer,
      fileIds.map((subject) => ({ at: now, kind: 'import-file', subject })),
    );
    return { importId, fileIds };
  });
}

/** Stores what became of a file. */
export function recordImportFile(
  writer: Writer,
  fileId: number,
  result: ImportFileResult,
  now: number,
): void {
  writer.transaction(() => {
    const values = columns.map((column) => result[column]);
    writer
      .sql(`update import_files set ${columns.map((column) => `${column} = ?`).join(', ')} where id = ?`)
      .run(...values, fileId);
    const details = { file: result.state };
    appendToLedger(writer, [{ at: now, kind: 'import-file', subject: fileId, action: 'import', details }]);
  });
}

/** An earlier import of the same file, understood in the same way, that came to its end. */
export function findImported(reader: Reader, fingerprint: string): ImportFileRecord | undefined {
  return reader
    .sql<ImportFileRecord>(
      `select * from import_files where fingerprint = ? and state = 'done' order by id limit 1`,
    )
    .get(fingerprint);
}

/** Keeps what could not be read of a file. */
export function addUnreadLines(
  writer: Writer,
  fileId: number,
  lines: readonly { readonly number: number; readonly text: string }[],
): void {
  if (lines.length === 0) return;
  writer.transaction(() => {
    const insert = writer.sql(
      'insert into unread_lines values (?, ?, ?) on conflict do update set text = text || char(10) || excluded.text',
    );
    for (const { number, text } of lines) insert.run(fileId, number, text);
  });
}

/** Stores how an import ended. */
export function endImport(writer: Writer, importId: number, state: ImportView['state'], now: number): void {
  writer.transaction(() => {
    writer.sql('update imports set state = ? where id = ?').run(state, importId);
    appendToLedger(writer, [{ at: now, kind: 'import', subject: importId, action: null }]);
  });
}

/** Imports that were running when the host ended did not finish: what they committed stays. */
export function cancelAbandonedImports(writer: Writer, now: number): void {
  writer.transaction(() => {
    const imports = writer
      .sql<{ id: number }>(`update imports set state = 'cancelled' where state = 'running' returning id`)
      .all();
    const files = writer
      .sql<{ id: number }>(
        `update import_files set state = 'cancelled' where state in ('waiting', 'running') returning id`,
      )
      .all();
    appendToLedger(writer, [
      ...imports.map(({ id }) => ({ at: now, kind: 'import' as const, subject: id })),
      ...files.map(({ id }) => ({ at: now, kind: 'import-file' as const, subject: id })),
    ]);
  });
}

const shownImports = 50;

/** The latest imports, newest first, with their files. */
export function listImports(reader: Reader): ImportView[] {
  const imports = reader
    .sql<{ id: number; started_at: number; line: string; state: ImportView['state'] }>(
      `select i.id, i.started_at, l.name as line, i.state from imports i join lines l on l.id = i.line_id
      order by i.id desc limit ${shownImports}`,
    )
    .all();
  const files = reader.sql<ImportFileRecord>('select * from import_files where import_id = ? order by id');
  return imports.map(({ id, started_at, line, state }) => ({
    id,
    startedAt: started_at,
    line,
    state,
    files: files.all(id).map(toView),
  }));
}

function toView(row: ImportFileRecord): ImportFileView {
  return {
    id: row.id,
    name: row.name,
    state: row.state,
    error: row.error,
    bytesDone: 0,
    bytesTotal: 0,
    conversationId: row.conversation_id,
    platform: exportPlatforms.find((platform) => platform === row.platform) ?? null,
    dateOrder: dateOrders.find((order) => order === row.date_order) ?? null,
    messages: row.messages,
    system: row.system,
    attachmentsFound: row.attachments_found,
    attachmentsMissing: row.attachments_missing,
    duplicates: row.duplicates,
    unread: row.unread,
    flags: row.flags,
    damage: exportDamages.find((damage) => damage === row.damage) ?? null,
  };
}

const unreadPage = 200;

/** What could not be read of a file, after a line number. */
export function readUnreadLines(
  reader: Reader,
  fileId: number,
  after: number,
): { lines: { number: number; text: string }[]; more: boolean } {
  const lines = reader
    .sql<{ number: number; text: string }>(
      'select number, text from unread_lines where file_id = ? and number > ? order by number limit ?',
    )
    .all(fileId, after, unreadPage + 1);
  return { lines: lines.slice(0, unreadPage), more: lines.length > unreadPage };
}
