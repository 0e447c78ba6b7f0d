import type {
  ExportCounts,
  ExportFormat,
  ExportNames,
  ExportScope,
  ExportState,
} from '#shared/model/export.ts';
import type { Reader, Writer } from '../database.ts';
import { appendToLedger } from '../ledger.ts';

/** An export that begins. */
export interface NewExport {
  readonly by: string;
  readonly reason: string;
  readonly scope: ExportScope;
  readonly names: ExportNames;
  readonly formats: readonly ExportFormat[];
  readonly withFlags: boolean;
  readonly isEncrypted: boolean;
  readonly zone: string;
  /** The folder that was chosen. */
  readonly place: string;
}

/** How an export ended. */
export interface EndedExport {
  readonly state: Exclude<ExportState, 'running'>;
  /** Code of the error that stopped it. */
  readonly error: string | null;
  readonly counts: ExportCounts | null;
  readonly manifestSha256: string | null;
  readonly files: number | null;
  readonly bytes: number | null;
}

/** An export on record. Times are UTC milliseconds. */
export interface ExportRow extends NewExport, Omit<EndedExport, 'state'> {
  readonly id: number;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly state: ExportState;
  /** Of its folder or zip, in `place`. */
  readonly name: string;
}

interface StoredRow {
  readonly id: number;
  readonly started_at: number;
  readonly exported_by: string;
  readonly reason: string;
  readonly scope: string;
  readonly names: string;
  readonly formats: string;
  readonly flags: number;
  readonly encrypted: number;
  readonly zone: string;
  readonly place: string;
  readonly name: string;
  readonly state: ExportState;
  readonly ended_at: number | null;
  readonly error: string | null;
  readonly counts: string | null;
  readonly manifest_sha256: string | null;
  readonly files: number | null;
  readonly bytes: number | null;
}

/** Puts on record that an export begins; `nameOf` makes its name from its id. Returns its id and name. */
export function beginExport(
  writer: Writer,
  begun: NewExport,
  nameOf: (id: number) => string,
  now: number,
): { id: number; name: string } {
  return writer.transaction(() => {
    const newest = writer.sql<{ id: number }>('select ifnull(max(id), 0) as id from exports').get();
    const id = (newest?.id ?? 0) + 1;
    const name = nameOf(id);
    const values = [
      now,
      begun.by,
      begun.reason,
      JSON.stringify(begun.scope),
      JSON.stringify(begun.names),
      JSON.stringify(begun.formats),
      Number(begun.withFlags),
      Number(begun.isEncrypted),
      begun.zone,
      begun.place,
      name,
    ];
    writer
      .sql(
        `insert into exports (id, started_at, exported_by, reason, scope, names, formats, flags, encrypted, zone, place,
          name, state) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'running')`,
      )
      .run(id, ...values);
    appendToLedger(writer, [{ at: now, kind: 'export', subject: id, details: { reason: begun.reason } }]);
    return { id, name };
  });
}

/** Puts on record how an export ended. */
export function endExport(writer: Writer, id: number, ended: EndedExport, now: number): void {
  const { state, error, counts, manifestSha256, files, bytes } = ended;
  const values = [
    state,
    now,
    error,
    counts === null ? null : JSON.stringify(counts),
    manifestSha256,
    files,
    bytes,
  ];
  writer.transaction(() => {
    writer
      .sql(
        `update exports set state = ?, ended_at = ?, error = ?, counts = ?, manifest_sha256 = ?, files = ?, bytes = ?
        where id = ?`,
      )
      .run(...values, id);
    appendToLedger(writer, [{ at: now, kind: 'export', subject: id, details: { state } }]);
  });
}

const nothing = { counts: null, manifestSha256: null, files: null, bytes: null };

/** Exports that were running when the host ended left nothing that counts. */
export function endAbandonedExports(writer: Writer, now: number): void {
  const running = writer.sql<{ id: number }>(`select id from exports where state = 'running'`).all();
  for (const { id } of running) endExport(writer, id, { state: 'interrupted', error: null, ...nothing }, now);
}

/** Exports, newest first, before one of them. */
export function listExports(reader: Reader, before: number | null, limit: number): ExportRow[] {
  return reader
    .sql<StoredRow>('select * from exports where id < ? order by id desc limit ?')
    .all(before ?? Number.MAX_SAFE_INTEGER, limit)
    .map(toRow);
}

/** The JSON was written by us, so its shape is known. */
function toRow(row: StoredRow): ExportRow {
  return {
    id: row.id,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    by: row.exported_by,
    reason: row.reason,
    scope: JSON.parse(row.scope),
    names: JSON.parse(row.names),
    formats: JSON.parse(row.formats),
    withFlags: row.flags === 1,
    isEncrypted: row.encrypted === 1,
    zone: row.zone,
    place: row.place,
    name: row.name,
    state: row.state,
    error: row.error,
    counts: row.counts === null ? null : JSON.parse(row.counts),
    manifestSha256: row.manifest_sha256,
    files: row.files,
    bytes: row.bytes,
  };
}
