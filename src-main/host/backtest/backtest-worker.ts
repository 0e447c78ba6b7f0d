import { parentPort, workerData } from 'node:worker_threads';
import { archiveFile } from '#host/archive/archive.ts';
import { openSnapshot } from '#host/archive/database.ts';
import { failureOf, type ThreadWord } from '#host/thread.ts';
import type { BacktestProgress } from '#shared/model/backtest.ts';
import { runBacktest } from './run-backtest.ts';
import type { BacktestEnd, WorkerStart } from './worker-protocol.ts';

/*
 * A thread of its own for one back-test, with its own connection, so that neither capture nor the window ever waits
 * for it. It only reads: it is stopped by ending it.
 */

// The desk's own words; see worker-protocol.ts.
const { workspace, key, job } = workerData as WorkerStart;

/** Milliseconds between two words about how far it is. */
const progressEvery = 100;

function say(message: ThreadWord<BacktestProgress, BacktestEnd>): void {
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
  say(failureOf(error, false));
} finally {
  parentPort?.close();
}
