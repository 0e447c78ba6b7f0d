import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { archiveFile, mediaFolder } from '#host/archive/archive.ts';
import { failureOf, stopWord, type ThreadWord } from '#host/thread.ts';
import type { BackupProgress } from '#shared/model/backup.ts';
import { assembleDatabase, bringMedia } from './assemble.ts';
import { placeError } from './durable.ts';
import { inspectArchive } from './inspect.ts';
import { filesFolder } from './layout.ts';
import { makeBackup, type BackupSurroundings } from './make-backup.ts';
import { readManifest } from './manifest.ts';
import type { BackupEnd, BackupResults, BackupTask } from './worker-protocol.ts';

/*
 * A thread of its own for one backup, one check or one restore, so that neither capture nor the window waits for disks.
 */

// The desk's own words; see worker-protocol.ts.
const task = workerData as BackupTask;
const stop = new AbortController();
parentPort?.on('message', (word: unknown) => {
  if (word === stopWord) stop.abort();
});

function say(message: ThreadWord<BackupProgress, BackupEnd>): void {
  parentPort?.postMessage(message);
}

const progressMs = 200;
let toldAt = 0;
const surroundings: BackupSurroundings = {
  signal: stop.signal,
  onProgress(progress) {
    const now = performance.now();
    if (now - toldAt < progressMs && progress.done < progress.total) return;
    toldAt = now;
    say({ type: 'progress', progress });
  },
};

async function check({
  set,
  generation,
  key,
  scratch,
}: Extract<BackupTask, { type: 'check' }>): Promise<BackupResults['check']> {
  const begun = performance.now();
  await rm(scratch, { recursive: true, force: true });
  await mkdir(scratch, { recursive: true, mode: 0o700 });
  try {
    const manifest = readManifest(set, generation).require(key);
    const copy = archiveFile(scratch);
    await assembleDatabase(set, generation, manifest, copy, surroundings);
    const found = await inspectArchive(copy, filesFolder(set), key, manifest, surroundings);
    return { generation, ...found, tookMs: Math.round(performance.now() - begun) };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function restore({
  set,
  generation,
  key,
  target,
}: Extract<BackupTask, { type: 'restore' }>): Promise<BackupResults['restore']> {
  const begun = performance.now();
  const manifest = readManifest(set, generation).require(key);
  const draft = join(target, 'archive.part');
  await assembleDatabase(set, generation, manifest, draft, surroundings);
  await bringMedia(set, generation, manifest, mediaFolder(target), surroundings);
  const found = await inspectArchive(draft, mediaFolder(target), key, manifest, surroundings);
  for (const end of ['-wal', '-shm']) await rm(`${draft}${end}`, { force: true });
  await rename(draft, archiveFile(target));
  return { generation, ...found, tookMs: Math.round(performance.now() - begun) };
}

async function run(): Promise<BackupResults[keyof BackupResults]> {
  switch (task.type) {
    case 'backup':
      return makeBackup(task.job, surroundings);
    case 'check':
      return check(task);
    case 'restore':
      return restore(task);
  }
}

try {
  say({ type: 'done', result: await run() });
} catch (error) {
  say(failureOf(placeError(error), stop.signal.aborted));
} finally {
  parentPort?.close();
}
