import { z } from 'zod';
import { supervisors } from './access.ts';
import { dateOrders, exportDamages, exportPlatforms } from '../model/chat-export.ts';
import { conversationKind, nothing, rowId, shortText, time, zone } from './fields.ts';

const token = z.string().min(1).max(64);
const dateOrder = z.enum(dateOrders);
const platform = z.enum(exportPlatforms);
const damage = z.enum(exportDamages).nullable();

const exportInfo = z.strictObject({
  platform,
  title: z.string().nullable(),
  kind: conversationKind,
  dateOrder,
  /** False when nothing in the file proves the order of day and month: a person should confirm it. */
  dateOrderCertain: z.boolean(),
  authors: z.array(z.strictObject({ name: z.string(), messages: z.int() })),
  messages: z.int(),
  /** First and last local date and time, ISO 8601 without zone. */
  first: z.string().nullable(),
  last: z.string().nullable(),
  attachments: z.strictObject({ listed: z.int(), found: z.int() }),
  damage,
});
export type ExportInfo = z.output<typeof exportInfo>;

/** What became of one file: every line of it is in one of these counts. */
const importFile = z.strictObject({
  id: rowId,
  name: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  /** The code of the error that stopped it. */
  error: z.string().nullable(),
  bytesDone: z.int(),
  bytesTotal: z.int(),
  conversationId: rowId.nullable(),
  platform: platform.nullable(),
  dateOrder: dateOrder.nullable(),
  messages: z.int(),
  system: z.int(),
  attachmentsFound: z.int(),
  attachmentsMissing: z.int(),
  duplicates: z.int(),
  unread: z.int(),
  flags: z.int(),
  damage,
});
const importView = z.strictObject({
  id: rowId,
  startedAt: time,
  line: z.string(),
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  files: z.array(importFile),
});
export type ImportView = z.output<typeof importView>;
export type ImportFileView = z.output<typeof importFile>;

/** Where a person says that an export belongs: a conversation, or one of its own; null when nobody was asked. */
const place = z
  .union([rowId, z.literal('new')])
  .nullable()
  .default(null);
const placeRef = z.strictObject({
  /** Of the thread. */
  conversationId: rowId,
  title: z.string(),
  /** The number or account of the person, where the title does not tell it already. */
  detail: z.string().nullable(),
});
const possiblePlace = placeRef.extend({
  /** Different texts, long enough to tell, that both have at the same time. */
  sameTexts: z.int(),
  sameName: z.boolean(),
});
const chosenFile = { owner: shortText, dateOrder: dateOrder.nullable() };

/** Bringing in the phone's chat exports. */
export const importsContract = {
  'imports.inspect': {
    access: supervisors('none'),
    input: z.strictObject({ token }),
    output: exportInfo,
  },
  /** How much of a file is new to the archive; nothing is written. */
  'imports.preview': {
    access: supervisors({ line: 'lineId' }),
    input: z.strictObject({
      token,
      lineId: rowId,
      zone,
      ...chosenFile,
      place,
    }),
    output: z.strictObject({ added: z.int(), known: z.int() }),
  },
  /** Which conversation a file belongs to, and where that is not certain, which it may belong to. */
  'imports.places': {
    access: supervisors({ line: 'lineId' }),
    input: z.strictObject({ token, lineId: rowId, zone, ...chosenFile }),
    output: z.strictObject({
      settled: placeRef.extend({ basis: z.enum(['phone', 'content']) }).nullable(),
      possible: z.array(possiblePlace),
    }),
  },
  'imports.start': {
    access: supervisors({ line: 'lineId' }),
    input: z.strictObject({
      lineId: rowId,
      zone,
      files: z
        .array(z.strictObject({ token, ...chosenFile, place }))
        .min(1)
        .max(2000),
      /** Why chats are brought in that the notice of the line's employee does not cover; goes into the ledger. */
      withoutNotice: z.string().trim().min(1).max(500).nullable().default(null),
    }),
    output: z.strictObject({ importId: rowId }),
  },
  'imports.cancel': {
    access: supervisors('all'),
    input: z.strictObject({ importId: rowId }),
    output: nothing,
  },
  'imports.list': {
    access: supervisors('all'),
    input: nothing,
    output: z.strictObject({ imports: z.array(importView) }),
  },
  'imports.unread': {
    access: supervisors('all'),
    input: z.strictObject({ fileId: rowId, after: z.int().min(0) }),
    output: z.strictObject({
      lines: z.array(z.strictObject({ number: z.int(), text: z.string() })),
      more: z.boolean(),
    }),
  },
};
