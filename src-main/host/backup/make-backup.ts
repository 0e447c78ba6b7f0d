import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { archiveFile, mediaFolder } from '#host/archive/archive.ts';
import type { BackupMade, BackupProgress } from '#shared/model/backup.ts';
import { once, openShelves, syncFolder, writeDurably, type Shelves } from './durable.ts';
import { chunksFolder, filesFolder, generationName, generationsFolder } from './layout.ts';
import { partLine, writeManifest, type Manifest } from './manifest.ts';
import { createPool } from './pool.ts';
import { removeOld } from './thinning.ts';

/** What a backup is made of; the archive's file stays as it is until the work is done. */
export interface BackupJob {
  readonly workspace: string;
  readonly key: Uint8Array;
  /** The set's folder, which is there already. */
  readonly set: string;
  readonly startedAt: number;
  /** How much of the archive's file belongs to it, in bytes. */
  readonly databaseBytes: number;
  readonly about: Pick<Manifest, 'shape' | 'workspace' | 'head' | 'messages'>;
  /** On how many days backups are kept. */
  readonly keepDays: number;
}

export interface BackupSurroundings {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: BackupProgress) => void;
}

/** Pages that change lie apart: smaller pieces write less of what did not change, larger ones make fewer files. */
const chunkBytes = 262_144;
/** Files that are written and made durable at once. */
const places = 8;

/** Writes one more backup into a set; those before it stay whole whatever happens. */
export async function makeBackup(
  job: BackupJob,
  { signal, onProgress }: BackupSurroundings,
): Promise<BackupMade> {
  const { set, workspace, key, startedAt } = job;
  const begun = performance.now();
  await mkdir(generationsFolder(set), { recursive: true });
  const list: string[] = [];
  const database = await copyDatabase(job, list, signal, (done) =>
    onProgress({ step: 'database', done, total: job.databaseBytes }),
  );
  const media = await copyMedia(workspace, set, list, signal, (done, total) =>
    onProgress({ step: 'files', done, total }),
  );
  const generation = generationName(startedAt);
  const target = join(generationsFolder(set), generation);
  const listHash = createHash('sha256');
  for (const line of list) listHash.update(line);
  await writeDurably(`${target}.list`, inPieces(list));
  const content: Manifest = {
    format: 1,
    createdAt: startedAt,
    ...job.about,
    database: { bytes: job.databaseBytes, chunkBytes },
    files: { count: media.count, bytes: media.bytes },
    list: listHash.digest('hex'),
  };
  await writeDurably(`${target}.backup`, once(Buffer.from(writeManifest(content, key))));
  await syncFolder(generationsFolder(set));
  await removeOld(set, job.keepDays);
  return {
    generation,
    at: startedAt,
    messages: job.about.messages,
    bytes: job.databaseBytes + media.bytes,
    writtenBytes: database.written + media.written,
    tookMs: Math.round(performance.now() - begun),
  };
}

async function* inPieces(lines: readonly string[]): AsyncGenerator<Uint8Array> {
  const each = 10_000;
  for (let at = 0; at < lines.length; at += each) yield Buffer.from(lines.slice(at, at + each).join(''));
}

/**
 * Cuts the archive's file into pieces of its encrypted bytes and stores those that are not there. A page that did not
 * change is the same bytes as before: each write of a page encrypts it anew, and only that.
 */
async function copyDatabase(
  job: BackupJob,
  list: string[],
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<{ written: number }> {
  const shelves = await openShelves(chunksFolder(job.set));
  const begun = new Set<string>();
  const pool = createPool(places);
  let written = 0;
  // Closing it lets go of the locks that SQLite has on this file by POSIX's rules; workspace.lock keeps others out.
  const source = await open(archiveFile(job.workspace), 'r');
  try {
    for (let at = 0; at < job.databaseBytes; at += chunkBytes) {
      signal.throwIfAborted();
      const bytes = Buffer.alloc(Math.min(chunkBytes, job.databaseBytes - at));
      const { bytesRead } = await source.read(bytes, 0, bytes.length, at);
      if (bytesRead !== bytes.length) throw new Error('the archive is shorter than it should be');
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      list.push(partLine({ type: 'chunk', sha256 }));
      const name = `${sha256.slice(0, 2)}/${sha256.slice(2)}`;
      if (!shelves.names.has(name) && !begun.has(name)) {
        begun.add(name);
        written += bytes.length;
        await pool.add(async () => writeDurably(await shelves.placeFor(name), once(bytes)));
      }
      onProgress(at + bytes.length);
    }
  } finally {
    try {
      await pool.end();
    } finally {
      await source.close();
    }
  }
  await shelves.sync();
  return { written };
}

const mediaName = /^[0-9a-f]{62}$/;

/** Copies the encrypted media that are not there yet. */
async function copyMedia(
  workspace: string,
  set: string,
  list: string[],
  signal: AbortSignal,
  onProgress: (done: number, total: number) => void,
): Promise<{ count: number; bytes: number; written: number }> {
  const shelves = await openShelves(filesFolder(set));
  const folder = mediaFolder(workspace);
  const files = await listMedia(folder);
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const pool = createPool(places);
  let done = 0;
  let written = 0;
  try {
    for (const { name, size } of files) {
      signal.throwIfAborted();
      if (!shelves.names.has(name)) {
        await pool.add(() => copyFile(join(folder, name), name, shelves, signal));
        written += size;
      }
      list.push(partLine({ type: 'file', name, size }));
      done += size;
      onProgress(done, total);
    }
  } finally {
    await pool.end();
  }
  await shelves.sync();
  return { count: files.length, bytes: total, written };
}

async function copyFile(from: string, name: string, shelves: Shelves, signal: AbortSignal): Promise<void> {
  await writeDurably(await shelves.placeFor(name), createReadStream(from, { signal }));
}

async function listMedia(folder: string): Promise<{ name: string; size: number }[]> {
  const files: { name: string; size: number }[] = [];
  const shelves = await readdir(folder).catch(() => []);
  for (const shelf of shelves.filter((name) => /^[0-9a-f]{2}$/.test(name)).sort()) {
    for (const name of (await readdir(join(folder, shelf))).sort()) {
      if (!mediaName.test(name)) continue;
      const { size } = await stat(join(folder, shelf, name));
      files.push({ name: `${shelf}/${name}`, size });
    }
  }
  return files;
}
