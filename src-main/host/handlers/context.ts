import type { Archive } from '#host/archive/archive.ts';
import type { User } from '#host/archive/people/users.ts';
import type { EventCollector } from '#host/events.ts';
import type { FileGrants } from '#host/file-grants.ts';
import type { Log } from '#host/log.ts';
import type { UserDesk } from '#host/people/user-desk.ts';
import type { Session } from '#host/session.ts';
import type { Workspace } from '#host/workspace/workspace.ts';

/** Who is let in. The archive can be open, so that capture goes on, while the window is still locked. */
export interface Gate {
  isUnlocked(): boolean;
  startsUnattended(): boolean;
  /** Opens the archive with its key, if it is not open already; returns the desk that knows who may come in. */
  open(key: Uint8Array): UserDesk;
  /** Lets a user in. */
  enter(userId: number, key: Uint8Array): void;
  lock(): void;
  /** The archive, also while the window is locked; null while it waits for its key. */
  archive(): Archive | null;
}

/** What handlers work with. */
export interface HostContext {
  readonly workspace: Workspace;
  readonly gate: Gate;
  /** The open archive. Error: `locked`. */
  readonly session: () => Session;
  /** Everybody who may. Error: `locked`. */
  readonly users: () => UserDesk;
  /** Who has signed in. Error: `locked`. */
  readonly user: () => User;
  /** The lines that they may know of; null for all. */
  readonly lines: () => readonly number[] | null;
  readonly events: EventCollector;
  readonly grants: FileGrants;
  readonly log: Log;
  readonly now: () => number;
  readonly version: string;
  readonly demo: boolean;
  readonly starterFolder: string;
}
