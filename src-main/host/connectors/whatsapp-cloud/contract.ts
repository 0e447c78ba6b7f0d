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
