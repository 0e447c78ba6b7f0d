import { hash } from 'node:crypto';
import type { Reader } from '#host/archive/database.ts';
import { rowKinds, type RowForm, type RowKind } from '#host/archive/ledger-kinds.ts';
import { readTexts } from '#host/archive/ledger.ts';
import type { Finding } from './findings.ts';

/** An entry that is about a row. */
export interface RowEntry {
  readonly seq: number;
  readonly subject: number;
  readonly digest: string;
}

/** Compares rows with what the ledger says about them, as it is walked through. */
export interface RowCheck {
  /** Entries of one kind, in order, whose text is the row itself: it has changed for the last time. */
  settled(kind: RowKind, entries: readonly RowEntry[]): void;
  /** An entry whose text is kept: the row may have changed since, and must be what the last one of it says. */
  stated(kind: RowKind, entry: RowEntry): void;
  /** Looks at the rows that may change, once all entries are known. */
  finish(): void;
  /** After all entries of an archive: finds the rows that none of them is about. */
  findAdded(since: number): void;
}

const rowsAtOnce = 10_000;

/** Begins a check of rows; what it finds it reports at once. */
export function openRowCheck(reader: Reader, report: (finding: Finding) => void): RowCheck {
  const last = new Map<RowKind, Map<number, Omit<RowEntry, 'subject'>>>(
    rowKinds.map(([kind]) => [kind, new Map()]),
  );
  const settledRows = new Map<RowKind, number>(rowKinds.map(([kind]) => [kind, 0]));
  const lastOf = (kind: RowKind) => last.get(kind) ?? new Map<number, Omit<RowEntry, 'subject'>>();

  function compare(kind: RowKind, entries: readonly RowEntry[]): void {
    const texts = readTexts(
      reader,
      kind,
      entries.map(({ subject }) => subject),
    );
    for (const { seq, subject, digest } of entries) {
      const row = texts.get(subject);
      if (row === undefined) report({ type: 'row-missing', seq, kind, subject });
      else if (hash('sha256', row.text) !== digest) report({ type: 'row-changed', seq, kind, subject });
    }
  }

  return {
    settled(kind, entries) {
      const changing = lastOf(kind);
      if (changing.size > 0) for (const { subject } of entries) changing.delete(subject);
      settledRows.set(kind, (settledRows.get(kind) ?? 0) + entries.length);
      compare(kind, entries);
    },
    stated(kind, { seq, subject, digest }) {
      lastOf(kind).set(subject, { seq, digest });
    },
    finish() {
      for (const [kind, rows] of last) {
        const entries = [...rows].map(([subject, entry]) => ({ subject, ...entry }));
        for (let from = 0; from < entries.length; from += rowsAtOnce)
          compare(kind, entries.slice(from, from + rowsAtOnce));
      }
    },
    findAdded(since) {
      for (const [kind, form] of rowKinds) {
        const { rows = 0 } =
          reader.sql<{ rows: number }>(`select count(*) as rows from ${form.table}`).get() ?? {};
        const known = (settledRows.get(kind) ?? 0) + lastOf(kind).size;
        if (rows > known) findUnknown(reader, kind, form, since, report);
      }
    },
  };
}

/** Which rows they are: only looked for where there are more rows than entries. */
function findUnknown(
  reader: Reader,
  kind: RowKind,
  { table, id }: RowForm,
  since: number,
  report: (finding: Finding) => void,
): void {
  const known = new Set(
    reader
      .sql<{ subject: number }>('select subject from ledger where kind = ? and seq > ?')
      .all(kind, since)
      .map(({ subject }) => subject),
  );
  for (const row of reader.sql<{ id: number }>(`select ${id} as id from ${table} order by ${id}`).all())
    if (!known.has(row.id)) report({ type: 'row-added', kind, subject: row.id });
}
