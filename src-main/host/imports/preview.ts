import { setImmediate } from 'node:timers/promises';
import { isInArchive } from '#host/archive/copies.ts';
import type { Reader } from '#host/archive/database.ts';
import { TakenMessages } from '#host/archive/overlap.ts';
import { inspectChatExport, readChatExport } from '#host/connectors/chat-export/chat-export.ts';
import type { ImportRequest, ImportRequestFile } from './import-desk.ts';
import { conversationIdOf, placeExport } from './placing.ts';

/** How many messages of an export an import would add, and how many the archive has. */
export interface ImportPreview {
  readonly added: number;
  readonly known: number;
}

/** A file, and how it would be imported. */
export type PreviewRequest = Pick<ImportRequest, 'lineId' | 'zone'> & ImportRequestFile;

/** Compares exports with the archive as an import would, and writes nothing. */
export interface ImportPreviews {
  /** One file after the other, as each reads a whole one. Throws what reading it throws. */
  compare(request: PreviewRequest, signal: AbortSignal): Promise<ImportPreview>;
  close(): Promise<void>;
}

/** Opens previews over an archive. */
export function createImportPreviews(reader: Reader): ImportPreviews {
  const closing = new AbortController();
  let queue: Promise<unknown> = Promise.resolve();
  return {
    compare(request, signal) {
      const either = AbortSignal.any([signal, closing.signal]);
      const done = queue.then(() => compare(reader, request, either));
      queue = done.catch(() => undefined);
      return done;
    },
    async close() {
      closing.abort();
      await queue;
    },
  };
}

async function compare(
  reader: Reader,
  { lineId, zone, path, owner, dateOrder }: PreviewRequest,
  signal: AbortSignal,
): Promise<ImportPreview> {
  const info = await inspectChatExport(path, { signal });
  const options = { info, owner, zone, signal, ...(dateOrder === null ? {} : { dateOrder }) };
  const placing = await placeExport(reader, lineId, path, options);
  const taken = new TakenMessages();
  let added = 0;
  let known = 0;
  for await (const { records } of readChatExport(path, options)) {
    for (const record of records) {
      const message = placing.put(record);
      const conversationId = placing.mayOverlap
        ? conversationIdOf(reader, lineId, message.conversation.key)
        : undefined;
      if (conversationId !== undefined && isInArchive(reader, conversationId, message, taken)) known++;
      else added++;
    }
    // Between batches everybody else has a turn.
    await setImmediate();
  }
  return { added, known };
}
