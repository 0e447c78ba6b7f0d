import { Worker } from 'node:worker_threads';
import { AtalayaError } from '#shared/errors.ts';
import type { ExportProgress } from '#shared/model/export.ts';
import type { ExportResult } from './run-export.ts';
import { stopWord, type FromWorker, type WorkerStart } from './worker-protocol.ts';

type Counted = Omit<Extract<FromWorker, { type: 'counted' }>, 'type'>;

/** Counts a selection in a thread of its own. Errors: those of the counting; an aborted signal's reason. */
export async function countInThread(start: WorkerStart, signal: AbortSignal): Promise<Counted> {
  const worker = openThread(start);
  // It only reads: it can be ended at any moment.
  const end = () => void worker.terminate();
  signal.addEventListener('abort', end);
  try {
    signal.throwIfAborted();
    const answer = await lastWord(worker, () => undefined);
    if (answer?.type !== 'counted') throw failure(answer, signal);
    return { counts: answer.counts, period: answer.period };
  } finally {
    signal.removeEventListener('abort', end);
  }
}

/**
 * Writes an export in a thread of its own. Errors: those of the export; `cancelled` once it was told to stop and has
 * left nothing behind.
 */
export async function exportInThread(
  start: WorkerStart,
  onProgress: (progress: ExportProgress) => void,
  signal: AbortSignal,
): Promise<ExportResult> {
  signal.throwIfAborted();
  const worker = openThread(start);
  const stop = () => worker.postMessage(stopWord);
  signal.addEventListener('abort', stop);
  try {
    const answer = await lastWord(worker, onProgress);
    if (answer?.type !== 'done') throw failure(answer, signal);
    return answer.result;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function openThread(start: WorkerStart): Worker {
  return new Worker(new URL('./export-worker.ts', import.meta.url), { workerData: start });
}

/** What a thread said last, once it has ended. */
function lastWord(
  worker: Worker,
  onProgress: (progress: ExportProgress) => void,
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

function failure(answer: FromWorker | null, signal: AbortSignal): unknown {
  if (answer?.type === 'failed') {
    const cause = answer.stack === null ? {} : { cause: new Error(answer.stack) };
    return new AtalayaError(answer.code, answer.data, cause);
  }
  return signal.aborted ? new AtalayaError('cancelled') : new AtalayaError('internal');
}
