import { AtalayaError } from '#shared/errors.ts';
import type { EvidenceBasis } from '#shared/model/contact.ts';
import type { Reader, Writer } from '../database.ts';
import { appendToLedger } from '../ledger.ts';
import { components } from './components.ts';
import { addEvidence, inOrder, type Evidence } from './evidence.ts';
import { currentContact, identitiesOf, readIdentity, type Identity } from './identities.ts';
import { refreshName } from './names.ts';
import { showOnce } from './shown-once.ts';
import { regroup } from './threads.ts';

/** What became of somebody's word that two identities are one person. */
export interface Outcome {
  readonly became: 'nothing-new' | 'merged' | 'question' | 'set-aside';
  /** Threads that have changed. */
  readonly threads: readonly number[];
}

const nothingNew: Outcome = { became: 'nothing-new', threads: [] };

/**
 * Takes a source's word that two identities are one person. They become one contact where nothing speaks against it;
 * otherwise a person is asked. What a person has decided about the two is never decided again by itself.
 */
export function takeWord(writer: Writer, evidence: Evidence, isNew: boolean, now: number): Outcome {
  const evidenceId = addEvidence(writer, evidence, now);
  if (evidenceId === null) return nothingNew;
  const a = known(writer, evidence.a);
  const b = known(writer, evidence.b);
  if (isDecided(writer, a.id, b.id)) return { became: 'set-aside', threads: [] };
  if (a.contact_id !== b.contact_id && speaksAgainst(writer, a, b, evidence.basis, isNew)) {
    ask(writer, a.id, b.id, evidenceId, now);
    return { became: 'question', threads: [] };
  }
  return { became: 'merged', threads: merge(writer, a, b, evidenceId, now) };
}

function known(reader: Reader, id: number): Identity {
  const identity = readIdentity(reader, id);
  if (identity === undefined) throw new AtalayaError('not-found');
  return identity;
}

/** Whether a person, or an earlier word, has settled the matter of these two. */
function isDecided(reader: Reader, one: number, other: number): boolean {
  const [a, b] = inOrder(one, other);
  return (
    reader
      .sql(
        `select 1 from contact_merges where a_id = ? and b_id = ?
        union all select 1 from contact_questions where a_id = ? and b_id = ?`,
      )
      .get(a, b, a, b) !== undefined
  );
}

/**
 * Makes two identities one contact because of what the archive itself proves, even where that was only asked so far.
 * Returns the threads that have changed; null where a person has decided about the two, or something speaks against it.
 */
export function unite(writer: Writer, evidence: Evidence, now: number): number[] | null {
  const a = known(writer, evidence.a);
  const b = known(writer, evidence.b);
  if (a.contact_id === b.contact_id || standingOf(writer, a.contact_id, b.contact_id) === 'decided')
    return null;
  if (speaksAgainst(writer, a, b, evidence.basis, false)) return null;
  return merge(writer, a, b, evidenceIdOf(writer, evidence, now), now);
}

/**
 * Asks a person whether two identities are one person. Returns the question's id; null where it was asked before, or
 * needs no answer.
 */
export function suggest(writer: Writer, evidence: Evidence, now: number): number | null {
  const a = known(writer, evidence.a);
  const b = known(writer, evidence.b);
  if (a.contact_id === b.contact_id || standingOf(writer, a.contact_id, b.contact_id) !== null) return null;
  return ask(writer, a.id, b.id, evidenceIdOf(writer, evidence, now), now);
}

function evidenceIdOf(writer: Writer, evidence: Evidence, now: number): number {
  const added = addEvidence(writer, evidence, now);
  if (added !== null) return added;
  const [a, b] = inOrder(evidence.a, evidence.b);
  const before = writer
    .sql<{ id: number }>(
      'select id from identity_evidence where a_id = ? and b_id = ? and basis = ? and line_id is ?',
    )
    .get(a, b, evidence.basis, evidence.lineId);
  if (before === undefined) throw new AtalayaError('internal');
  return before.id;
}

const between = (table: string) => `from identities x join ${table} t on t.a_id = x.id
      join identities y on y.id = t.b_id where x.contact_id = ? and y.contact_id = ?`;

/** What there is about two contacts: a merge that was taken back or an answer, or a question without one. */
function standingOf(reader: Reader, one: number, other: number): 'decided' | 'asked' | null {
  const rows = reader
    .sql<{ is_decided: number }>(
      `select 1 as is_decided ${between('contact_merges')} union all select 1 ${between('contact_merges')}
      union all
      select exists (select 1 from contact_answers w where w.question_id = t.id) ${between('contact_questions')}
      union all
      select exists (select 1 from contact_answers w where w.question_id = t.id) ${between('contact_questions')}`,
    )
    .all(one, other, other, one, one, other, other, one);
  if (rows.length === 0) return null;
  return rows.some(({ is_decided }) => is_decided === 1) ? 'decided' : 'asked';
}

/**
 * An account has one LID, and a number has one account at a time. Where two LIDs or two numbers would become one
 * person, the number was passed on to somebody else, or somebody is wrong. The notice of a changed number is the one
 * reason for two numbers, unless the new one was somebody's before.
 */
