import { z } from 'zod';
import { readers, supervisors } from './access.ts';
import { evidenceBases, identityKinds, nameKinds } from '../model/contact.ts';
import { conversationRef, nothing, rowId, time } from './fields.ts';

const lineRef = z.strictObject({ id: rowId, name: z.string() });

const identityView = z.strictObject({
  id: rowId,
  kind: z.enum(identityKinds),
  /** As people write it. */
  shown: z.string(),
  firstLine: z.string(),
  firstAt: time,
});
export type IdentityView = z.output<typeof identityView>;

const evidenceView = z.strictObject({
  basis: z.enum(evidenceBases),
  /** The line on which it was said; null when somebody said so here. */
  line: z.string().nullable(),
  at: time,
  /** The reason that a person gave; '' otherwise. */
  note: z.string(),
});

/** Two identities that are one person, why, and until when. */
const mergeView = z.strictObject({
  id: rowId,
  a: identityView,
  b: identityView,
  evidence: z.array(evidenceView),
  at: time,
  undone: z.strictObject({ at: time, reason: z.string() }).nullable(),
});
export type MergeView = z.output<typeof mergeView>;

const questionSide = z.strictObject({
  contactId: rowId,
  name: z.string(),
  identity: identityView,
  /** All that speaks for two people: numbers and accounts of this one. */
  identities: z.array(identityView),
  /** Their latest conversation. */
  conversationId: rowId.nullable(),
});

const questionView = z.strictObject({
  id: rowId,
  a: questionSide,
  b: questionSide,
  evidence: evidenceView,
});
export type ContactQuestion = z.output<typeof questionView>;

const contactView = z.strictObject({
  id: rowId,
  name: z.string(),
  /** Of each kind the latest; `own` is the one that was given here. */
  names: z.array(z.strictObject({ kind: z.enum(nameKinds), name: z.string(), line: z.string().nullable() })),
  identities: z.array(identityView),
  lines: z.array(lineRef),
  /** Direct ones, and groups in which they write; latest first. */
  conversations: z.array(conversationRef),
  merges: z.array(mergeView),
  questions: z.array(questionView),
});
export type ContactView = z.output<typeof contactView>;

const foundContact = z.strictObject({
  id: rowId,
  name: z.string(),
  /** A number or another identity, to tell two of one name apart. */
  identity: identityView,
  lines: z.array(lineRef),
  messages: z.int(),
});
export type FoundContact = z.output<typeof foundContact>;

/** What becomes of conversations: how many are there before and after, with how many messages. */
const part = z.strictObject({ id: rowId, name: z.string(), conversations: z.int(), messages: z.int() });
const reason = z.string().trim().max(500);

/** People: who is who, how that is known, and what a person says about it. */
export const contactsContract = {
  'contacts.of': {
    access: readers({ conversation: 'conversationId' }),
    input: z.strictObject({ conversationId: rowId }),
    output: z.strictObject({ contact: contactView.nullable() }),
  },
  /** Contacts whose name or number contains a text. */
  'contacts.find': {
    access: readers('all'),
    input: z.strictObject({ text: z.string().max(120), except: rowId.nullable() }),
    output: z.strictObject({ contacts: z.array(foundContact) }),
  },
  /** Gives a contact a name of one's own, or takes it back with null. */
  'contacts.rename': {
    access: supervisors('all'),
    input: z.strictObject({ contactId: rowId, name: z.string().trim().min(1).max(120).nullable() }),
    output: nothing,
  },
  /** What a merge would do. */
  'contacts.mergeEffect': {
    access: supervisors('all'),
    input: z.strictObject({ contactId: rowId, otherId: rowId }),
    output: z.strictObject({ before: z.array(part), after: part }),
  },
  'contacts.merge': {
    access: supervisors('all'),
    input: z.strictObject({ contactId: rowId, otherId: rowId, reason: reason.min(1) }),
    output: z.strictObject({ mergeId: rowId }),
  },
  /** What taking a merge back would do; one part alone means that the rest still holds them together. */
  'contacts.undoEffect': {
    access: supervisors('all'),
    input: z.strictObject({ mergeId: rowId }),
    output: z.strictObject({ before: part, after: z.array(part) }),
  },
  'contacts.undo': {
    access: supervisors('all'),
    input: z.strictObject({ mergeId: rowId, reason }),
    output: nothing,
  },
  /** Where a source contradicts what is known, and a person has to say who is who. */
  'contacts.questions': {
    access: supervisors('all'),
    input: nothing,
    output: z.strictObject({ questions: z.array(questionView), total: z.int() }),
  },
  'contacts.answer': {
    access: supervisors('all'),
    input: z.strictObject({ questionId: rowId, answer: z.enum(['same', 'different']) }),
    output: nothing,
  },
};
