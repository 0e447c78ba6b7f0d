import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AtalayaError } from '#shared/errors.ts';
import type { BackupSurroundings } from './make-backup.ts';
import { openShelves, writeDurably } from './durable.ts';
import { chunksFolder, filesFolder } from './layout.ts';
import { readList, type Manifest } from './manifest.ts';

/**
 * Puts the database of a backup together again, each piece checked against its hash. A piece that is not what it should
 * be is removed, so that the next backup stores it anew. Error: `backup-damaged`.
 */
export async function assembleDatabase(
  set: string,
  generation: string,
  manifest: Manifest,
  target: string,
  { signal, onProgress }: BackupSurroundings,
): Promise<void> {
  const output = await open(target, 'w', 0o600);
  let done = 0;
  try {
    for await (const part of readList(set, generation, manifest)) {
      signal.throwIfAborted();
      if (part.type !== 'chunk') continue;
      const file = join(chunksFolder(set), part.sha256.slice(0, 2), part.sha256.slice(2));
      const bytes = await readChunk(file);
      if (createHash('sha256').update(bytes).digest('hex') !== part.sha256) {
        await rm(file, { force: true });
        throw new AtalayaError('backup-damaged', { what: 'database' });
      }
      await output.appendFile(bytes);
      done += bytes.length;
      onProgress({ step: 'assembling', done, total: manifest.database.bytes });
    }
    await output.sync();
  } finally {
    await output.close();
  }
  if (done !== manifest.database.bytes) throw new AtalayaError('backup-damaged', { what: 'database' });
}

async function readChunk(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')
      throw new AtalayaError('backup-damaged', { what: 'database' }, { cause });
    throw cause;
  }
}

/** Copies the media of a backup into a workspace's folder for them; resolves with how many the backup has lost. */
export async function bringMedia(
  set: string,
  generation: string,
  manifest: Manifest,
  target: string,
  { signal, onProgress }: BackupSurroundings,
): Promise<number> {
  await mkdir(target, { recursive: true });
  const shelves = await openShelves(target);
  let missing = 0;
  let done = 0;
  for await (const part of readList(set, generation, manifest)) {
    signal.throwIfAborted();
    if (part.type !== 'file') continue;
    const source = join(filesFolder(set), part.name);
    const found = await stat(source).catch(() => null);
    if (found?.size !== part.size) missing += 1;
    else if (!shelves.names.has(part.name))
      await writeDurably(await shelves.placeFor(part.name), createReadStream(source, { signal }));
    done += part.size;
    onProgress({ step: 'files', done, total: manifest.files.bytes });
  }
  await shelves.sync();
  return missing;
}
