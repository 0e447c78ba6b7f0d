import type { AtalayaError } from '#shared/errors.ts';

/** Where a line on the Business Platform stands. */
export type CloudLineStatus =
  /** It is not said yet how the line is reached. */
  | { readonly state: 'unlinked' }
  | { readonly state: 'stopped' }
  /** The webhook is served; nothing came lately that proves the way to it. */
  | { readonly state: 'listening' }
  /** A signed webhook came lately. */
  | { readonly state: 'connected' }
  /** The webhook can't be served; it is tried again. */
  | { readonly state: 'failed'; readonly error: AtalayaError };

/** What shows whether Meta's webhooks for a line arrive here. */
export type PathSign =
  /** A webhook of the line came and was stored. */
  | { readonly type: 'delivered' }
  /** A request of our own came back through the public address, or the way was proven lately and is served. */
  | { readonly type: 'passed' }
  /** It is served, but nothing has shown since then that the way to it is open (UTC milliseconds). */
  | { readonly type: 'silent'; readonly since: number }
  /** `network`: requests of our own do not come back any more. `failed`: it can't be served. */
  | { readonly type: 'lost'; readonly cause: 'network' | 'failed' };
