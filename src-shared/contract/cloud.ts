import { z } from 'zod';
import { owners, supervisors } from './access.ts';
import { pathProblems, pathSteps } from '../model/cloud.ts';
import { nothing, rowId, time } from './fields.ts';

/** Meta's ids of numbers and accounts are digits. */
const metaId = z
  .string()
  .trim()
  .regex(/^\d{5,32}$/);
const secret = z.string().trim().min(8).max(2048);
const port = z.int().min(1024).max(65_535);
const publicUrl = z.url({ protocol: /^https?$/ }).max(2048);

/** All that is told of a secret once it is stored. */
const secretView = z.strictObject({ setAt: time, endsIn: z.string() });

/** Lines on WhatsApp's Business Platform: how they are reached, and what the platform says. */
export const cloudContract = {
  'cloud.account': {
    access: supervisors({ line: 'lineId' }),
    input: z.strictObject({ lineId: rowId }),
    output: z.strictObject({
      account: z
        .strictObject({
          phoneNumberId: z.string(),
          wabaId: z.string(),
          port: z.int(),
          /** What a tunnel has to lead to. */
          localUrl: z.string(),
          publicUrl: z.string().nullable(),
          verifyToken: z.string(),
          appSecret: secretView,
          accessToken: secretView,
        })
        .nullable(),
      /** When a webhook with a right signature last came for the line. */
      lastWebhookAt: time.nullable(),
      /** When a request of our own last came back through the line's public address. */
      pathPassedAt: time.nullable(),
      /** The last request that was turned away at its port. */
      lastRefusal: z
        .strictObject({
          at: time,
          reason: z.enum(['unsigned', 'wrong-signature', 'wrong-token', 'too-large', 'not-stored']),
        })
        .nullable(),
    }),
  },
  'cloud.save': {
    access: owners,
    input: z.strictObject({
      lineId: rowId,
      phoneNumberId: metaId,
      wabaId: metaId,
      port,
      publicUrl: publicUrl.nullable(),
      /** null leaves what is stored. */
      appSecret: secret.nullable(),
      accessToken: secret.nullable(),
    }),
    output: nothing,
  },
  /** Sends requests through the public address, as Meta does; only when a person asks for it. */
  'cloud.test': {
    access: supervisors({ line: 'lineId' }),
    input: z.strictObject({ lineId: rowId, publicUrl }),
    output: z.strictObject({
      /** Those that were tried, in order. */
      steps: z.array(
        z.strictObject({
          step: z.enum(pathSteps),
          problem: z.enum(pathProblems).nullable(),
          status: z.int().nullable(),
        }),
      ),
    }),
  },
  /** What the platform says beside the messages, and what of its webhooks became no message. */
  'cloud.facts': {
    access: supervisors({ line: 'lineId' }),
    input: z.strictObject({ lineId: rowId }),
    output: z.strictObject({
      history: z
        .strictObject({ phase: z.number(), percent: z.number(), isDeclined: z.boolean(), at: time })
        .nullable(),
      templates: z.array(
        z.strictObject({
          name: z.string(),
          language: z.string(),
          state: z.string(),
          reason: z.string().nullable(),
          at: time,
        }),
      ),
      notices: z.array(z.strictObject({ field: z.string(), words: z.string(), at: time })),
      /** Updates of numbers that are no line's, of all apps. */
      unrouted: z.array(z.strictObject({ phoneNumberId: z.string().nullable(), count: z.int() })),
      unreadable: z.int(),
      /** Updates that the line took in later, for they came before it had its number, and when the last of them. */
      takenIn: z.strictObject({ count: z.int(), at: time }).nullable(),
    }),
  },
};
