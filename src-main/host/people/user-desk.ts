import type { Archive } from '#host/archive/archive.ts';
import {
  addUser,
  disableUser,
  readCodeSecret,
  readUser,
  recordOwnPassphrase,
  resetUser,
  setSecondFactor,
  updateUser,
  useCode,
  type UserDetails,
} from '#host/archive/people/users.ts';
import type { Workspace } from '#host/workspace/workspace.ts';
import { AtalayaError } from '#shared/errors.ts';
import { estimatePassphrase } from '#shared/model/passphrase.ts';
import { codeAddress, newCodeSecret, stepOfCode } from './one-time-code.ts';

/**
 * The people who sign in: what they may do lies in the archive, their passphrases in the keyring beside it. A second
 * factor is asked for by the host before it lets somebody in; the archive's key is wrapped by the passphrase alone, so
 * it keeps out who knows a passphrase and sits at the window, not who takes the disk and the passphrase along.
 */
export interface UserDesk {
  /** Errors: `passphrase-weak`, `name-taken`. Returns the id. */
  add(details: UserDetails, passphrase: string): Promise<number>;
  /** Errors: `not-found`, `name-taken`, `last-owner`. */
  update(id: number, details: UserDetails): void;
  /** Errors: `not-found`, `last-owner`. */
  disable(id: number): void;
  /** Gives somebody a new passphrase to begin with, without a second factor. Errors: `not-found`, `passphrase-weak`. */
  reset(id: number, passphrase: string): Promise<void>;
  /** Refuses whoever may not come in, by their right passphrase. Errors: `forbidden`, `code-needed`, `code-wrong`. */
  admit(id: number, code: string | null): void;
  /** Errors: `passphrase-weak`, `passphrase-same`, and those of `Workspace.unlock`. */
  changePassphrase(id: number, current: string, passphrase: string): Promise<void>;
  /** An owner has come in by the recovery code. Errors: `forbidden` for anybody else, `passphrase-weak`. */
  recover(id: number, passphrase: string): Promise<void>;
  /** A secret for an authenticator app, which counts once a code of it was typed. */
  beginSecondFactor(id: number): { secret: string; address: string };
  /** Error: `code-wrong`. */
  confirmSecondFactor(id: number, code: string): void;
  /** Errors: those of `Workspace.unlock`. */
  removeSecondFactor(id: number, passphrase: string): Promise<void>;
}

export interface UserDeskOptions {
  readonly workspace: Workspace;
  readonly archive: Archive;
  readonly key: Uint8Array;
  readonly now: () => number;
}

/** The desk over an open archive. */
export function createUserDesk({ workspace, archive, key, now }: UserDeskOptions): UserDesk {
  const { reader, writer } = archive;
  const offered = new Map<number, string>();

  return {
    async add(details, passphrase) {
      refuseWeak(passphrase);
      const id = addUser(writer, details, now());
      await workspace.setPassphrase({ id, name: details.name }, key, passphrase);
      return id;
    },
    update(id, details) {
      updateUser(writer, id, details, now());
      workspace.rename(id, details.name);
    },
    disable(id) {
      disableUser(writer, id, now());
      workspace.removePassphrase(id);
    },
    async reset(id, passphrase) {
      refuseWeak(passphrase);
      resetUser(writer, id, now());
      await workspace.setPassphrase(readUser(reader, id), key, passphrase);
    },
    admit(id, code) {
      if (readUser(reader, id).disabled) throw new AtalayaError('forbidden');
      const factor = readCodeSecret(reader, id);
      if (factor === null) return;
      if (code === null) throw new AtalayaError('code-needed');
      const step = stepOfCode(factor.secret, code, factor.step, now());
      if (step === null) throw new AtalayaError('code-wrong');
      useCode(writer, id, step);
    },
    async changePassphrase(id, current, passphrase) {
      refuseWeak(passphrase);
      if (current === passphrase) throw new AtalayaError('passphrase-same');
      await workspace.unlock(id, current);
      await workspace.setPassphrase(readUser(reader, id), key, passphrase);
      recordOwnPassphrase(writer, id, now());
    },
    async recover(id, passphrase) {
      refuseWeak(passphrase);
      const user = readUser(reader, id);
      if (user.role !== 'owner' || user.disabled) throw new AtalayaError('forbidden');
      await workspace.setPassphrase(user, key, passphrase);
      if (user.hasSecondFactor) setSecondFactor(writer, id, null, now());
      recordOwnPassphrase(writer, id, now());
    },
    beginSecondFactor(id) {
      const secret = newCodeSecret();
      offered.set(id, secret);
      const company = workspace.profile()?.company ?? '';
      return { secret, address: codeAddress(secret, company, readUser(reader, id).name) };
    },
    confirmSecondFactor(id, code) {
      const secret = offered.get(id);
      const step = secret === undefined ? null : stepOfCode(secret, code, 0, now());
      if (secret === undefined || step === null) throw new AtalayaError('code-wrong');
      setSecondFactor(writer, id, { secret, step }, now());
      offered.delete(id);
    },
    async removeSecondFactor(id, passphrase) {
      await workspace.unlock(id, passphrase);
      setSecondFactor(writer, id, null, now());
    },
  };
}

/** Error: `passphrase-weak`. */
export function refuseWeak(passphrase: string): void {
  if (estimatePassphrase(passphrase).strength === 'weak') throw new AtalayaError('passphrase-weak');
}
