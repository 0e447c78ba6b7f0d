import { Worker } from 'node:worker_threads';
import { AtalayaError } from '#shared/errors.ts';
import type { BacktestProgress, BacktestResult } from '#shared/model/backtest.ts';
import type { FromWorker, WorkerStart } from './worker-protocol.ts';

/** Runs a back-test in a thread of its own. Errors: those of the back-test; `cancelled` when the signal ended it. */
export async function backtestInThread(
  start: WorkerStart,
  onProgress: (progress: BacktestProgress) => void,
  signal: AbortSignal,
): Promise<BacktestResult> {
  if (signal.aborted) throw new AtalayaError('cancelled');
  const worker = new Worker(new URL('./backtest-worker.ts', import.meta.url), { workerData: start });
  const end = () => void worker.terminate();
  signal.addEventListener('abort', end);
  try {
    const answer = await lastWord(worker, onProgress);
    if (answer?.type === 'done') return answer.result;
    if (signal.aborted) throw new AtalayaError('cancelled');
    if (answer?.type !== 'failed') throw new AtalayaError('internal');
    const cause = answer.stack === null ? {} : { cause: new Error(answer.stack) };
    throw new AtalayaError(answer.code, answer.data, cause);
  } finally {
    signal.removeEventListener('abort', end);
  }
}

/** What a thread said last, once it has ended. */
function lastWord(
  worker: Worker,
  onProgress: (progress: BacktestProgress) => void,
): Promise<FromWorker | null> {
  const { promise, resolve, reject } = Promise.withResolvers<FromWorker | null>();
  let last: FromWorker | null = null;
  worker.on('message', (message: FromWorker) => {
    if (message.type === 'progress') onProgress(message.progress);
    else last = message;
  });
  worker.on('error', reject);
  worker.on('exit', () => resolve(last));
  return promise;
}
