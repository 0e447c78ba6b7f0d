import { hash } from 'node:crypto';
import type { Reader } from '#host/archive/database.ts';
import {
  isLedgerKind,
  isRowKind,
  ledgerKinds,
  type KindForm,
  type LedgerKind,
  type RowKind,
} from '#host/archive/ledger-kinds.ts';
import { beginning, follows, readHead, type LedgerEntry } from '#host/archive/ledger.ts';
import type { Finding } from './findings.ts';
import { openRowCheck, type RowEntry } from './verify-rows.ts';

/** What to check: all of an archive, or what was put into its ledger after an entry. */
export interface VerifyOptions {
  /** The entry to begin after, with its hash. Left out: from the beginning. */
  readonly since?: { readonly seq: number; readonly hash: string };
  /** Once for each finding, as it is found. */
  readonly report: (finding: Finding) => void;
  /** How many entries are checked. */
  readonly onProgress?: (entries: number, total: number) => void;
  readonly signal?: AbortSignal;
}

const entriesAtOnce = 10_000;

/**
 * Checks an archive against its ledger: the chain itself, the text of every entry, and that every row is what the last
 * entry about it says and that there is no other. It goes on after a finding. Returns how many entries were checked.
 */
export function verifyLedger(
  reader: Reader,
  { since = { seq: 0, hash: beginning }, report, onProgress, signal }: VerifyOptions,
): number {
  const total = readHead(reader).seq - since.seq;
  const restated = readRestated(reader);
  const rows = openRowCheck(reader, report);
  const page = reader.sql<LedgerEntry>(
    `select seq, at, kind, subject, lower(hex(digest)) as digest, lower(hex(hash)) as hash
    from ledger where seq > ? order by seq limit ${entriesAtOnce}`,
  );
  const texts = reader.sql<{ seq: number; text: string }>(
    'select seq, text from statements where seq > ? and seq <= ? order by seq',
  );
  let { seq, hash: previous } = since;
  let checked = 0;
  for (;;) {
    signal?.throwIfAborted();
    const entries = page.all(seq);
    const end = entries.at(-1);
    if (end === undefined) break;
    const kept = new Map(texts.all(seq, end.seq).map((row) => [row.seq, row.text]));
    const settled = new Map<RowKind, RowEntry[]>();
    for (const entry of entries) {
      if (entry.seq !== seq + 1) report({ type: 'entries-missing', seq: seq + 1, upTo: entry.seq - 1 });
      if (!follows(entry, previous)) report({ type: 'chain-broken', seq: entry.seq });
      previous = entry.hash;
      seq = entry.seq;
      if (seq < restated) continue;
      checkText(entry, kept, settled);
    }
    for (const unknown of kept.keys()) report({ type: 'text-changed', seq: unknown });
    for (const [kind, of] of settled) rows.settled(kind, of);
    checked += entries.length;
    onProgress?.(checked, total);
  }
  for (const { seq: unknown } of texts.all(seq, Number.MAX_SAFE_INTEGER))
    report({ type: 'text-changed', seq: unknown });
  rows.finish();
  if (since.seq === 0) rows.findAdded(restated);
  return checked;

  /** Takes the text of an entry out of those that are kept, and leaves what has to be read from rows in `settled`. */
  function checkText(
    { seq: number, kind, subject, digest }: LedgerEntry,
    kept: Map<number, string>,
    settled: Map<RowKind, RowEntry[]>,
  ): void {
    if (!isLedgerKind(kind)) {
      report({ type: 'entry-unknown', seq: number });
      return;
    }
    const text = kept.get(number);
    kept.delete(number);
    if (!isKept(kind, text !== undefined) || (text !== undefined && hash('sha256', text) !== digest))
      report({ type: 'text-changed', seq: number });
    if (!isRowKind(kind)) return;
    const entry = { seq: number, subject, digest };
    if (text !== undefined) {
      rows.stated(kind, entry);
      return;
    }
    const ofKind = settled.get(kind);
    if (ofKind === undefined) settled.set(kind, [entry]);
    else ofKind.push(entry);
  }
}

/** Whether the text of an entry of that kind may be kept, or missing. */
function isKept(kind: LedgerKind, isThere: boolean): boolean {
  const form: KindForm = ledgerKinds[kind];
  if (form.sort === 'words' || form.changes === 'true') return isThere;
  return form.changes !== 'false' || !isThere;
}

/** The last entry that an earlier version made, whose digest is of another form: 0 where there is none. */
function readRestated(reader: Reader): number {
  const first = reader
    .sql<{ seq: number; kind: string }>(
      'select l.seq, l.kind from statements s join ledger l on l.seq = s.seq order by s.seq limit 1',
    )
    .get();
  return first?.kind === 'restated' ? first.seq : 0;
}
