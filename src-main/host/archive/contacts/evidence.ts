import type { EvidenceBasis } from '#shared/model/contact.ts';
import type { Writer } from '../database.ts';
import { appendToLedger } from '../ledger.ts';

/** Somebody's word that two identities are one person. */
export interface Evidence {
  readonly a: number;
  readonly b: number;
  readonly basis: EvidenceBasis;
  readonly lineId: number | null;
  /** Id of the message or notification that said it. */
  readonly reference: string | null;
  /** What a person gave as the reason; '' otherwise. */
  readonly note: string;
  readonly raw: Uint8Array | null;
  /** UTC milliseconds. */
  readonly at: number;
}

/** A pair of identities in the order in which it is kept. */
export function inOrder(a: number, b: number): readonly [number, number] {
  return a < b ? [a, b] : [b, a];
}

/** Keeps a piece of evidence; null when the same source on the same line has said so before. */
export function addEvidence(writer: Writer, evidence: Evidence, now: number): number | null {
  const [a, b] = inOrder(evidence.a, evidence.b);
  const { basis, lineId, reference, note, raw, at } = evidence;
  const { changes, lastInsertRowid } = writer
    .sql(
      `insert into identity_evidence (a_id, b_id, basis, line_id, reference, note, raw, at)
      values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
    )
    .run(a, b, basis, lineId, reference, note, raw, at);
  if (changes === 0) return null;
  const id = Number(lastInsertRowid);
  appendToLedger(writer, [{ at: now, kind: 'identity-evidence', subject: id }]);
  return id;
}
