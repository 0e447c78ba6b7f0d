/** What a message is, as a reader of the archive sees it. Anything WhatsApp invents later is `unknown`. */
export const messageKinds = [
  'text',
  'system',
  'image',
  'video',
  'gif',
  'audio',
  'voice',
  'document',
  'sticker',
  'location',
  'live-location',
  'contact',
  'poll',
  'event',
  'order',
  'product',
  'payment',
  'invite',
  'album',
  'call',
  'view-once',
  'pending',
  'unknown',
] as const;
export type MessageKind = (typeof messageKinds)[number];

/** Seen from the company's line: `outgoing` was written by the line's employee. System lines have none. */
export const directions = ['incoming', 'outgoing'] as const;
export type Direction = (typeof directions)[number];

/** A half-open range of UTF-16 code units of a message's text. */
export type Span = readonly [start: number, end: number];

/**
 * A message's id is its place in time: sent-at milliseconds times 1024, plus a number that tells messages of the
 * same millisecond apart. Where only the second is known, the milliseconds are the order of arrival within it. Ordering by id is ordering by time, in the table, in its indexes and in the search index.
 * It stays a safe integer until the year 2248.
 */
export type MessageId = number;
export const messageIdsPerMillisecond = 1024;

export const conversationKinds = ['direct', 'group'] as const;
export type ConversationKind = (typeof conversationKinds)[number];
