import { hash } from 'node:crypto';
import type { ActionKind } from '#shared/model/action.ts';
import type { Reader, Writer } from './database.ts';
import { textsOfRows, type LedgerKind, type RowKind, type WordKind } from './ledger-kinds.ts';
import { insertAction, isRecordedKind, type Action } from './people/actions.ts';
import { actingUser } from './people/actor.ts';

/**
 * The hash chain over everything captured and everything done. An entry holds the SHA-256 of the text that it stands
 * for (`digest`, see `ledgerKinds`) and of the entry before it:
 *
 *     hash = SHA-256( previous hash | seq | at | kind | subject | digest )
 *
 * with the numbers as decimal text and `|` a line feed, so that it can be recomputed with any tool.
 */
export interface LedgerEntry {
  readonly seq: number;
  /** UTC milliseconds. */
  readonly at: number;
  /** One of `ledgerKinds`, or of an earlier version. */
  readonly kind: string;
  /** Id of what it is about: a message, an event, a line, a policy. */
  readonly subject: number;
  /** In hex here, as bytes in the archive and in the chain. */
  readonly digest: string;
  readonly hash: string;
}

const hashBytes = 32;
/** What stands for the hash before the first entry. */
export const beginning = '00'.repeat(hashBytes);

const longestKind = 64;
const longestNumber = 24;
const scratch = Buffer.alloc(2 * hashBytes + longestKind + 3 * longestNumber + 5);

/** The one place that computes the chain, in hex; numbers and kinds are ASCII, and shorter than the room there is. */
function link(
  previous: string,
  seq: number,
  at: number,
  kind: string,
  subject: number,
  digest: string,
): string {
  let end = scratch.write(previous, 'hex');
  end += scratch.write(`\n${seq}\n${at}\n${kind}\n${subject}\n`, end, 'latin1');
  end += scratch.write(digest, end, 'hex');
  return hash('sha256', scratch.subarray(0, end));
}

/** Values as they stand in the text of an entry. */
export type Words = readonly (string | number | boolean | null)[];

/** What to append: about a row, as it then is, or in words. The rest of an entry follows from that. */
export type LedgerRecord = {
  readonly at: number;
  readonly subject: number;
  /** What the action beside it is called, where somebody did it; left out, as the entry. Null is no action. */
  readonly action?: ActionKind | null;
  /** What that action says. */
  readonly details?: Action['details'];
} & ({ readonly kind: RowKind } | { readonly kind: WordKind; readonly words: Words });

/** The text of an entry, and whether nothing else in the archive will say it one day. */
interface EntryText {
  readonly text: string;
  readonly isKept: boolean;
}

/**
 * Appends to the chain, in order; only inside the transaction of what the records stand for, after their rows are
 * written. Beside what a user did, it puts on record who.
 */
export function appendToLedger(writer: Writer, records: readonly LedgerRecord[]): void {
  if (actingUser() === null) {
    chain(writer, records);
    return;
  }
  chain(
    writer,
    records.flatMap((record) => {
      const { at, subject, details, action = isRecordedKind(record.kind) ? record.kind : null } = record;
      return action === null
        ? [record]
        : [record, actionEntry(writer, { at, kind: action, subject, details })];
    }),
  );
}

/** Puts on record what a user did where nothing else does; with whatever transaction is under way. */
export function recordAction(writer: Writer, action: Action): void {
  writer.transaction(() => chain(writer, [actionEntry(writer, action)]));
}

function actionEntry(writer: Writer, action: Action): LedgerRecord {
  return { at: action.at, kind: 'action', subject: insertAction(writer, action) };
}

function chain(writer: Writer, records: readonly LedgerRecord[]): void {
  if (records.length === 0) return;
  const insert = writer.sql<never>(
    'insert into ledger (seq, at, kind, subject, digest, hash) values (?, ?, ?, ?, unhex(?), unhex(?))',
  );
  const texts = textsOf(writer, records);
  const told = new Set<string>();
  let { seq, hash: previous } = readHead(writer);
  for (const record of records) {
    // Of a row that was written and changed at once only what it became is left.
    if (!('words' in record) && told.size === told.add(`${record.kind} ${record.subject}`).size) continue;
    const { at, kind, subject } = record;
    const { text, isKept } = texts(record);
    const digest = hash('sha256', text);
    seq += 1;
    previous = link(previous, seq, at, kind, subject, digest);
    insert.run(seq, at, kind, subject, digest, previous);
    if (isKept) writer.sql('insert into statements values (?, ?)').run(seq, text);
  }
}

/** The last entry's number and hash. */
export function readHead(reader: Reader): { readonly seq: number; readonly hash: string } {
  const last = reader
    .sql<{ seq: number; hash: string }>(
      'select seq, lower(hex(hash)) as hash from ledger order by seq desc limit 1',
    )
    .get();
  return last ?? { seq: 0, hash: beginning };
}

/** Reads the rows that records are about, those of a kind at once. */
function textsOf(writer: Writer, records: readonly LedgerRecord[]): (record: LedgerRecord) => EntryText {
  const wanted = new Map<RowKind, number[]>();
  for (const record of records) {
    if ('words' in record) continue;
    const ids = wanted.get(record.kind);
    if (ids === undefined) wanted.set(record.kind, [record.subject]);
    else ids.push(record.subject);
  }
  const found = new Map<LedgerKind, Map<number, EntryText>>();
  for (const [kind, ids] of wanted) found.set(kind, readTexts(writer, kind, ids));
  return (record) => {
    if ('words' in record) return { text: JSON.stringify([record.kind, ...record.words]), isKept: true };
    const text = found.get(record.kind)?.get(record.subject);
    if (text === undefined) throw new Error(`no ${record.kind} ${record.subject} to put into the ledger`);
    return text;
  };
}

/** The texts that rows have now, by id; of a row that is not there, none. */
export function readTexts(reader: Reader, kind: RowKind, ids: readonly number[]): Map<number, EntryText> {
  const rows = reader
    .sql<{ id: number; text: string; changes: number }>(textsOfRows(kind))
    .all(JSON.stringify(ids));
  return new Map(rows.map(({ id, text, changes }) => [id, { text, isKept: changes === 1 }]));
}

/** Where the chain is broken: the first entry that does not follow from the one before it. */
export type ChainCheck =
  | { readonly whole: true; readonly entries: number }
  | { readonly whole: false; readonly brokenAt: number };

/** Walks the whole chain and recomputes it. */
export function checkChain(reader: Reader): ChainCheck {
  const page = reader.sql<LedgerEntry>(
    `select seq, at, kind, subject, lower(hex(digest)) as digest, lower(hex(hash)) as hash
    from ledger where seq > ? order by seq limit 10000`,
  );
  let previous = beginning;
  let seq = 0;
  for (;;) {
    const entries = page.all(seq);
    if (entries.length === 0) return { whole: true, entries: seq };
    for (const entry of entries) {
      if (entry.seq !== seq + 1 || !follows(entry, previous)) return { whole: false, brokenAt: seq + 1 };
      previous = entry.hash;
      seq = entry.seq;
    }
  }
}

/** Whether an entry's hash is the one that follows from the hash before it. */
export function follows({ seq, at, kind, subject, digest, hash }: LedgerEntry, previous: string): boolean {
  if (digest.length !== beginning.length || kind.length > longestKind) return false;
  return link(previous, seq, at, kind, subject, digest) === hash;
}
