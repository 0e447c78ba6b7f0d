import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AtalayaError, type ErrorCode } from '#shared/errors.ts';
import { firstUserId } from '#shared/model/user.ts';
import { languages, type Language } from '#shared/model/workspace.ts';
import { openAttempts, type Tried } from './attempts.ts';
import { writeFileAtomically } from './files.ts';
import {
  createKeyring,
  keyring,
  openByPassphrase,
  openByRecoveryCode,
  sharedKeyring,
  withoutPassphrase,
  withPassphrase,
} from './keyring.ts';
import { lockWorkspace } from './lock.ts';

/** Somebody who can sign in, as the lock names them: colleagues who share a PC know each other. */
const person = z.strictObject({ id: z.int().positive(), name: z.string() });

const profile = { company: z.string(), language: z.enum(languages) };
/** The one file that is read before the archive is open; a backup carries a copy of it. */
export const workspaceFile = z.union([
  z.strictObject({ format: z.literal(2), ...profile, people: z.array(person), keyring }),
  /** Until people had passphrases of their own. */
  z
    .strictObject({ format: z.literal(1), ...profile, keyring: sharedKeyring })
    .transform((file) => ({ ...file, format: 2 as const, people: [{ id: firstUserId, name: '' }] })),
]);
export type WorkspaceFile = z.output<typeof workspaceFile>;

/** What makes the next try wait; whatever else goes wrong was no guess. */
const wrong: ReadonlySet<ErrorCode> = new Set(['passphrase-wrong', 'code-wrong', 'recovery-code-wrong']);

/** What is known of a workspace before its archive is open. */
export interface WorkspaceProfile {
  readonly company: string;
  readonly language: Language;
}

/** Somebody who can sign in. */
export interface KnownPerson {
  readonly id: number;
  readonly name: string;
  /** Milliseconds until another passphrase of theirs may be tried. */
  readonly waitMs: number;
}

/** The key, and how often a wrong secret was tried before the right one. */
export interface Opened {
  readonly key: Uint8Array;
  readonly failedBefore: number;
}

/** A workspace folder that this process holds. */
export interface Workspace {
  readonly folder: string;
  /** Null until the workspace was made. */
  profile(): WorkspaceProfile | null;
  /** Everybody who has a passphrase. */
  people(): KnownPerson[];
  /** Milliseconds until another recovery code may be tried. */
  recoveryWaitMs(): number;
  /** Makes the workspace, with the passphrase of its first user. Error: `workspace-exists`. */
  create(
    profile: WorkspaceProfile,
    name: string,
    passphrase: string,
  ): Promise<{ key: Uint8Array; recoveryCode: string }>;
  /**
   * The key, by a user's passphrase. `confirm` may refuse all the same; only `code-wrong` is then a wrong try. Errors:
   * `workspace-missing`, `wait` with `seconds`, `passphrase-wrong` with `seconds` to wait, and those of `confirm`.
   */
  unlock(userId: number, passphrase: string, confirm?: (key: Uint8Array) => void): Promise<Opened>;
  /** The key, by the recovery code. Errors: `workspace-missing`, `wait`, `recovery-code-wrong`. */
  recover(code: string): Promise<Opened>;
  /** Gives a user a passphrase, in place of any before. */
  setPassphrase(person: { id: number; name: string }, key: Uint8Array, passphrase: string): Promise<void>;
  /** Takes a user's passphrase away: nobody opens anything with it any more. */
  removePassphrase(userId: number): void;
  rename(userId: number, name: string): void;
  saveProfile(profile: WorkspaceProfile): void;
  /** Takes over what a backup carried, as the last step of restoring it. Error: `workspace-exists`. */
  adopt(content: WorkspaceFile): void;
  close(): void;
}

/** The file that makes a folder a workspace. */
export function workspaceFileOf(folder: string): string {
  return join(folder, 'workspace.json');
}

/** Takes hold of a workspace folder. Errors: `workspace-in-use`, `workspace-damaged`. */
export function openWorkspace(folder: string, now: () => number): Workspace {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = lockWorkspace(folder);
  const file = workspaceFileOf(folder);
  const attempts = openAttempts(join(folder, 'attempts.json'), now);
  let content: WorkspaceFile | null = null;
  try {
    if (existsSync(file)) content = readWorkspaceFile(file);
  } catch (error) {
    lock.release();
    throw error;
  }

  function existing(): WorkspaceFile {
    if (content === null) throw new AtalayaError('workspace-missing');
    return content;
  }

  function save(next: WorkspaceFile): void {
    writeFileAtomically(file, `${JSON.stringify(next, null, 2)}\n`);
    content = next;
  }

  /** Runs one try at a secret, and lets the next one wait when it was wrong. */
  async function attempt(of: Tried, work: () => Promise<Uint8Array> | Uint8Array): Promise<Opened> {
    existing();
    const waitMs = attempts.waitMs(of);
    if (waitMs > 0) throw new AtalayaError('wait', { seconds: Math.ceil(waitMs / 1000) });
    const failedBefore = attempts.failedSince(of);
    // Counted before it is tried: killing the program in between saves nobody a wait.
    attempts.failed(of);
    try {
      const key = await work();
      attempts.succeeded(of);
      return { key, failedBefore };
    } catch (cause) {
      if (!(cause instanceof AtalayaError)) throw cause;
      if (!wrong.has(cause.code)) attempts.takeBack(of);
      const seconds = Math.ceil(attempts.waitMs(of) / 1000);
      throw new AtalayaError(cause.code, { ...cause.data, seconds }, { cause });
    }
  }

  return {
    folder,
    profile: () => content && { company: content.company, language: content.language },
    people: () =>
      (content?.people ?? []).map(({ id, name }) => ({ id, name, waitMs: Math.ceil(attempts.waitMs(id)) })),
    recoveryWaitMs: () => Math.ceil(attempts.waitMs('recovery')),
    async create({ company, language }, name, passphrase) {
      if (content !== null) throw new AtalayaError('workspace-exists');
      const made = await createKeyring(passphrase);
      const people = [{ id: firstUserId, name }];
      save({ format: 2, company, language, people, keyring: made.keyring });
      return made;
    },
    unlock: (userId, passphrase, confirm) =>
      attempt(userId, async () => {
        const key = await openByPassphrase(existing().keyring, userId, passphrase);
        confirm?.(key);
        return key;
      }),
    recover: (code) => attempt('recovery', () => openByRecoveryCode(existing().keyring, code)),
    async setPassphrase({ id, name }, key, passphrase) {
      const ring = await withPassphrase(existing().keyring, id, key, passphrase);
      const others = existing().people.filter((other) => other.id !== id);
      const people = [...others, { id, name }].toSorted((a, b) => a.id - b.id);
      save({ ...existing(), people, keyring: ring });
      attempts.succeeded(id);
    },
    removePassphrase(userId) {
      const people = existing().people.filter(({ id }) => id !== userId);
      save({ ...existing(), people, keyring: withoutPassphrase(existing().keyring, userId) });
    },
    rename(userId, name) {
      const people = existing().people.map((each) => (each.id === userId ? { ...each, name } : each));
      save({ ...existing(), people });
    },
    saveProfile: ({ company, language }) => save({ ...existing(), company, language }),
    adopt(restored) {
      if (content !== null) throw new AtalayaError('workspace-exists');
      save(restored);
    },
    close: () => lock.release(),
  };
}

function readWorkspaceFile(file: string): WorkspaceFile {
  try {
    return workspaceFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new AtalayaError('workspace-damaged', {}, { cause });
  }
}
