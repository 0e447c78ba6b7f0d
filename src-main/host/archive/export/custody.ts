import type { Reader } from '../database.ts';

/** A file that was imported into a line. Times are UTC milliseconds. */
export interface ImportedFile {
  readonly lineId: number;
  readonly at: number;
  readonly name: string;
  readonly state: string;
  readonly messages: number;
  readonly unread: number;
}

/** An export that was made before. */
export interface EarlierExport {
  readonly id: number;
  readonly at: number;
  readonly by: string;
  readonly reason: string;
  readonly state: string;
  readonly manifest: string | null;
}

/** The chat exports that were imported into some lines, oldest first. */
export function readImportedFiles(reader: Reader, lineIds: readonly number[]): ImportedFile[] {
  return reader
    .sql<ImportedFile>(
      `select i.line_id as lineId, i.started_at as at, f.name, f.state, f.messages + f.system as messages, f.unread
      from imports i join import_files f on f.import_id = i.id
      where i.line_id in (select value from json_each(?)) order by f.id`,
    )
    .all(JSON.stringify(lineIds));
}

/** What was exported before an export, oldest first. */
export function readEarlierExports(reader: Reader, before: number): EarlierExport[] {
  return reader
    .sql<EarlierExport>(
      `select id, started_at as at, exported_by as by, reason, state, manifest_sha256 as manifest
      from exports where id < ? order by id`,
    )
    .all(before);
}
