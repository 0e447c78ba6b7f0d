import { Worker } from 'node:worker_threads';
import { endOfThread } from '#host/thread.ts';
import { AtalayaError } from '#shared/errors.ts';
import type { BackupProgress } from '#shared/model/backup.ts';
import type { BackupEnd, BackupResults, BackupTask } from './worker-protocol.ts';

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
  const watch = { onProgress, signal, stopBy: 'ask' } as const;
  const { result } = await endOfThread<BackupProgress, BackupEnd>(worker, watch);
  // What a kind of task comes to is what `BackupResults` says of it.
  return result as BackupResults[T['type']];
}
