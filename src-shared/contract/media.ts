import { z } from 'zod';
import { readers, supervisors } from './access.ts';
import { missingReasons } from '../model/attachment.ts';
import { nothing, rowId, time } from './fields.ts';

const lineMedia = z.strictObject({
  /** Files that are there. */
  stored: z.int(),
  missing: z.array(z.strictObject({ reason: z.enum(missingReasons), count: z.int() })),
  /** Why nothing is fetched at the moment, and when that is tried again. */
  pause: z.strictObject({ reason: z.enum(['refused', 'unreachable', 'disk-full']), until: time }).nullable(),
});
export type LineMedia = z.output<typeof lineMedia>;

/** The files of messages: which of them are missing, and having them fetched anew. */
export const mediaContract = {
  'media.line': {
    access: readers({ line: 'lineId' }),
    input: z.strictObject({ lineId: rowId }),
    output: lineMedia,
  },
  /** Errors: `not-found`, `notice-missing`, `line-not-linked`. */
  'media.retry': {
    access: supervisors({ message: 'messageId' }),
    input: z.strictObject({ messageId: rowId }),
    output: nothing,
  },
  /** Errors as for `media.retry`. */
  'media.retryLine': {
    access: supervisors({ line: 'lineId' }),
    input: z.strictObject({ lineId: rowId }),
    output: z.strictObject({ files: z.int() }),
  },
};
