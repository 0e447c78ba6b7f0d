import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { AtalayaError } from '#shared/errors.ts';
import type { Writer } from '../database.ts';

const copyName = /^archive-before-step-\d+\.db(\.part)?$/;
/** Milliseconds for which a copy is kept once the archive has its new shape. */
const keptMs = 14 * 24 * 60 * 60_000;
/** What stays free beside the copy, for the steps themselves. */
const reserveBytes = 67_108_864;

/**
 * Keeps a copy of an archive as it is before its first step to a new shape; of several, only that of the latest change
 * of shape. Only while nobody else has the archive open. Error: `disk-full` when there is no room for it.
 */
export function keepCopy(writer: Writer, file: string, shape: number): void {
  const copy = join(dirname(file), `archive-before-step-${shape + 1}.db`);
  if (existsSync(copy)) return;
  // The whole archive in the one file: nothing of it in the log.
  writer.sql('pragma wal_checkpoint(truncate)').get();
  const { bavail, bsize } = statfsSync(dirname(file));
  if (bavail * bsize < statSync(file).size + reserveBytes) throw new AtalayaError('disk-full');
  const draft = `${copy}.part`;
  copyFileSync(file, draft, constants.COPYFILE_FICLONE);
  const handle = openSync(draft, 'r+');
  fsyncSync(handle);
  closeSync(handle);
  renameSync(draft, copy);
  removeCopies(dirname(file), (path) => path !== copy);
}

/** Removes the copies of changes of shape that have proved themselves for some time. */
export function removeOldCopies(folder: string, now: number): void {
  removeCopies(folder, (path) => now - statSync(path).mtimeMs > keptMs);
}

function removeCopies(folder: string, goes: (path: string) => boolean): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (copyName.test(name) && goes(path)) rmSync(path, { force: true });
  }
}
