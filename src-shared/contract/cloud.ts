import { z } from 'zod';
import { nothing, rowId, time, whenUnlocked } from './fields.ts';

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
    access: whenUnlocked,
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
    access: whenUnlocked,
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
};
