/** What to do after a connection has ended. */
export type AfterEnd =
  | { readonly next: 'retry'; readonly delay: number }
  | { readonly next: 'logged-out' | 'replaced' | 'banned' | 'refused' };

/** How a connection ended: the status that Baileys gives it, and whether the server had let us in. */
export interface ConnectionEnd {
  readonly status: number;
  readonly opened: boolean;
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
    case 406:
      return { next: 'logged-out' };
    case 402:
    case 403:
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
