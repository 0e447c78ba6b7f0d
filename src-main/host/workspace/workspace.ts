import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AtalayaError } from '#shared/errors.ts';
import { languages, type Language } from '#shared/model/workspace.ts';
import { openAttempts } from './attempts.ts';
import { writeFileAtomically } from './files.ts';
import { createKeyring, keyring, openByPassphrase, openByRecoveryCode, withPassphrase } from './keyring.ts';
import { lockWorkspace } from './lock.ts';

const workspaceFile = z.strictObject({
  format: z.literal(1),
  company: z.string(),
  language: z.enum(languages),
  keyring,
});
type WorkspaceFile = z.output<typeof workspaceFile>;

/** What is known of a workspace before its archive is open. */
export interface WorkspaceProfile {
  readonly company: string;
  readonly language: Language;
}

/** A workspace folder that this process holds. */
export interface Workspace {
  readonly folder: string;
  /** Null until the workspace was made. */
  profile(): WorkspaceProfile | null;
  /** Milliseconds until another passphrase may be tried. */
  waitMs(): number;
  /** Makes the workspace. Error: `workspace-exists`. */
  create(profile: WorkspaceProfile, passphrase: string): Promise<{ key: Uint8Array; recoveryCode: string }>;
  /** The key. Errors: `workspace-missing`, `wait` with `seconds`, `passphrase-wrong` with `seconds` to wait. */
  unlock(passphrase: string): Promise<Uint8Array>;
  /** The key, with a new passphrase from now on. Errors: `workspace-missing`, `wait`, `recovery-code-wrong`. */
  recover(code: string, passphrase: string): Promise<Uint8Array>;
  /** Errors: as `unlock` for the current one. */
  changePassphrase(current: string, passphrase: string): Promise<void>;
  saveProfile(profile: WorkspaceProfile): void;
  close(): void;
}

/** Takes hold of a workspace folder. Errors: `workspace-in-use`, `workspace-damaged`. */
export function openWorkspace(folder: string, now: () => number): Workspace {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = lockWorkspace(folder);
  const file = join(folder, 'workspace.json');
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
  async function attempt(
    work: (ring: WorkspaceFile) => Promise<Uint8Array> | Uint8Array,
  ): Promise<Uint8Array> {
    const workspace = existing();
    const waitMs = attempts.waitMs();
    if (waitMs > 0) throw new AtalayaError('wait', { seconds: Math.ceil(waitMs / 1000) });
    // Counted before it is tried: killing the program in between saves nobody a wait.
    attempts.failed();
    try {
      const key = await work(workspace);
      attempts.succeeded();
      return key;
    } catch (cause) {
      if (!(cause instanceof AtalayaError)) throw cause;
      throw new AtalayaError(cause.code, { seconds: Math.ceil(attempts.waitMs() / 1000) }, { cause });
    }
  }

  return {
    folder,
    profile: () => content && { company: content.company, language: content.language },
    waitMs: () => attempts.waitMs(),
    async create({ company, language }, passphrase) {
      if (content !== null) throw new AtalayaError('workspace-exists');
      const made = await createKeyring(passphrase);
      save({ format: 1, company, language, keyring: made.keyring });
      return made;
    },
    unlock: (passphrase) => attempt(({ keyring: ring }) => openByPassphrase(ring, passphrase)),
    async recover(code, passphrase) {
      const key = await attempt(({ keyring: ring }) => openByRecoveryCode(ring, code));
      save({ ...existing(), keyring: await withPassphrase(existing().keyring, key, passphrase) });
      return key;
    },
    async changePassphrase(current, passphrase) {
      const key = await attempt(({ keyring: ring }) => openByPassphrase(ring, current));
      save({ ...existing(), keyring: await withPassphrase(existing().keyring, key, passphrase) });
    },
    saveProfile: (profile) => save({ ...existing(), ...profile }),
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
