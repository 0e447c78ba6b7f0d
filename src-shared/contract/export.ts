import { z } from 'zod';
import { exporters } from './access.ts';
import { exportFormats, exportStates, exportSteps, type ExportScope } from '../model/export.ts';
import { wordings } from '../model/search.ts';
import { direction, messageKind, nothing, pageSize, rowId, sha256, shortText, time } from './fields.ts';

const scope = z.strictObject({
  conversationId: rowId.nullable(),
  contactId: rowId.nullable(),
  lineId: rowId.nullable(),
  employee: shortText.nullable(),
  from: time.nullable(),
  /** Exclusive. */
  to: time.nullable(),
  search: z
    .strictObject({
      query: z.string().max(1000),
      contact: z.string().min(1).max(200).nullable(),
      direction: direction.nullable(),
      kind: messageKind.nullable(),
      wording: z.enum(wordings).optional(),
    })
    .nullable(),
}) satisfies z.ZodType<ExportScope>;

const names = z.strictObject({
  conversation: z.string().nullable(),
  contact: z.string().nullable(),
  line: z.string().nullable(),
});
const formats = z.array(z.enum(exportFormats)).min(1).max(exportFormats.length);
const counts = z.strictObject({
  messages: z.int(),
  conversations: z.int(),
  people: z.int(),
  lines: z.int(),
  files: z.int(),
  fileBytes: z.int(),
  missingFiles: z.int(),
  gaps: z.int(),
});

const exportView = z.strictObject({
  id: rowId,
  startedAt: time,
  endedAt: time.nullable(),
  state: z.enum(exportStates),
  /** The code of the error that stopped it. */
  error: z.string().nullable(),
  by: z.string(),
  reason: z.string(),
  scope,
  /** What the parts of the scope were called then. */
  names,
  formats: z.array(z.enum(exportFormats)),
  withFlags: z.boolean(),
  isEncrypted: z.boolean(),
  zone: z.string(),
  /** The folder that was chosen, and what lies in it. */
  place: z.string(),
  name: z.string(),
  counts: counts.nullable(),
  manifestSha256: sha256.nullable(),
  files: z.int().nullable(),
  bytes: z.int().nullable(),
  progress: z.strictObject({ step: z.enum(exportSteps), done: z.int(), total: z.int() }).nullable(),
});
export type ExportView = z.output<typeof exportView>;

/** Taking messages out of the archive, for whoever has to look at them elsewhere. */
export const exportContract = {
  /** What a selection holds. Errors: `not-found`; `invalid-request` for a search that makes no sense. */
  'export.preview': {
    access: exporters,
    input: z.strictObject({ scope }),
    output: z.strictObject({
      counts,
      period: z.strictObject({ firstAt: time, lastAt: time }).nullable(),
      names,
      zone: z.string(),
    }),
  },
  /** Errors: `not-found`. What goes wrong later is on its row. */
  'export.start': {
    access: exporters,
    input: z.strictObject({
      scope,
      formats,
      /** Shows which policies matched, and whether somebody has decided on it. */
      withFlags: z.boolean(),
      by: shortText,
      reason: z.string().trim().min(1).max(500),
      /** Of a folder that a person chose. */
      folder: z.string().min(1).max(64),
      /** For an encrypted zip. */
      password: z.string().min(8).max(200).nullable(),
    }),
    output: z.strictObject({ exportId: rowId }),
  },
  'export.cancel': {
    access: exporters,
    input: z.strictObject({ exportId: rowId }),
    output: nothing,
  },
  /** Newest first. */
  'export.list': {
    access: exporters,
    input: z.strictObject({ cursor: z.string().max(20).nullable(), limit: pageSize }),
    output: z.strictObject({ exports: z.array(exportView), next: z.string().nullable() }),
  },
  /** Names of the employees that lines have or had. */
  'export.employees': {
    access: exporters,
    input: nothing,
    output: z.strictObject({ names: z.array(z.string()) }),
  },
};
