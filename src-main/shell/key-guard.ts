import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { safeStorage } from 'electron';

/** Keeps a copy of the workspace key where the operating system really protects it, so that capture starts with the PC. */
export interface KeyGuard {
  /** The guarded key; null when there is none, or nothing to guard it with. */
  read(): Uint8Array | null;
  keep(key: Uint8Array): void;
}

/** Linux without a key ring falls back to a fixed password in the program, which protects nothing. */
function isProtected(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text';
}

/** The guard of a workspace folder. */
export function createKeyGuard(folder: string): KeyGuard {
  const file = join(folder, 'key.guarded');
  return {
    read() {
      if (!isProtected()) return null;
      try {
        return Buffer.from(safeStorage.decryptString(readFileSync(file)), 'base64');
      } catch {
        return null;
      }
    },
    keep(key) {
      if (!isProtected()) {
        rmSync(file, { force: true });
        return;
      }
      writeFileSync(file, safeStorage.encryptString(Buffer.from(key).toString('base64')), { mode: 0o600 });
    },
  };
}
