import { existsSync, renameSync, rmSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { archiveFile, mediaFolder } from '#host/archive/archive.ts';
import { openSnapshot } from '#host/archive/database.ts';
import { openMediaReader } from '#host/archive/media.ts';
import { failureOf, type ThreadWord } from '#host/thread.ts';
import { AtalayaError } from '#shared/errors.ts';
import type { ExportProgress } from '#shared/model/export.ts';
import { openOutput, outputError } from './output.ts';
import { packZip } from './pack.ts';
import { countSelection, runExport, type ExportResult } from './run-export.ts';
import { workspaceSignature } from './signature.ts';
import type { Counted, Exported, WorkerStart } from './worker-protocol.ts';

/*
 * A thread of its own for one export or one preview, with its own connection, so that neither capture nor the window
 * ever waits for it.
 */

// The desk's own words; see worker-protocol.ts.
const { workspace, key, task } = workerData as WorkerStart;
const stop = new AbortController();
parentPort?.on('message', () => stop.abort());

function say(message: ThreadWord<ExportProgress, Counted | Exported>): void {
  parentPort?.postMessage(message);
}

async function writeExport(started: Extract<WorkerStart['task'], { type: 'export' }>): Promise<ExportResult> {
  const { job, target, draft, password, fonts, verifier } = started;
  if (existsSync(target)) throw new AtalayaError('folder-unwritable');
  const snapshot = openSnapshot(archiveFile(workspace), key);
  const output = openOutput(draft, password !== null);
  try {
    const result = await runExport(job, {
      reader: snapshot.reader,
      media: openMediaReader(mediaFolder(workspace), key),
      output,
      fonts,
      signature: workspaceSignature(key),
      verifier,
      signal: stop.signal,
      onProgress: (progress) => say({ type: 'progress', progress }),
    });
    if (password !== null) {
      const onProgress = (progress: ExportProgress) => say({ type: 'progress', progress });
      await packZip(output, `${draft}.zip`, password, onProgress, stop.signal);
    }
    output.close();
    renameSync(password === null ? draft : `${draft}.zip`, target);
    if (password !== null) rmSync(draft, { recursive: true, force: true });
    return result;
  } catch (cause) {
    output.close();
    for (const each of [draft, `${draft}.zip`]) rmSync(each, { recursive: true, force: true });
    throw outputError(cause);
  } finally {
    snapshot.close();
  }
}

function count({ scope, now }: Extract<WorkerStart['task'], { type: 'count' }>): void {
  const snapshot = openSnapshot(archiveFile(workspace), key);
  try {
    const { selection, counts } = countSelection(snapshot.reader, scope, now);
    say({ type: 'counted', counts, period: selection.period });
  } finally {
    snapshot.close();
  }
}

try {
  if (task.type === 'count') count(task);
  else say({ type: 'done', result: await writeExport(task) });
} catch (error) {
  say(failureOf(error, stop.signal.aborted));
} finally {
  parentPort?.close();
}
