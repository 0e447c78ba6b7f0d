import { z } from 'zod';
import { readers } from './access.ts';
import { eventKinds } from '../model/capture.ts';
import { threadGap } from './coverage.ts';
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

const messageDetailsView = z.strictObject({
  capturedAt: time,
  /** How its source names it. */
  key: z.string(),
  /** Bytes of the message as it came; null where the text was all there was. */
  rawSize: z.int().nullable(),
  /** What it counts as on the platform, in its codes, as the platform last said. */
  price: z.strictObject({ category: z.string(), type: z.string().nullable() }).nullable(),
  /** What happened to it, oldest first. */
  events: z.array(
    z.strictObject({
      event: z.enum(eventKinds),
      at: time,
      text: z.string(),
      person: z.string().nullable(),
      /** Why it was not sent, in the words of WhatsApp. */
      failure: z.string().nullable(),
    }),
  ),
  /** Who could read it when it was sent; null when the group's members are not known. */
  readers: z
    .array(
      z.strictObject({
        name: z.string(),
        role: z.enum(['member', 'admin', 'owner']),
        /** Seen to be in the group only later. */
        assumed: z.boolean(),
      }),
    )
    .nullable(),
});
export type MessageDetailsView = z.output<typeof messageDetailsView>;

/** The conversations of all lines, and their messages. */
export const inboxContract = {
  'inbox.conversations': {
    access: readers('filtered'),
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
    access: readers({ conversation: 'id' }),
    input: z.strictObject({ id: rowId }),
    output: conversationSummary.extend({
      employee: z.string(),
      participants: z.array(z.strictObject({ id: rowId, name: z.string(), messages: z.int() })),
      firstAt: time.nullable(),
      openFlags: z.int(),
    }),
  },
  'inbox.messages': {
    access: readers({ conversation: 'conversationId' }),
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
      /** When the line was not captured, from the message before these to the one after; oldest first. */
      gaps: z.array(threadGap),
    }),
  },
  /** What is known of a message beside what its bubble shows. */
  'inbox.messageDetails': {
    access: readers({ message: 'id' }),
    input: z.strictObject({ id: z.int() }),
    output: messageDetailsView,
  },
  /** A message as it came, written down by the numbers of its fields. */
  'inbox.rawMessage': {
    access: readers({ message: 'id' }),
    input: z.strictObject({ id: z.int() }),
    output: z.strictObject({ text: z.string() }),
  },
  /** Records that somebody looks at the conversation, and that its messages are seen. */
  'inbox.open': {
    access: readers({ conversation: 'conversationId' }),
    input: z.strictObject({ conversationId: rowId }),
    output: nothing,
  },
};
