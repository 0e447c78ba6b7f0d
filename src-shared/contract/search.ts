import { z } from 'zod';
import { wordings } from '../model/search.ts';
import { readers } from './access.ts';
import { conversationRef, direction, messageKind, pageSize, rowId, span, time } from './fields.ts';

/** Exactly what was typed when absent. */
const wording = z.enum(wordings);
const filters = z.strictObject({
  lineId: rowId.nullable(),
  conversationId: rowId.nullable(),
  /** Name of whoever wrote it, as it is shown. */
  contact: z.string().min(1).max(200).nullable(),
  from: time.nullable(),
  /** Exclusive. */
  to: time.nullable(),
  direction: direction.nullable(),
  kind: messageKind.nullable(),
  wording: wording.optional(),
});
export type SearchFilters = z.output<typeof filters>;
const query = z.string().max(1000);

const searchHit = z.strictObject({
  id: z.int(),
  conversation: conversationRef,
  sender: z.string().nullable(),
  direction: direction.nullable(),
  kind: messageKind,
  sentAt: time,
  /** A part of the text around the first match; `spans` are positions in it. */
  excerpt: z.string(),
  spans: z.array(span),
});
export type SearchHit = z.output<typeof searchHit>;

/** Full-text search over everything in the archive. A query that makes no sense finds nothing, and says why. */
export const searchContract = {
  'search.messages': {
    access: readers('filtered'),
    input: z.strictObject({
      query,
      filters,
      order: z.enum(['newest', 'relevance']),
      cursor: z.string().max(100).nullable(),
      limit: pageSize,
    }),
    output: z.strictObject({
      hits: z.array(searchHit),
      next: z.string().nullable(),
      /** What could not be understood in the query. */
      problem: z.enum(['empty', 'only-not', 'too-many-words']).nullable(),
    }),
  },
  'search.count': {
    access: readers('filtered'),
    input: z.strictObject({ query, filters }),
    output: z.strictObject({
      total: z.int(),
      /** There are more than `total`; counting stopped there. */
      isMore: z.boolean(),
    }),
  },
  /** The query with misspelt words as the archive has them; null when every word is found or nothing comes near. */
  'search.suggest': {
    access: readers('filtered'),
    input: z.strictObject({ query, filters }),
    output: z.strictObject({ query: z.string().nullable() }),
  },
  'search.contacts': {
    access: readers('filtered'),
    input: z.strictObject({ name: z.string().max(120) }),
    output: z.strictObject({ names: z.array(z.string()) }),
  },
};
