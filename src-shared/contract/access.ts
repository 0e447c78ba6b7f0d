import type { Role } from '../model/user.ts';

/**
 * What of a line a request touches, for people who are confined to some lines:
 *
 * - `none`: nothing that belongs to a line;
 * - `filtered`: the handler answers about the caller's lines only (`HostContext.lines`);
 * - `all`: all lines at once, so nobody who is confined may ask;
 * - otherwise the field of the input that says which line, by itself or by what lies in one.
 */
export type Touches =
  | 'none'
  | 'filtered'
  | 'all'
  | { readonly line: string }
  | { readonly conversation: string }
  | { readonly message: string }
  | { readonly decision: string }
  | { readonly exclusion: string };

/** Who may call a method; `roles` is null where nobody has to be signed in. */
export interface Access {
  readonly roles: readonly Role[] | null;
  readonly touches: Touches;
}

const granted =
  (...roles: readonly Role[]) =>
  (touches: Touches): Access => ({ roles, touches });

/** Whoever is at the window, also before anybody has signed in. */
export const anyone: Access = { roles: null, touches: 'none' };
/** Whoever has signed in, for what everybody needs. */
export const everybody = granted('owner', 'supervisor', 'reviewer', 'exporter', 'auditor')('none');
/** Who reads messages. */
export const readers = granted('owner', 'supervisor', 'reviewer', 'exporter');
/** Who decides on what was flagged. */
export const reviewers = granted('owner', 'supervisor', 'reviewer');
/** Who looks after lines and their customers. */
export const supervisors = granted('owner', 'supervisor');
/** Who takes messages out of the archive. */
export const exporters = granted('owner', 'exporter')('all');
/** What concerns the whole workspace, and people. */
export const owners = granted('owner')('all');
/** Who reads what everybody did. */
export const auditors = granted('owner', 'auditor')('none');
