import { Worker } from 'node:worker_threads';
import { endOfThread } from '#host/thread.ts';
import { AtalayaError } from '#shared/errors.ts';
import type { BacktestProgress, BacktestResult } from '#shared/model/backtest.ts';
import type { BacktestEnd, WorkerStart } from './worker-protocol.ts';

/** Runs a back-test in a thread of its own. Errors: those of the back-test; `cancelled` when the signal ended it. */
export async function backtestInThread(
  start: WorkerStart,
  onProgress: (progress: BacktestProgress) => void,
  signal: AbortSignal,
): Promise<BacktestResult> {
  if (signal.aborted) throw new AtalayaError('cancelled');
  const worker = new Worker(new URL('./backtest-worker.ts', import.meta.url), { workerData: start });
  const watch = { onProgress, signal, stopBy: 'end' } as const;
  return (await endOfThread<BacktestProgress, BacktestEnd>(worker, watch)).result;
}
