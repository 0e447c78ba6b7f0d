import { z } from 'zod';
import type { AtalayaError } from '#shared/errors.ts';

/** What to do after a connection has ended. */
export type AfterEnd =
  | { readonly next: 'retry'; readonly delay: number }
  | { readonly next: 'logged-out' | 'replaced' | 'banned' | 'refused' };

/** How a connection ended: the status that Baileys gives it, and whether the server had let us in. */
export interface ConnectionEnd {
  readonly status: number;
  readonly opened: boolean;
  /** Why we ended it ourselves: the server could not be trusted. */
  readonly fault: AtalayaError | null;
  /** How long (milliseconds) WhatsApp keeps the number out, when it says so. */
  readonly bannedFor: number | null;
}

const firstDelay = 500;
const longestDelay = 5 * 60_000;
/** A server that lets us in each time is well; only the network between us is not. */
const longestDelayAfterOpen = 2_000;

/**
 * Decides by the end's status (those of Baileys' DisconnectReason and of WhatsApp's login failures). `attempt` counts
 * from 1 how often in a row it ended so, `random` is in [0, 1); the delay is in milliseconds, with full jitter.
 */
export function afterEnd(end: ConnectionEnd, attempt: number, random: number): AfterEnd {
  switch (end.status) {
    case 401:
      return { next: 'logged-out' };
    // For a while, locked, and for good, as WhatsApp Web calls them.
    case 402:
    case 403:
    case 406:
      return { next: 'banned' };
    case 440:
      return { next: 'replaced' };
    case 405:
    case 409:
    case 411:
      return { next: 'refused' };
    case 515:
      return { next: 'retry', delay: 0 };
    default: {
      const ceiling = end.opened ? longestDelayAfterOpen : longestDelay;
      return {
        next: 'retry',
        delay: Math.round(Math.min(ceiling, firstDelay * 2 ** Math.min(attempt - 1, 20)) * random),
      };
    }
  }
}

/**
 * Reads why a connection ended: a Boom, the error class of Baileys, with its status and, from a login that was
 * refused, WhatsApp's own words; or a reason of ours. The reason is for the log and holds no digits.
 */
export function endOf(cause: unknown): { status: number; reason: string; bannedFor: number | null } {
  if (typeof cause === 'string') return { status: 408, reason: cause, bannedFor: null };
  const boom = boomShape.safeParse(cause).data;
  const seconds = Number(boom?.data?.expire);
  return {
    status: boom?.output.statusCode ?? 500,
    reason: cause instanceof Error ? cause.message.replaceAll(/\d+/g, '#') : '',
    bannedFor: Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1000, longestBan) : null,
  };
}

/** No ban that WhatsApp tells the end of is this long; a number beyond it is not believed. */
const longestBan = 365 * 86_400_000;

const boomShape = z.object({
  output: z.object({ statusCode: z.number() }),
  data: z.object({ expire: z.string().optional() }).nullish().catch(null),
});
