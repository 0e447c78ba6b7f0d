import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { placeOf } from '#host/connectors/chat-export/chat-export.ts';
import { AtalayaError } from '#shared/errors.ts';

/** Tells a file, and how it is understood, from all others. Error: `file-unreadable`. */
export async function fingerprintOf(
  path: string,
  understoodAs: readonly (string | number | null)[],
  signal: AbortSignal,
): Promise<string> {
  const { file, inside } = await placeOf(path);
  const content = createHash('sha256').update(
    JSON.stringify(inside === null ? understoodAs : [...understoodAs, inside]),
  );
  try {
    for await (const piece of createReadStream(file, { signal, highWaterMark: 1 << 20 }))
      content.update(piece);
  } catch (cause) {
    signal.throwIfAborted();
    throw new AtalayaError('file-unreadable', { reason: 'system' }, { cause });
  }
  return content.digest('hex');
}
