import { z } from 'zod';
import { supervisors } from './access.ts';
import { exclusionCategories } from '../model/exclusion.ts';
import { noticeWays } from '../model/line-notice.ts';
import { languages } from '../model/workspace.ts';
import { calendarDate, nothing, rowId, sha256, shortText, time } from './fields.ts';

const language = z.enum(languages);
/** The longest text of a notice: about twenty pages. */
const words = z.string().trim().min(1).max(60_000);
const reason = z.string().trim().min(1).max(500);

const noticeRecord = z.strictObject({
  id: rowId,
  employee: z.string(),
  how: z.enum(noticeWays),
  /** The calendar day, as the paper or a person says it. */
  givenOn: calendarDate.nullable(),
  /** From when on messages are kept. */
  givenAt: time,
  includesEarlier: z.boolean(),
  language: language.nullable(),
  /** Version of the text; null where none is on record. */
  version: z.int().nullable(),
  /** SHA-256 of the exact text. */
  sha256: sha256.nullable(),
  signedName: z.string().nullable(),
  witness: z.string().nullable(),
  file: z.strictObject({ sha256, name: z.string(), mime: z.string(), size: z.int() }).nullable(),
  reason: z.string().nullable(),
  recordedBy: z.string().nullable(),
  recordedAt: time,
  /** It is of whoever has the line now, and nothing has withdrawn it. */
  inForce: z.boolean(),
});
export type NoticeRecordView = z.output<typeof noticeRecord>;

const evidence = z.discriminatedUnion('how', [
  z.strictObject({ how: z.literal('told'), date: calendarDate }),
  z.strictObject({
    how: z.literal('paper'),
    date: calendarDate,
    language: language.nullable(),
    /** The signed paper, as a file that a person chose. */
    token: z.string().min(1).max(64),
  }),
  /** Read in the window to its end and accepted by typing one's full name. */
  z.strictObject({
    how: z.literal('screen'),
    language,
    retention: shortText,
    /** Of the text that was shown: another one is not recorded. */
    sha256,
    signedName: shortText,
    witness: shortText.nullable(),
  }),
]);

const exclusion = z.strictObject({
  id: rowId,
  category: z.enum(exclusionCategories),
  by: z.string().nullable(),
  at: time,
  liftedBy: z.string().nullable(),
  liftedAt: time.nullable(),
});

const noticeText = z.strictObject({
  version: z.int(),
  /** With its fields unfilled. */
  words: z.string(),
  sha256,
  /** Until when earlier acceptances hold; null where they hold on. */
  until: time.nullable(),
  by: z.string().nullable(),
  at: time,
});
export type NoticeTextView = z.output<typeof noticeText>;

const groupId = z.string().regex(/^[\d-]{5,40}@g\.us$/);
const who = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('number'), number: z.string().min(7).max(40) }),
  z.strictObject({ by: z.literal('conversation'), conversationId: rowId }),
  z.strictObject({ by: z.literal('group'), group: groupId }),
]);

/** What employees were told about the supervision of their lines. */
export const noticeContract = {
  'notice.list': {
    access: supervisors({ line: 'lineId' }),
    input: z.strictObject({ lineId: rowId }),
    output: z.strictObject({ records: z.array(noticeRecord) }),
  },
  /** The text for a line's employee, in the employee's language. */
  'notice.text': {
    access: supervisors({ line: 'lineId' }),
    input: z.strictObject({ lineId: rowId, language, retention: shortText }),
    output: z.strictObject({ words: z.string(), sha256 }),
  },
  /** The texts for employees in a language: the one to start from, and the company's own, the newest first. */
  'notice.texts': {
    access: supervisors('all'),
    input: z.strictObject({ language }),
    output: z.strictObject({ starter: z.string(), versions: z.array(noticeText) }),
  },
  /** The lines that need a new acceptance when the text in a language changes in substance. */
  'notice.affected': {
    access: supervisors('all'),
    input: z.strictObject({ language }),
    output: z.strictObject({
      lines: z.array(z.strictObject({ id: rowId, name: z.string(), employee: z.string() })),
    }),
  },
  /** Makes the next version. Earlier acceptances hold, or in a change of substance until a moment to come. */
  'notice.saveText': {
    access: supervisors('all'),
    input: z.strictObject({ language, words, until: time.nullable(), recordedBy: shortText.nullable() }),
    output: z.strictObject({ version: z.int() }),
  },
  /** Puts a notice on record; capture may begin. Nothing on record is ever changed. */
  'notice.record': {
    access: supervisors({ line: 'lineId' }),
    input: z.strictObject({
      lineId: rowId,
      evidence,
      /** The employee was told that messages from before the notice are kept as well. */
      includesEarlier: z.boolean(),
      recordedBy: shortText.nullable(),
    }),
    output: z.strictObject({ id: rowId }),
  },
  /** Ends what is on record: capture stops. */
  'notice.withdraw': {
    access: supervisors({ line: 'lineId' }),
    input: z.strictObject({ lineId: rowId, reason, recordedBy: shortText }),
    output: nothing,
  },
  /** The private contacts and groups of a line: everything that is kept about them, which is not who they are. */
  'notice.exclusions': {
    access: supervisors({ line: 'lineId' }),
    input: z.strictObject({ lineId: rowId }),
    output: z.strictObject({
      items: z.array(exclusion),
      /** How much was left out, by day (UTC). */
      leftOut: z.array(z.strictObject({ day: calendarDate, stanzas: z.int() })),
      /** Groups of the line's phone, to choose from. */
      groups: z.array(z.strictObject({ group: z.string(), title: z.string() })),
    }),
  },
  /** Leaves somebody alone from now on; `kept` messages were captured before and stay. */
  'notice.exclude': {
    access: supervisors({ line: 'lineId' }),
    input: z.strictObject({
      lineId: rowId,
      who,
      category: z.enum(exclusionCategories),
      recordedBy: shortText,
    }),
    output: z.strictObject({ id: rowId, kept: z.int() }),
  },
  /**
   * The exclusion that a conversation is in. Of some kinds of chats too little is known to exclude anybody by them;
   * `byName`: only what chat exports call them is known, so that only exports can be left out.
   */
  'notice.exclusionOf': {
    access: supervisors({ conversation: 'conversationId' }),
    input: z.strictObject({ conversationId: rowId }),
    output: z.strictObject({
      canExclude: z.boolean(),
      byName: z.boolean(),
      exclusion: exclusion.nullable(),
    }),
  },
  'notice.findExclusion': {
    access: supervisors({ line: 'lineId' }),
    input: z.strictObject({ lineId: rowId, number: z.string().min(7).max(40) }),
    output: z.strictObject({ id: rowId.nullable() }),
  },
  'notice.liftExclusion': {
    access: supervisors({ exclusion: 'id' }),
    input: z.strictObject({ id: rowId, recordedBy: shortText }),
    output: nothing,
  },
};
