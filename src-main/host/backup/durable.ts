import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AtalayaError } from '#shared/errors.ts';

const draft = /^\.[0-9a-f]{16}$/;

/** Writes a file under another name, makes it durable, and only then gives it its own. */
export async function writeDurably(file: string, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  const temporary = join(dirname(file), `.${randomBytes(8).toString('hex')}`);
  const handle = await open(temporary, 'wx', 0o600);
  try {
    for await (const piece of pieces) await handle.appendFile(piece);
    await handle.sync();
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
  await handle.close();
  await rename(temporary, file);
}

/** One piece as a stream. */
export async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Makes new names in a folder durable. Windows does it by itself, and some network disks can't. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EINVAL')) throw error;
  } finally {
    await handle.close();
  }
}

/** A folder with 256 shelves, `ab/...`: what lies there, and how to put something beside it. */
export interface Shelves {
  readonly names: ReadonlySet<string>;
  /** Path of a name, as `ab/cdef...`; its shelf is made when it is missing. */
  placeFor(name: string): Promise<string>;
  /** Makes all that was put there durable under its name. */
  sync(): Promise<void>;
}

/** Reads what lies on shelves; drafts of a killed run are removed. */
export async function openShelves(folder: string): Promise<Shelves> {
  await mkdir(folder, { recursive: true });
  const names = new Set<string>();
  const made = new Map<string, Promise<unknown>>();
  const touched = new Set<string>();
  for (const shelf of await readdir(folder)) {
    made.set(shelf, Promise.resolve());
    for (const name of await readdir(join(folder, shelf))) {
      if (draft.test(name)) await rm(join(folder, shelf, name), { force: true });
      else names.add(`${shelf}/${name}`);
    }
  }
  return {
    names,
    async placeFor(name) {
      const shelf = dirname(name);
      const making = made.get(shelf) ?? mkdir(join(folder, shelf), { recursive: true });
      made.set(shelf, making);
      touched.add(shelf);
      await making;
      return join(folder, shelf, basename(name));
    },
    async sync() {
      for (const shelf of touched) await syncFolder(join(folder, shelf));
      await syncFolder(folder);
      touched.clear();
    },
  };
}

const fullCodes: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT']);
const goneCodes: ReadonlySet<unknown> = new Set([
  'ENOENT',
  'ENODEV',
  'ENXIO',
  'ENOTCONN',
  'EHOSTDOWN',
  'ESTALE',
]);

/** What is wrong with the place of a backup. Errors: `backup-place-full`, `backup-place-missing`, `backup-place-failed`. */
export function placeError(cause: unknown): unknown {
  if (!(cause instanceof Error) || !('code' in cause) || cause instanceof AtalayaError) return cause;
  if (!('syscall' in cause)) return cause;
  if (fullCodes.has(cause.code)) return new AtalayaError('backup-place-full', {}, { cause });
  if (goneCodes.has(cause.code)) return new AtalayaError('backup-place-missing', {}, { cause });
  return new AtalayaError('backup-place-failed', {}, { cause });
}
