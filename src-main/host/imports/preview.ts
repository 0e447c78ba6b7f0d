import { setImmediate } from 'node:timers/promises';
import { isInArchive } from '#host/archive/copies.ts';
import type { Reader } from '#host/archive/database.ts';
import { TakenMessages } from '#host/archive/overlap.ts';
import {
  inspectChatExport,
  readChatExport,
  type ReadChatExportOptions,
} from '#host/connectors/chat-export/chat-export.ts';
import type { ImportRequest, ImportRequestFile } from './import-desk.ts';
import { conversationIdOf, findPlace, placeExport, type PlaceFindings } from './placing.ts';

/** How many messages of an export an import would add, and how many the archive has. */
export interface ImportPreview {
  readonly added: number;
  readonly known: number;
}

/** A file, and how it would be imported. */
export type FileRequest = Pick<ImportRequest, 'lineId' | 'zone'> & ImportRequestFile;

/** Compares exports with the archive as an import would, and writes nothing. Each throws what reading the file throws. */
export interface ImportPreviews {
  compare(request: FileRequest, signal: AbortSignal): Promise<ImportPreview>;
  places(request: FileRequest, signal: AbortSignal): Promise<PlaceFindings>;
  close(): Promise<void>;
}

/** Opens previews over an archive: one file after the other, as each reads a whole one. */
export function createImportPreviews(reader: Reader): ImportPreviews {
  const closing = new AbortController();
  let queue: Promise<unknown> = Promise.resolve();

  function inTurn<T>(signal: AbortSignal, work: (either: AbortSignal) => Promise<T>): Promise<T> {
    const either = AbortSignal.any([signal, closing.signal]);
    const done = queue.then(() => work(either));
    queue = done.catch(() => undefined);
    return done;
  }

  return {
    compare: (request, signal) => inTurn(signal, (either) => compare(reader, request, either)),
    places: (request, signal) =>
      inTurn(signal, async (either) =>
        findPlace(reader, request.lineId, request.path, await optionsOf(request, either)),
      ),
    async close() {
      closing.abort();
      await queue;
    },
  };
}

async function optionsOf(
  { path, owner, zone, dateOrder }: FileRequest,
  signal: AbortSignal,
): Promise<ReadChatExportOptions> {
  const info = await inspectChatExport(path, { signal });
  return { info, owner, zone, signal, ...(dateOrder === null ? {} : { dateOrder }) };
}

async function compare(reader: Reader, request: FileRequest, signal: AbortSignal): Promise<ImportPreview> {
  const { lineId, path, place } = request;
  const options = await optionsOf(request, signal);
  const placing = await placeExport(reader, lineId, path, options, place);
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
