import { z } from 'zod';
import { reviewers } from './access.ts';
import { decisions } from '../model/review.ts';
import { conversationRef, messageView, nothing, pageSize, rowId, severity, time } from './fields.ts';

const decision = z.enum(decisions);

/** One flagged message with all the flags on it: they are decided together. */
const queueItem = z.strictObject({
  message: messageView,
  conversation: conversationRef,
  severity,
  decision: z.strictObject({ id: rowId, decision, note: z.string(), at: time }).nullable(),
});
export type QueueItem = z.output<typeof queueItem>;

/** The flagged queue and the decisions on it. */
export const reviewContract = {
  'review.queue': {
    access: reviewers('filtered'),
    input: z.strictObject({
      status: z.enum(['open', 'decided']),
      order: z.enum(['newest', 'severity']),
      lineId: rowId.nullable(),
      policyId: rowId.nullable(),
      cursor: z.string().max(100).nullable(),
      limit: pageSize,
    }),
    output: z.strictObject({ items: z.array(queueItem), next: z.string().nullable() }),
  },
  'review.counts': {
    access: reviewers('filtered'),
    input: nothing,
    output: z.strictObject({ open: z.int(), low: z.int(), medium: z.int(), high: z.int(), decided: z.int() }),
  },
  'review.decide': {
    access: reviewers({ message: 'messageId' }),
    input: z.strictObject({ messageId: z.int(), decision, note: z.string().max(4000) }),
    output: z.strictObject({ decisionId: rowId }),
  },
  /** Takes a decision back, within `undoSeconds` of it; both stay in the history. */
  'review.undo': {
    access: reviewers({ decision: 'decisionId' }),
    input: z.strictObject({ decisionId: rowId }),
    output: nothing,
  },
};