function speaksAgainst(
  reader: Reader,
  a: Identity,
  b: Identity,
  basis: EvidenceBasis,
  isNew: boolean,
): boolean {
  const left = identitiesOf(reader, a.contact_id);
  const right = identitiesOf(reader, b.contact_id);
  const inBoth = (kind: Identity['kind']) =>
    left.some((identity) => identity.kind === kind) && right.some((identity) => identity.kind === kind);
  if (inBoth('lid')) return true;
  // A username is free for anybody as soon as it is given up.
  if ([a, b].some(({ kind }) => kind === 'username') && !isNew) return true;
  if (basis === 'number-change') return !isNew;
  const lines = new Set(linesOfBsuids(left));
  return inBoth('phone') || linesOfBsuids(right).some((lineId) => lines.has(lineId));
}

/** A business knows a person by one BSUID, and each business by another. */
function linesOfBsuids(identities: readonly Identity[]): number[] {
  return identities.filter(({ kind }) => kind === 'bsuid').map((identity) => identity.first_line_id);
}

function ask(writer: Writer, one: number, other: number, evidenceId: number, now: number): number {
  const [a, b] = inOrder(one, other);
  const { lastInsertRowid } = writer
    .sql('insert into contact_questions (a_id, b_id, evidence_id, at) values (?, ?, ?, ?)')
    .run(a, b, evidenceId, now);
  const id = Number(lastInsertRowid);
  appendToLedger(writer, [{ at: now, kind: 'contact-question', subject: id }]);
  return id;
}

/** Makes two identities, and all that belongs to them, one contact. Returns the threads that have changed. */
function merge(writer: Writer, one: Identity, other: Identity, evidenceId: number, now: number): number[] {
  const [a, b] = inOrder(one.id, other.id);
  const { lastInsertRowid } = writer
    .sql('insert into contact_merges (a_id, b_id, evidence_id, at) values (?, ?, ?, ?)')
    .run(a, b, evidenceId, now);
  const id = Number(lastInsertRowid);
  appendToLedger(writer, [{ at: now, kind: 'contacts-merged', subject: id }]);
  return settle(writer, [...new Set([one.contact_id, other.contact_id])], now);
}

/** Makes two identities one contact because a person has accepted what a source said. Returns the changed threads. */
export function mergeOnEvidence(
  writer: Writer,
  a: number,
  b: number,
  evidenceId: number,
  now: number,
): number[] {
  return merge(writer, known(writer, a), known(writer, b), evidenceId, now);
}

/** A merge with the contact that it holds together. Errors: `not-found`; `conflict` when it was taken back before. */
export function readMerge(reader: Reader, mergeId: number): { a: number; b: number; contactId: number } {
  const row = reader
    .sql<{ a: number; b: number; contactId: number; split: number }>(
      `select m.a_id as a, m.b_id as b, i.contact_id as contactId,
        exists (select 1 from contact_splits s where s.merge_id = m.id) as split
      from contact_merges m join identities i on i.id = m.a_id where m.id = ?`,
    )
    .get(mergeId);
  if (row === undefined) throw new AtalayaError('not-found');
  if (row.split === 1) throw new AtalayaError('conflict');
  return row;
}

/**
 * Takes a merge back: contacts, names and conversations are what they are without it. Returns the threads that have
 * changed. Errors: `not-found`, `conflict`.
 */
export function split(writer: Writer, mergeId: number, reason: string, now: number): number[] {
  const { contactId } = readMerge(writer, mergeId);
  writer.sql('insert into contact_splits values (?, ?, ?)').run(mergeId, reason, now);
  appendToLedger(writer, [{ at: now, kind: 'contacts-split', subject: mergeId }]);
  return settle(writer, [contactId], now);
}

/** Gives the identities of some contacts to whom the merges in force say, with names and threads. */
function settle(writer: Writer, contactIds: readonly number[], now: number): number[] {
  const groups = components(writer, contactIds);
  const contacts = groups.flatMap(([first]) => first?.id ?? []);
  for (const group of groups) {
    const [first] = group;
    for (const identity of group)
      if (first !== undefined && identity.contact_id !== first.id) {
        writer.sql('update identities set contact_id = ? where id = ?').run(first.id, identity.id);
        appendToLedger(writer, [{ at: now, kind: 'identity', subject: identity.id }]);
      }
  }
  for (const contactId of contacts) refreshName(writer, contactId, now);
  const regroupAll = () => contacts.flatMap((contactId) => regroup(writer, contactId, now));
  const threads = regroupAll();
  return showOnce(writer, contacts, now) ? regroupAll() : threads;
}

/** What a person says by hand. */
export interface HandMerge {
  readonly contactId: number;
  readonly otherId: number;
  readonly reason: string;
}

/** Merges two contacts because a person says so. Errors: `not-found`, `conflict` when they are one already. */
export function mergeByHand(
  writer: Writer,
  { contactId, otherId, reason }: HandMerge,
  now: number,
): { mergeId: number; threads: number[] } {
  const [one] = identitiesOf(writer, currentContact(writer, contactId));
  const [other] = identitiesOf(writer, currentContact(writer, otherId));
  if (one === undefined || other === undefined) throw new AtalayaError('not-found');
  if (one.contact_id === other.contact_id) throw new AtalayaError('conflict');
  const evidence: Evidence = {
    a: one.id,
    b: other.id,
    basis: 'person',
    lineId: null,
    reference: null,
    note: reason,
    raw: null,
    at: now,
  };
  const evidenceId = addEvidence(writer, evidence, now);
  if (evidenceId === null) throw new AtalayaError('conflict');
  const threads = merge(writer, one, other, evidenceId, now);
  const { id } = writer.sql<{ id: number }>('select max(id) as id from contact_merges').get() ?? { id: 0 };
  return { mergeId: id, threads };
}
