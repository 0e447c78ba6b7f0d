import { z } from 'zod';
import {
  conversationKind,
  conversationRef,
  direction,
  messageKind,
  messageView,
  nothing,
  pageSize,
  rowId,
  severity,
  time,
  whenUnlocked,
} from './fields.ts';

const conversationSummary = conversationRef.extend({
  kind: conversationKind,
  messages: z.int(),
  /** Messages that came since somebody last opened it here. */
  unseen: z.int(),
  /** The gravest flag that nobody has decided on yet. */
  flagged: severity.nullable(),
  last: z
    .strictObject({
      text: z.string(),
      kind: messageKind,
      direction: direction.nullable(),
      sender: z.string().nullable(),
      sentAt: time,
    })
    .nullable(),
});
export type ConversationSummary = z.output<typeof conversationSummary>;

/** The conversations of all lines, and their messages. */
export const inboxContract = {
  'inbox.conversations': {
    access: whenUnlocked,
    input: z.strictObject({
      lineId: rowId.nullable(),
      /** Only conversations whose title contains this. */
      title: z.string().max(120).nullable(),
      /** Where the page before ended. */
      cursor: z.string().max(100).nullable(),
      limit: pageSize,
    }),
    output: z.strictObject({
      conversations: z.array(conversationSummary),
      next: z.string().nullable(),
      total: z.int(),
    }),
  },
  'inbox.conversation': {
    access: whenUnlocked,
    input: z.strictObject({ id: rowId }),
    output: conversationSummary.extend({
      employee: z.string(),
      participants: z.array(z.strictObject({ name: z.string(), messages: z.int() })),
      firstAt: time.nullable(),
      openFlags: z.int(),
    }),
  },
  'inbox.messages': {
    access: whenUnlocked,
    input: z.strictObject({
      conversationId: rowId,
      /** Which part: the newest, or next to or around a message. */
      at: z.union([
        z.literal('newest'),
        z.strictObject({ before: z.int() }),
        z.strictObject({ after: z.int() }),
        z.strictObject({ around: z.int() }),
      ]),
      limit: pageSize,
    }),
    output: z.strictObject({
      /** Oldest first. */
      messages: z.array(messageView),
      hasOlder: z.boolean(),
      hasNewer: z.boolean(),
    }),
  },
  /** Records that somebody looks at the conversation, and that its messages are seen. */
  'inbox.open': {
    access: whenUnlocked,
    input: z.strictObject({ conversationId: rowId }),
    output: nothing,
  },
};
