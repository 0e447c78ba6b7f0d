import { z } from 'zod';
import { readers, supervisors } from './access.ts';
import { errorCodes } from '../errors.ts';
import { connectorTypes, lineStates } from '../model/line.ts';
import { noticeStates } from '../model/line-notice.ts';
import { calendarDate, nothing, rowId, shortText, time } from './fields.ts';

const shownCode = z.strictObject({ text: z.string(), expiresAt: time });

const lineView = z.strictObject({
  id: rowId,
  name: z.string(),
  employee: z.string(),
  team: z.string().nullable(),
  /** The day the employee's notice was given; null while the line is not captured for want of it. */
  noticeOn: calendarDate.nullable(),
  /**
   * `until`: when capture ends unless the employee accepts the changed text. `earlier`: messages from before the
   * notice are kept as well.
   */
  notice: z.strictObject({ state: z.enum(noticeStates), until: time.nullable(), earlier: z.boolean() }),
  phone: z.string().nullable(),
  connector: z.enum(connectorTypes),
  state: z.enum(lineStates),
  /** When the present state began. */
  since: time.nullable(),
  /** The code to scan while `linking`. */
  qr: shownCode.nullable(),
  /** The code to type on the phone while `linking`: eight characters. */
  code: shownCode.nullable(),
  /** When it is tried again by itself, while `reconnecting` or `banned`. */
  retryAt: time.nullable(),
  /** What is wrong, where the state alone does not say it; also why the last attempt to link failed. */
  problem: z
    .strictObject({
      code: z.enum(errorCodes),
      data: z.record(z.string(), z.union([z.string(), z.number()])),
    })
    .nullable(),
  messages: z.int(),
  lastMessageAt: time.nullable(),
  /** What the phone hands over of the time before it was linked; null while it has announced nothing. */
  history: z
    .strictObject({
      /** How much of it the phone says to have handed over. */
      percent: z.int().min(0).max(100).nullable(),
      messages: z.int(),
      oldestAt: time.nullable(),
      /** Pieces that are still to be read, and those of them that could not be read. */
      waiting: z.int(),
      failed: z.int(),
    })
    .nullable(),
});
export type LineView = z.output<typeof lineView>;

/** By a QR that the phone scans, or by a code that is typed on the phone of that number (digits alone). */
const linkMethod = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('qr') }),
  z.strictObject({ type: z.literal('code'), phone: z.string().regex(/^[1-9]\d{6,14}$/) }),
]);

export type LinkMethod = z.output<typeof linkMethod>;

/** The lines of the company: register, linking, capture state. */
export const linesContract = {
  'lines.list': {
    access: readers('filtered'),
    input: nothing,
    output: z.strictObject({ lines: z.array(lineView) }),
  },
  'lines.add': {
    access: supervisors('all'),
    input: z.strictObject({
      name: shortText,
      employee: shortText,
      team: shortText.nullable(),
      noticeOn: calendarDate.nullable(),
      /** It is on WhatsApp's Business Platform; how it is reached is said with `cloud.save`. */
      connector: z.literal('cloud-api').optional(),
    }),
    output: z.strictObject({ id: rowId }),
  },
  'lines.update': {
    access: supervisors({ line: 'id' }),
    input: z.strictObject({
      id: rowId,
      name: shortText,
      employee: shortText,
      team: shortText.nullable(),
      /** The employee's name is corrected; otherwise another name is another person, who needs a notice. */
      samePerson: z.boolean().default(false),
    }),
    output: nothing,
  },
  /** Begins to link; its course is in the line's view. Another method takes the place of the one under way. */
  'lines.link': {
    access: supervisors({ line: 'id' }),
    input: z.strictObject({ id: rowId, method: linkMethod.default({ type: 'qr' }) }),
    output: nothing,
  },
  'lines.cancelLink': {
    access: supervisors({ line: 'id' }),
    input: z.strictObject({ id: rowId }),
    output: nothing,
  },
  /** Tries at once what is waiting to be tried again. */
  'lines.reconnect': {
    access: supervisors({ line: 'id' }),
    input: z.strictObject({ id: rowId }),
    output: nothing,
  },
  /** Tries again what of the history could not be read. Error: `line-not-linked`. */
  'lines.retryHistory': {
    access: supervisors({ line: 'id' }),
    input: z.strictObject({ id: rowId }),
    output: nothing,
  },
  'lines.setCapture': {
    access: supervisors({ line: 'id' }),
    input: z.strictObject({ id: rowId, running: z.boolean() }),
    output: nothing,
  },
};
