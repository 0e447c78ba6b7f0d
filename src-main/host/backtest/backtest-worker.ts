import { parentPort, workerData } from 'node:worker_threads';
import { archiveFile } from '#host/archive/archive.ts';
import { openSnapshot } from '#host/archive/database.ts';
import { AtalayaError } from '#shared/errors.ts';
import { runBacktest } from './run-backtest.ts';
import type { FromWorker, WorkerStart } from './worker-protocol.ts';

/*
 * A thread of its own for one back-test, with its own connection, so that neither capture nor the window ever waits
 * for it. It only reads: it is stopped by ending it.
 */

// The desk's own words; see worker-protocol.ts.
const { workspace, key, job } = workerData as WorkerStart;

/** Milliseconds between two words about how far it is. */
const progressEvery = 100;

function say(message: FromWorker): void {
  parentPort?.postMessage(message);
}

let saidAt = 0;
try {
  const snapshot = openSnapshot(archiveFile(workspace), key);
  try {
    const result = runBacktest(snapshot.reader, job, (progress) => {
      if (performance.now() - saidAt < progressEvery) return;
      saidAt = performance.now();
      say({ type: 'progress', progress });
    });
    say({ type: 'done', result });
  } finally {
    snapshot.close();
  }
} catch (error) {
  const known = error instanceof AtalayaError ? error : null;
  const stack = known === null && error instanceof Error ? (error.stack ?? null) : null;
  say({ type: 'failed', code: known?.code ?? 'internal', data: known?.data ?? {}, stack });
} finally {
  parentPort?.close();
}
