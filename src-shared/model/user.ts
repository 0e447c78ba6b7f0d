/** The user who made the workspace, and whose passphrase opened it before there were others. */
export const firstUserId = 1;

/**
 * What people may do: the owner everything; a supervisor looks after lines, all or some; a reviewer decides on what was
 * flagged; an exporter takes messages out; an auditor reads what all of them did, and no message.
 */
export const roles = ['owner', 'supervisor', 'reviewer', 'exporter', 'auditor'] as const;
export type Role = (typeof roles)[number];

/** What somebody is confined to: lines by id, and teams by name. */
export interface UserScope {
  readonly lines: readonly number[];
  readonly teams: readonly string[];
}
