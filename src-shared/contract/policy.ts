import { z } from 'zod';
import { readers, supervisors } from './access.ts';
import { backtestSamples, type BacktestSample } from '../model/backtest.ts';
import { identifierTypes, maxCombinedParts, maxCombinedWithin } from '../model/policy.ts';
import {
  conversationKind,
  direction,
  messageKind,
  nothing,
  rowId,
  severity,
  shortText,
  span,
  time,
} from './fields.ts';

const ruleId = z.string().min(1).max(64);
// Wider than what the engine accepts, so that it can say which rule is too long and where.
const phraseLines = z.array(z.string().max(2000)).max(500).readonly();
const rule = z.discriminatedUnion('type', [
  z.strictObject({ id: ruleId, type: z.literal('phrase'), phrase: z.string().max(2000) }),
  z.strictObject({ id: ruleId, type: z.literal('pattern'), pattern: z.string().max(2000) }),
  z.strictObject({
    id: ruleId,
    type: z.literal('identifier'),
    identifier: z.enum(identifierTypes),
    except: z.array(z.string().trim().min(1).max(200)).max(500).readonly().default([]),
  }),
  z.strictObject({
    id: ruleId,
    type: z.literal('combined'),
    all: z
      .array(z.strictObject({ phrases: phraseLines, identifier: z.enum(identifierTypes).nullable() }))
      .max(maxCombinedParts)
      .readonly(),
    none: phraseLines,
    within: z.int().min(0).max(maxCombinedWithin).nullable(),
  }),
  z.strictObject({
    id: ruleId,
    type: z.literal('message'),
    voiceSeconds: z.int().min(1).max(86_400).nullable(),
  }),
]);

/** The content of a policy version, as it is stored and as a window sends it. */
export const policyDefinition = z.strictObject({
  name: shortText,
  description: z.string().max(2000),
  severity,
  scope: z.strictObject({
    direction: direction.nullable(),
    conversation: conversationKind.nullable(),
    lines: z.array(rowId).max(1000).readonly().nullable(),
    outside: z
      .strictObject({
        days: z.array(z.int().min(0).max(6)).max(7).readonly(),
        from: z.string().max(5),
        to: z.string().max(5),
        holidays: z.array(z.string().max(40)).max(500).readonly(),
      })
      .optional(),
  }),
  rules: z.array(rule).max(2000).readonly(),
});

const problem = z.strictObject({
  rule: z.string().nullable(),
  code: z.string(),
  position: z.int().nullable(),
  place: z.strictObject({ part: z.int(), line: z.int() }).optional(),
});
export type PolicyProblemView = z.output<typeof problem>;

const policyView = z.strictObject({
  id: rowId,
  version: z.int(),
  enabled: z.boolean(),
  changedAt: time,
  /** Language and name of the ready-made policy that it began as: `es/insults`. */
  starter: z.string().nullable(),
  definition: policyDefinition,
  openFlags: z.int(),
  flags: z.int(),
});
export type PolicyView = z.output<typeof policyView>;

const sample = z.strictObject({
  messageId: rowId,
  conversationId: rowId,
  title: z.string(),
  line: z.string(),
  sender: z.string().nullable(),
  direction: direction.nullable(),
  kind: messageKind,
  sentAt: time,
  text: z.string(),
  spans: z.array(span).readonly(),
  isEdit: z.boolean(),
}) satisfies z.ZodType<BacktestSample>;
const samples = z.array(sample).max(backtestSamples).readonly();

/** The policies, their versions, and a try-out. */
export const policyContract = {
  'policy.list': {
    access: readers('none'),
    input: nothing,
    output: z.strictObject({ policies: z.array(policyView) }),
  },
  'policy.save': {
    access: supervisors('all'),
    /** Without an id a new policy; with one a new version of it. */
    input: z.strictObject({ id: rowId.nullable(), enabled: z.boolean(), definition: policyDefinition }),
    output: z.union([
      z.strictObject({ saved: z.literal(true), id: rowId, version: z.int() }),
      z.strictObject({ saved: z.literal(false), problems: z.array(problem) }),
    ]),
  },
  'policy.setEnabled': {
    access: supervisors('all'),
    input: z.strictObject({ id: rowId, enabled: z.boolean() }),
    output: nothing,
  },
  'policy.versions': {
    access: readers('none'),
    input: z.strictObject({ id: rowId }),
    output: z.strictObject({
      versions: z.array(z.strictObject({ version: z.int(), createdAt: time, definition: policyDefinition })),
    }),
  },
  /** What a draft would flag in a text. */
  'policy.try': {
    access: supervisors('none'),
    input: z.strictObject({ definition: policyDefinition, text: z.string().max(65_536) }),
    output: z.strictObject({
      problems: z.array(problem),
      hits: z.array(z.strictObject({ rule: z.string(), span })),
    }),
  },
  /**
   * What a draft would have flagged in the messages of a period, against the version in force of its policy. Errors:
   * `not-found`, `policy-invalid`; `conflict` while another one runs.
   */
  'policy.backtest': {
    access: supervisors('all'),
    input: z.strictObject({
      policyId: rowId.nullable(),
      definition: policyDefinition,
      from: time.nullable(),
      /** Exclusive. */
      to: time.nullable(),
    }),
    output: z.strictObject({
      messages: z.int(),
      /** The version that the draft was held against; null when there is none. */
      version: z.int().nullable(),
      counts: z.strictObject({ hits: z.int(), added: z.int(), gone: z.int() }),
      samples: z.strictObject({ hits: samples, added: samples, gone: samples }),
    }),
  },
  /** How far the back-test is that runs now. */
  'policy.backtesting': {
    access: supervisors('all'),
    input: nothing,
    output: z.strictObject({
      progress: z.strictObject({ done: z.int(), total: z.int() }).nullable(),
    }),
  },
  /** Adds the starter policies of a language that are not here yet. */
  'policy.addStarters': {
    access: supervisors('all'),
    input: z.strictObject({ language: z.enum(['es', 'pt-BR', 'en']) }),
    output: z.strictObject({ added: z.int() }),
  },
};
