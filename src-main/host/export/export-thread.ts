import { Worker } from 'node:worker_threads';
import { endOfThread } from '#host/thread.ts';
import type { ExportProgress } from '#shared/model/export.ts';
import type { ExportResult } from './run-export.ts';
import type { Counted, Exported, WorkerStart } from './worker-protocol.ts';

/** Counts a selection in a thread of its own. Errors: those of the counting; `cancelled`; an aborted signal's reason. */
export async function countInThread(start: WorkerStart, signal: AbortSignal): Promise<Omit<Counted, 'type'>> {
  signal.throwIfAborted();
  const watch = { signal, stopBy: 'end' } as const;
  const { counts, period } = await endOfThread<ExportProgress, Counted>(openThread(start), watch);
  return { counts, period };
}

/**
 * Writes an export in a thread of its own. Errors: those of the export; `cancelled` once it was told to stop and has
 * left nothing behind; an aborted signal's reason.
 */
export async function exportInThread(
  start: WorkerStart,
  onProgress: (progress: ExportProgress) => void,
  signal: AbortSignal,
): Promise<ExportResult> {
  signal.throwIfAborted();
  const watch = { onProgress, signal, stopBy: 'ask' } as const;
  return (await endOfThread<ExportProgress, Exported>(openThread(start), watch)).result;
}

function openThread(start: WorkerStart): Worker {
  return new Worker(new URL('./export-worker.ts', import.meta.url), { workerData: start });
}
