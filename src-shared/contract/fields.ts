import { z } from 'zod';
import { missingReasons } from '../model/attachment.ts';
import { receiptStates } from '../model/capture.ts';
import { callOutcomes } from '../model/details.ts';
import { directions, messageKinds, conversationKinds } from '../model/message.ts';
import { severities } from '../model/policy.ts';
import { advertisementView, messageSubject } from './details.ts';

export const rowId = z.int().positive();
export const time = z.int().min(0).max(8_640_000_000_000_000);
export const shortText = z.string().trim().min(1).max(120);
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
export const calendarDate = z.iso.date();
export const zone = z.string().min(1).max(64);
export const pageSize = z.int().min(1).max(200);
export const span = z.tuple([z.int().min(0), z.int().min(0)]).readonly();
export const nothing = z.strictObject({});

export const direction = z.enum(directions);
export const messageKind = z.enum(messageKinds);
export const conversationKind = z.enum(conversationKinds);
export const severity = z.enum(severities);

export const attachmentView = z.strictObject({
  name: z.string().nullable(),
  mime: z.string().nullable(),
  size: z.int().nullable(),
  sha256: sha256.nullable(),
  missing: z.enum(missingReasons).nullable(),
  seconds: z.number().nullable(),
  /** What the message says about its file; null where its source says nothing. */
  details: z
    .strictObject({
      width: z.int().nullable(),
      height: z.int().nullable(),
      pages: z.int().nullable(),
      waveform: z.array(z.int().min(0).max(100)).max(64).readonly().nullable(),
      hasPreview: z.boolean(),
    })
    .nullable(),
});

export const flagView = z.strictObject({
  id: rowId,
  policyId: rowId,
  policy: z.string(),
  version: z.int(),
  severity,
  /** Positions in the original text, or in that of the edit in which it was found. */
  spans: z.array(span),
  /** Index of that edit; null for the original. */
  edit: z.int().nullable(),
  decided: z.boolean(),
});

/** What a message answers. */
export const quoteView = z.strictObject({
  author: z.string().nullable(),
  fromLine: z.boolean(),
  kind: messageKind,
  text: z.string(),
  /** The quoted message where it is in the archive. */
  message: z.strictObject({ id: z.int(), conversationId: rowId }).nullable(),
  place: z.enum(['here', 'elsewhere', 'status']),
  isComment: z.boolean(),
});
export type QuoteView = z.output<typeof quoteView>;

/** A message as a thread or a queue shows it: the original, and what happened to it since. */
export const messageView = z.strictObject({
  id: z.int(),
  conversationId: rowId,
  sender: z.string().nullable(),
  direction: direction.nullable(),
  kind: messageKind,
  sentAt: time,
  text: z.string(),
  attachment: attachmentView.nullable(),
  /** When its sender deleted it; the original stays. `deleted` alone: an export says so without a time. */
  deleted: z.boolean(),
  deletedAt: time.nullable(),
  edited: z.boolean(),
  edits: z.array(z.strictObject({ at: time, text: z.string() })),
  reactions: z.array(z.strictObject({ emoji: z.string(), sender: z.string().nullable() })),
  quote: quoteView.nullable(),
  forwarded: z.enum(['once', 'often']).nullable(),
  advertisement: advertisementView.nullable(),
  subject: messageSubject.nullable(),
  /** What people answered last: a poll's options with who chose them, an event's responses. */
  answers: z.array(z.strictObject({ answer: z.string(), people: z.array(z.string()) })),
  /** Answers and changes that came encrypted under a secret that is not known (yet). */
  sealed: z.int(),
  pinned: z.boolean(),
  kept: z.boolean(),
  /** When something planned was called off. */
  cancelledAt: time.nullable(),
  /** How a call ended, as its later stanzas said. */
  callEnd: z.strictObject({ outcome: z.enum(callOutcomes), seconds: z.number().nullable() }).nullable(),
  /** Where a live location moved to last. */
  position: z.strictObject({ text: z.string(), at: time }).nullable(),
  /** How far it got, by how many people. */
  receipts: z.array(z.strictObject({ state: z.enum(receiptStates), people: z.int() })),
  suspicious: z.boolean(),
  source: z.enum(['live', 'export']),
  flags: z.array(flagView),
});
export type MessageView = z.output<typeof messageView>;
export type FlagView = z.output<typeof flagView>;
export type AttachmentView = z.output<typeof attachmentView>;

export const conversationRef = z.strictObject({
  id: rowId,
  title: z.string(),
  kind: conversationKind,
  line: z.strictObject({ id: rowId, name: z.string() }),
});
export type ConversationRef = z.output<typeof conversationRef>;
