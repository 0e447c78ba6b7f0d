import { z } from 'zod';
import { readers } from './access.ts';
import { attentionReasons, gapCauses, gapStates } from '../model/coverage.ts';
import { calendarDate, nothing, rowId, time } from './fields.ts';

const gapCause = z.enum(gapCauses);
const gapState = z.enum(gapStates);
const duration = z.int().min(0);

/** A time in which a line was not captured, without interruption. */
const gap = z.strictObject({
  id: rowId,
  /** What it lasted longest for. */
  cause: gapCause,
  /** All that was the matter, what lasted longest first. */
  causes: z.array(gapCause),
  from: time,
  /** null while it lasts. */
  to: time.nullable(),
  state: gapState,
  outcome: z
    .strictObject({
      evidence: z.enum(['replay', 'same-connection', 'repeats', 'messages', 'none']),
      /** How many things the server said that it had kept; null when it did not say. */
      announced: z.int().nullable(),
      arrived: z.int(),
      /** Messages of that time that are in the archive, and of how many conversations. */
      messages: z.int(),
      conversations: z.int(),
      /** Of those, how many could not be read yet. */
      unreadable: z.int(),
      firstAt: time.nullable(),
      lastAt: time.nullable(),
    })
    .nullable(),
});
export type GapView = z.output<typeof gap>;

/** A gap as a conversation shows it between its messages. */
export const threadGap = gap.pick({ id: true, cause: true, from: true, to: true, state: true }).extend({
  /** Messages of the conversation that were sent meanwhile and are there all the same. */
  messages: z.int(),
});
export type ThreadGap = z.output<typeof threadGap>;

const calendarDay = z.strictObject({
  date: calendarDate,
  lengthMs: duration,
  /** How much of the day the line was linked, up to now; how much of that it was captured live, or filled later. */
  linkedMs: duration,
  capturedMs: duration,
  filledMs: duration,
  /** The day's part of its gaps, the longest of them; `hiddenGaps` says how many more there are. */
  gaps: z.array(z.strictObject({ id: rowId, cause: gapCause, from: time, to: time, state: gapState })),
  hiddenGaps: z.int(),
});
export type CalendarDay = z.output<typeof calendarDay>;

/** When each line was really captured. */
export const coverageContract = {
  /** The lines that a person has to look at. */
  'coverage.attention': {
    access: readers('filtered'),
    input: nothing,
    output: z.strictObject({
      lines: z.array(z.strictObject({ lineId: rowId, reason: z.enum(attentionReasons), since: time })),
    }),
  },
  'coverage.summary': {
    access: readers({ line: 'lineId' }),
    input: z.strictObject({ lineId: rowId }),
    output: z.strictObject({
      /** When the line was first linked. */
      since: time.nullable(),
      /** The oldest message there is of it, as history that came with the link or a chat export reaches. */
      historyFrom: time.nullable(),
      /** Of the last 30 days, as far as the line was linked. */
      linkedMs: duration,
      capturedMs: duration,
      filledMs: duration,
      longest: z.strictObject({ from: time, to: time, cause: gapCause }).nullable(),
    }),
  },
  'coverage.calendar': {
    access: readers({ line: 'lineId' }),
    /** Both dates are included; at most 400 days. */
    input: z.strictObject({ lineId: rowId, from: calendarDate, to: calendarDate }),
    output: z.strictObject({ days: z.array(calendarDay) }),
  },
  'coverage.gaps': {
    access: readers({ line: 'lineId' }),
    input: z.strictObject({
      lineId: rowId,
      /** Also those that were short and filled. */
      minor: z.boolean(),
      cursor: z.string().max(100).nullable(),
      limit: z.int().min(1).max(100),
    }),
    output: z.strictObject({ gaps: z.array(gap), next: z.string().nullable() }),
  },
};
