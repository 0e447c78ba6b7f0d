import { z } from 'zod';
import { readers, supervisors } from './access.ts';
import { languages } from '../model/workspace.ts';
import { conversationKind, pageSize, rowId, time } from './fields.ts';

const language = z.enum(languages);
const share = z.strictObject({ total: z.int(), told: z.int() });

/** What customers are told about the supervision of a line, and who was told: from the messages themselves. */
export const toldContract = {
  /** The line's own wording in a language, or the ready text with the company filled in. */
  'told.text': {
    access: supervisors({ line: 'lineId' }),
    input: z.strictObject({ lineId: rowId, language }),
    output: z.strictObject({ words: z.string(), savedAt: time.nullable() }),
  },
  /** Makes it the line's wording; earlier ones are still recognised. Error: `invalid-request` when it is too short. */
  'told.save': {
    access: supervisors({ line: 'lineId' }),
    input: z.strictObject({ lineId: rowId, language, words: z.string().trim().min(1).max(4_000) }),
    output: z.strictObject({ id: rowId }),
  },
  'told.conversation': {
    access: readers({ conversation: 'id' }),
    input: z.strictObject({ id: rowId }),
    output: z.strictObject({ told: z.strictObject({ messageId: z.int(), at: time }).nullable() }),
  },
  'told.line': {
    access: supervisors({ line: 'lineId' }),
    input: z.strictObject({ lineId: rowId }),
    output: z.strictObject({ contacts: share, groups: share }),
  },
  'told.missing': {
    access: supervisors({ line: 'lineId' }),
    input: z.strictObject({ lineId: rowId, cursor: z.string().max(64).nullable(), limit: pageSize }),
    output: z.strictObject({
      conversations: z.array(
        z.strictObject({ id: rowId, title: z.string(), kind: conversationKind, lastAt: time }),
      ),
      next: z.string().nullable(),
    }),
  },
};
