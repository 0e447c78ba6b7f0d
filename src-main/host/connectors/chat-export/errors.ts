import { AtalayaError } from '#shared/errors.ts';

/** Throws `cancelled` once the signal has been aborted. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new AtalayaError('cancelled');
}

/** Errors of the file system become `file-unreadable`; others stay as they are. */
export function asReadError(error: unknown): unknown {
  const isSystem = error instanceof Error && 'syscall' in error;
  return isSystem ? new AtalayaError('file-unreadable', { reason: 'system' }, { cause: error }) : error;
}
