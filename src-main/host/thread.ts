import type { Worker } from 'node:worker_threads';
import { AtalayaError, type ErrorCode, type ErrorData } from '#shared/errors.ts';

/** That the work of a thread failed; after it the thread ends. */
export interface Failed {
  readonly type: 'failed';
  readonly code: ErrorCode;
  readonly data: ErrorData;
  /** For the log, of what nobody expected. */
  readonly stack: string | null;
}

/** What a thread says: how far it is, and at last what it came to or that it failed. */
export type ThreadWord<Progress, End extends { readonly type: string }> =
  | { readonly type: 'progress'; readonly progress: Progress }
  | Failed
  | End;

/** The only thing that a thread is told once it works: to stop, and to leave nothing half done. */
export const stopWord = 'stop';

/** How a thread is watched. */
export interface ThreadWatch<Progress> {
  readonly onProgress?: (progress: Progress) => void;
  readonly signal: AbortSignal;
  /** `ask`: it has something to put away first. `end`: it only reads. */
  readonly stopBy: 'ask' | 'end';
}

/**
 * Waits for what a thread that was just started comes to. Errors: those of its work; `cancelled` when the signal stopped
 * it; `internal` when it ended without a word.
 */
export async function endOfThread<Progress, End extends { readonly type: string }>(
  worker: Worker,
  { onProgress = () => undefined, signal, stopBy }: ThreadWatch<Progress>,
): Promise<End> {
  const stop = () => void (stopBy === 'ask' ? worker.postMessage(stopWord) : worker.terminate());
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let end: End | null = null;
  let failed: Failed | null = null;
  worker.on('message', (word: ThreadWord<Progress, End>) => {
    if (isProgress(word)) onProgress(word.progress);
    else if (isFailed(word)) failed = word;
    else end = word;
  });
  worker.on('error', reject);
  worker.on('exit', () => resolve());
  try {
    await promise;
  } finally {
    signal.removeEventListener('abort', stop);
  }
  if (end !== null) return end;
  throw errorOf(failed, signal);
}

type Word<Progress, End extends { readonly type: string }> = ThreadWord<Progress, End>;

function isProgress<Progress, End extends { readonly type: string }>(
  word: Word<Progress, End>,
): word is Extract<Word<Progress, End>, { readonly progress: Progress }> {
  return word.type === 'progress';
}

function isFailed<Progress, End extends { readonly type: string }>(
  word: Word<Progress, End>,
): word is Extract<Word<Progress, End>, Failed> {
  return word.type === 'failed';
}

function errorOf(failed: Failed | null, signal: AbortSignal): AtalayaError {
  if (failed === null) return new AtalayaError(signal.aborted ? 'cancelled' : 'internal');
  const cause = failed.stack === null ? {} : { cause: new Error(failed.stack) };
  return new AtalayaError(failed.code, failed.data, cause);
}

/** What a thread says of an error that ends its work; whatever it is once it was told to stop, it is `cancelled`. */
export function failureOf(error: unknown, isStopped: boolean): Failed {
  const known = error instanceof AtalayaError ? error : null;
  const cause = known === null ? error : known.cause;
  return {
    type: 'failed',
    code: isStopped ? 'cancelled' : (known?.code ?? 'internal'),
    data: known?.data ?? {},
    stack: cause instanceof Error ? (cause.stack ?? null) : null,
  };
}
