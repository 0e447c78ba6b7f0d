import { Worker } from 'node:worker_threads';
import { AtalayaError } from '#shared/errors.ts';
import type { BackupProgress } from '#shared/model/backup.ts';
import { stopWord, type BackupResults, type BackupTask, type FromWorker } from './worker-protocol.ts';

/**
 * Does one piece of work in a thread of its own. Errors: those of the work; `cancelled` once it was told to stop and has
 * stopped.
 */
export async function inBackupThread<T extends BackupTask>(
  task: T,
  onProgress: (progress: BackupProgress) => void,
  signal: AbortSignal,
): Promise<BackupResults[T['type']]> {
  if (signal.aborted) throw new AtalayaError('cancelled');
  const worker = new Worker(new URL('./backup-worker.ts', import.meta.url), { workerData: task });
  const stop = () => worker.postMessage(stopWord);
  signal.addEventListener('abort', stop);
  const { promise, resolve, reject } = Promise.withResolvers<FromWorker | null>();
  let last: FromWorker | null = null;
  worker.on('message', (message: FromWorker) => {
    if (message.type === 'progress') onProgress(message.progress);
    else last = message;
  });
  worker.on('error', reject);
  worker.on('exit', () => resolve(last));
  try {
    const answer = await promise;
    // What a kind of task comes to is what `BackupResults` says of it.
    if (answer?.type === 'done') return answer.result as BackupResults[T['type']];
    if (answer?.type !== 'failed') throw new AtalayaError(signal.aborted ? 'cancelled' : 'internal');
    const cause = answer.stack === null ? {} : { cause: new Error(answer.stack) };
    throw new AtalayaError(answer.code, answer.data, cause);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
