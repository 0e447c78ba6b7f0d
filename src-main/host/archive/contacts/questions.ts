import type { ContactQuestion } from '#shared/contract/contacts.ts';
import { AtalayaError } from '#shared/errors.ts';
import type { EvidenceBasis } from '#shared/model/contact.ts';
import type { Reader, Writer } from '../database.ts';
import { appendToLedger } from '../ledger.ts';
import { identitiesOf, readIdentity } from './identities.ts';
import { mergeOnEvidence } from './merges.ts';
import { toIdentityView } from './view.ts';

interface QuestionRow {
  readonly id: number;
  readonly a_id: number;
  readonly b_id: number;
  readonly evidence_id: number;
  readonly basis: EvidenceBasis;
  readonly line: string | null;
  readonly at: number;
}

const mostListed = 200;

/** What nobody has answered yet, and what nothing has answered since: two that became one, even if not for good. */
const open = `
  from contact_questions q
  join identities a on a.id = q.a_id
  join identities b on b.id = q.b_id
  join identity_evidence e on e.id = q.evidence_id
  left join lines l on l.id = e.line_id
  where a.contact_id <> b.contact_id and not exists (select 1 from contact_answers w where w.question_id = q.id)
    and not exists (select 1 from contact_merges m where m.a_id = q.a_id and m.b_id = q.b_id)`;
const columns = 'select q.id, q.a_id, q.b_id, q.evidence_id, e.basis, l.name as line, e.at';

/** The open questions, latest first, of all contacts or of one. */
export function listQuestions(
  reader: Reader,
  contactId: number | null,
): { questions: ContactQuestion[]; total: number } {
  const ofOne = contactId === null ? '' : 'and ? in (a.contact_id, b.contact_id)';
  const params = contactId === null ? [] : [contactId];
  const rows = reader
    .sql<QuestionRow>(`${columns} ${open} ${ofOne} order by q.id desc limit ${mostListed}`)
    .all(...params);
  const count = reader.sql<{ total: number }>(`select count(*) as total ${open} ${ofOne}`).get(...params);
  return { questions: rows.flatMap((row) => toView(reader, row)), total: count?.total ?? 0 };
}

function toView(reader: Reader, { id, a_id, b_id, basis, line, at }: QuestionRow): ContactQuestion[] {
  const [a, b] = [side(reader, a_id), side(reader, b_id)];
  if (a === undefined || b === undefined) return [];
  return [{ id, a, b, evidence: { basis, line, at, note: '' } }];
}

function side(reader: Reader, identityId: number): ContactQuestion['a'] | undefined {
  const identity = readIdentity(reader, identityId);
  if (identity === undefined) return undefined;
  const named = reader
    .sql<{ name: string }>('select name from contacts where id = ?')
    .get(identity.contact_id);
  const latest = reader
    .sql<{ thread_id: number }>(
      `select c.thread_id from conversations c join identities i on i.id = c.identity_id
      where i.contact_id = ? order by c.last_id desc limit 1`,
    )
    .get(identity.contact_id);
  return {
    contactId: identity.contact_id,
    name: named?.name ?? '',
    identity: toIdentityView(reader, identity),
    identities: identitiesOf(reader, identity.contact_id).map((each) => toIdentityView(reader, each)),
    conversationId: latest?.thread_id ?? null,
  };
}

/**
 * Keeps a person's answer. The same: the two become one contact, which can be undone. Returns the threads that have
 * changed. Errors: `not-found`; `conflict` when it was answered before.
 */
export function answerQuestion(
  writer: Writer,
  questionId: number,
  answer: 'same' | 'different',
  now: number,
): number[] {
  const question = writer.sql<QuestionRow>(`${columns} ${open} and q.id = ?`).get(questionId);
  if (question === undefined) {
    const known = writer.sql('select 1 from contact_questions where id = ?').get(questionId);
    throw new AtalayaError(known === undefined ? 'not-found' : 'conflict');
  }
  writer.sql('insert into contact_answers values (?, ?, ?)').run(questionId, answer, now);
  appendToLedger(writer, [{ at: now, kind: 'contact-answer', subject: questionId }]);
  return answer === 'same'
    ? mergeOnEvidence(writer, question.a_id, question.b_id, question.evidence_id, now)
    : [];
}
