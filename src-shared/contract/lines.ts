import { z } from 'zod';
import { connectorTypes, lineStates } from '../model/line.ts';
import { calendarDate, nothing, rowId, shortText, time, whenUnlocked } from './fields.ts';

const lineView = z.strictObject({
  id: rowId,
  name: z.string(),
  employee: z.string(),
  team: z.string().nullable(),
  /** The day the employee's notice was given; without it the line is not captured. */
  noticeOn: calendarDate.nullable(),
  phone: z.string().nullable(),
  connector: z.enum(connectorTypes),
  state: z.enum(lineStates),
  /** When the present state began. */
  since: time.nullable(),
  /** The code to scan while `linking`. */
  qr: z.strictObject({ text: z.string(), expiresAt: time }).nullable(),
  messages: z.int(),
  lastMessageAt: time.nullable(),
});
export type LineView = z.output<typeof lineView>;

/** The lines of the company: register, linking, capture state. */
export const linesContract = {
  'lines.list': {
    access: whenUnlocked,
    input: nothing,
    output: z.strictObject({ lines: z.array(lineView) }),
  },
  'lines.add': {
    access: whenUnlocked,
    input: z.strictObject({
      name: shortText,
      employee: shortText,
      team: shortText.nullable(),
      noticeOn: calendarDate.nullable(),
    }),
    output: z.strictObject({ id: rowId }),
  },
  'lines.update': {
    access: whenUnlocked,
    input: z.strictObject({
      id: rowId,
      name: shortText,
      employee: shortText,
      team: shortText.nullable(),
      noticeOn: calendarDate.nullable(),
    }),
    output: nothing,
  },
  'lines.link': {
    access: whenUnlocked,
    input: z.strictObject({ id: rowId }),
    output: nothing,
  },
  'lines.cancelLink': {
    access: whenUnlocked,
    input: z.strictObject({ id: rowId }),
    output: nothing,
  },
  'lines.setCapture': {
    access: whenUnlocked,
    input: z.strictObject({ id: rowId, running: z.boolean() }),
    output: nothing,
  },
};
