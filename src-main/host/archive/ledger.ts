import { hash } from 'node:crypto';
import type { Reader, Writer } from './database.ts';
import { insertAction, isRecordedKind, type Action } from './people/actions.ts';
import { actingUser } from './people/actor.ts';

/**
 * The hash chain over everything captured and everything done. An entry holds the SHA-256 of the record it stands
 * for (`digest`) and of the entry before it:
 *
 *     hash = SHA-256( previous hash | seq | at | kind | subject | digest )
 *
 * with the numbers as decimal text and `|` a line feed, so that it can be recomputed with any tool.
 */
export interface LedgerEntry {
  readonly seq: number;
  /** UTC milliseconds. */
  readonly at: number;
  readonly kind: LedgerKind;
  /** Id of what it is about: a message, an event, a line, a policy. */
  readonly subject: number;
  /** In hex here, as bytes in the archive and in the chain. */
  readonly digest: string;
  readonly hash: string;
}

/** What entries are about; a kind never changes its meaning. */
export type LedgerKind =
  | 'message'
  | 'event'
  | 'attachment'
  | 'member'
  | 'sighting'
  | 'superseded'
  | 'line'
  | 'notice'
  | 'notice-text'
  | 'customer-notice'
  | 'customer-told'
  | 'exclusion'
  | 'policy'
  | 'import'
  | 'webhook'
  | 'webhook-uptake'
  | 'platform'
  | 'decision'
  | 'decision-undone'
  | 'identity-evidence'
  | 'contact-name'
  | 'contacts-merged'
  | 'contacts-split'
  | 'contact-question'
  | 'contact-answer'
  /** Until actions had rows: since then it is an `action`, as is `unlocked`. */
  | 'conversation-opened'
  | 'coverage'
  | 'gap-outcome'
  | 'media-retried'
  | 'export'
  | 'unlocked'
  | 'action';

const hashBytes = 32;
const beginning = '00'.repeat(hashBytes);

/** SHA-256 of a record in its canonical form, in hex: JSON of an array of its fields in their fixed order. */
export function digestOf(fields: readonly (string | number | boolean | null)[]): string {
  return hash('sha256', JSON.stringify(fields));
}

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

/** What to append, with its digest in hex: the rest of an entry follows from the one before it. */
export interface LedgerRecord extends Pick<LedgerEntry, 'at' | 'kind' | 'subject' | 'digest'> {
  /** What the action beside it says, where somebody did it. */
  readonly details?: Action['details'];
}

/**
 * Appends to the chain, in order; only inside the transaction of what the records stand for. Beside what a user did, it
 * puts on record who.
 */
export function appendToLedger(writer: Writer, records: readonly LedgerRecord[]): void {
  if (actingUser() === null) {
    chain(writer, records);
    return;
  }
  chain(
    writer,
    records.flatMap((record) => {
      const { at, kind, subject, details } = record;
      return isRecordedKind(kind) ? [record, actionEntry(writer, { at, kind, subject, details })] : [record];
    }),
  );
}

/** Puts on record what a user did where nothing else does; with whatever transaction is under way. */
export function recordAction(writer: Writer, action: Action): void {
  writer.transaction(() => chain(writer, [actionEntry(writer, action)]));
}

function actionEntry(writer: Writer, action: Action): LedgerRecord {
  const { id, fields } = insertAction(writer, action);
  return { at: action.at, kind: 'action', subject: id, digest: digestOf(fields) };
}

function chain(writer: Writer, records: readonly LedgerRecord[]): void {
  const last = writer
    .sql<{ seq: number; hash: string }>(
      'select seq, lower(hex(hash)) as hash from ledger order by seq desc limit 1',
    )
    .get();
  const insert = writer.sql<never>(
    'insert into ledger (seq, at, kind, subject, digest, hash) values (?, ?, ?, ?, unhex(?), unhex(?))',
  );
  let seq = last?.seq ?? 0;
  let previous = last?.hash ?? beginning;
  for (const { at, kind, subject, digest } of records) {
    seq += 1;
    previous = link(previous, seq, at, kind, subject, digest);
    insert.run(seq, at, kind, subject, digest, previous);
  }
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

function follows({ seq, at, kind, subject, digest, hash }: LedgerEntry, previous: string): boolean {
  if (digest.length !== beginning.length || kind.length > longestKind) return false;
  return link(previous, seq, at, kind, subject, digest) === hash;
}
