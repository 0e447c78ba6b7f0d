import { setImmediate } from 'node:timers/promises';
import type { Archive } from '#host/archive/archive.ts';
import type { CaptureDesk } from '#host/archive/capture.ts';
import { keepApart } from '#host/archive/contacts/exported-people.ts';
import { addUnreadLines, findImported, type ImportFileResult } from '#host/archive/imports.ts';
import { readGate, type NoticeGate } from '#host/archive/notices.ts';
import { TakenMessages } from '#host/archive/overlap.ts';
import {
  conversationOf,
  inspectChatExport,
  readChatExport,
  type ChatExportBatch,
} from '#host/connectors/chat-export/chat-export.ts';
import type { EventCollector } from '#host/events.ts';
import type { CapturedAttachment } from '#shared/model/capture.ts';
import { AtalayaError } from '#shared/errors.ts';
import { namesOfKey } from '#shared/model/exclusion.ts';
import { addUp, knownFrom, nothingYet, type Progress } from './file-result.ts';
import type { ImportRequest, ImportRequestFile } from './import-desk.ts';
import { fingerprintOf } from './fingerprint.ts';
import { placeExport } from './placing.ts';

/** How many records one commit takes: few enough that everybody else has a turn often, many enough to be cheap. */
const recordsPerCommit = 3000;

type Gathered = Pick<ChatExportBatch, 'records' | 'unread' | 'progress' | 'lines'>;

/** Puts batches together until they are worth a commit. */
async function* gather(batches: AsyncIterable<Gathered>): AsyncGenerator<Gathered> {
  let gathered: Gathered | null = null;
  for await (const batch of batches) {
    gathered =
      gathered === null
        ? batch
        : {
            ...batch,
            records: [...gathered.records, ...batch.records],
            unread: [...gathered.unread, ...batch.unread],
          };
    if (gathered.records.length < recordsPerCommit) continue;
    yield gathered;
    gathered = null;
  }
  if (gathered !== null) yield gathered;
}

interface FileImporterOptions {
  readonly archive: Archive;
  readonly capture: CaptureDesk;
  readonly events: EventCollector;
  readonly now: () => number;
}

/** A file to bring in, as part of its import. */
export interface FileToImport {
  readonly request: ImportRequest;
  readonly file: ImportRequestFile;
  /** Its row among the imported files. */
  readonly fileId: number;
}

/** Brings one file into the archive, in commits of a few thousand messages; throws what reading it throws. */
export type FileImporter = (
  file: FileToImport,
  report: (progress: Progress) => void,
  signal: AbortSignal,
) => Promise<ImportFileResult>;

/** Opens the way of files into an archive. */
export function createFileImporter({ archive, capture, events, now }: FileImporterOptions): FileImporter {
  /** One file that can't be read does not keep the rest of the chat out. */
  async function storeUnlessDamaged(
    file: ChatExportBatch['files'][number],
    signal: AbortSignal,
  ): Promise<Pick<CapturedAttachment, 'sha256' | 'size' | 'missing'>> {
    try {
      return { ...(await archive.media.store(await file.open(), signal)), missing: null };
    } catch (error) {
      if (!(error instanceof AtalayaError && error.code === 'file-unreadable')) throw error;
      return { sha256: null, size: file.size, missing: 'damaged' };
    }
  }

  /** Stores the files that come with messages, and names them in the messages. */
  async function* withFiles(
    batches: AsyncIterable<ChatExportBatch>,
    signal: AbortSignal,
  ): AsyncGenerator<Gathered> {
    for await (const { files, ...batch } of batches) {
      const records = [...batch.records];
      for (const file of files) {
        const record = records[file.record];
        if (record?.attachment == null) continue;
        const stored = await storeUnlessDamaged(file, signal);
        records[file.record] = { ...record, attachment: { ...record.attachment, ...stored } };
      }
      yield { ...batch, records };
    }
  }

  return async ({ request, file: { path, owner, dateOrder, place }, fileId }, report, signal) => {
    const { lineId, zone } = request;
    const fingerprint = await fingerprintOf(
      path,
      [lineId, zone, owner, dateOrder, ...(place === null ? [] : [place])],
      signal,
    );
    const earlier = findImported(archive.reader, fingerprint);
    if (earlier !== undefined) return knownFrom(earlier);
    const info = await inspectChatExport(path, { signal });
    if (
      request.withoutNotice === null &&
      isBeforeNotice(info.firstLocalTime, readGate(archive.reader, lineId, now()))
    ) {
      throw new AtalayaError('chat-before-notice');
    }
    let result: ImportFileResult = {
      ...nothingYet,
      state: 'running',
      platform: info.platform,
      date_order: dateOrder ?? info.dateOrder,
      damage: info.damage,
    };
    const options = { info, owner, zone, signal, ...(dateOrder === null ? {} : { dateOrder }) };
    const placing = await placeExport(archive.reader, lineId, path, options, place);
    const keys = [placing.key, conversationOf(info, owner).key];
    if (archive.exclusions.find(lineId, keys.flatMap(namesOfKey)) !== null)
      throw new AtalayaError('chat-private');
    const taken = new TakenMessages();
    for await (const { records: read, unread, progress, lines } of gather(
      withFiles(readChatExport(path, options), signal),
    )) {
      signal.throwIfAborted();
      const records = read.map((record) => placing.put(record));
      const source = { lineId, live: false, ...(placing.mayOverlap ? { taken } : {}) };
      const outcome = capture.commit(source, records);
      addUnreadLines(
        archive.writer,
        fileId,
        unread.map(({ line, text }) => ({ number: line, text })),
      );
      result = { ...addUp(result, records, outcome), unread: lines.unread + lines.cut };
      report({ result, bytesDone: progress.done, bytesTotal: progress.total });
      events.emit({ type: 'inbox.changed', conversationIds: outcome.conversationIds });
      if (outcome.flags > 0) events.emit({ type: 'review.changed' });
      if (outcome.contactsChanged) events.emit({ type: 'contacts.changed' });
      // Between batches everybody else has a turn.
      await setImmediate();
    }
    if (place === 'new' && result.conversation_id !== null) {
      const conversationId = result.conversation_id;
      archive.writer.transaction(() => keepApart(archive.writer, lineId, conversationId, now()));
    }
    return { ...result, state: 'done', fingerprint };
  };
}

/** Whether a chat begins before the day of the notice, and the employee was not told that such messages are kept. */
function isBeforeNotice(first: string | null, { from, record }: NoticeGate): boolean {
  if (from === 0 || first === null) return false;
  const day = record?.given_on ?? null;
  return day === null || first.slice(0, day.length) < day;
}
