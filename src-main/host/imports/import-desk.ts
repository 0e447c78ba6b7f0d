import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Archive } from '#host/archive/archive.ts';
import type { CaptureDesk, CaptureResult } from '#host/archive/capture.ts';
import {
  addUnreadLines,
  beginImport,
  endImport,
  findImported,
  listImports,
  recordImportFile,
  type ImportFileRecord,
  type ImportFileResult,
} from '#host/archive/imports.ts';
import { TakenMessages } from '#host/archive/overlap.ts';
import { getLine } from '#host/archive/lines.ts';
import { readGate, type NoticeGate } from '#host/archive/notices.ts';
import {
  inspectChatExport,
  placeOf,
  readChatExport,
  type ChatExportBatch,
} from '#host/connectors/chat-export/chat-export.ts';
import { placeExport } from './placing.ts';
import { createImportPreviews, type ImportPreview, type PreviewRequest } from './preview.ts';
import type { EventCollector } from '#host/events.ts';
import type { Log } from '#host/log.ts';
import type { ImportFileView, ImportView } from '#shared/contract/imports.ts';
import { AtalayaError } from '#shared/errors.ts';
import type { CapturedMessage } from '#shared/model/capture.ts';
import type { DateOrder } from '#shared/model/chat-export.ts';

/** A file to import, and what the person who imports it said about it. */
export interface ImportRequestFile {
  readonly path: string;
  /** Which of the names in it is the line's employee. */
  readonly owner: string;
  /** Overrules what the file itself tells. */
  readonly dateOrder: DateOrder | null;
}

/** Files to import into one line. */
export interface ImportRequest {
  readonly lineId: number;
  /** IANA zone of the phone that made the exports. */
  readonly zone: string;
  readonly files: readonly ImportRequestFile[];
  /** Why chats are brought in that the notice of the line's employee does not cover. */
  readonly withoutNotice: string | null;
}

/** Brings chat exports into the archive, one import after the other. */
export interface ImportDesk {
  /**
   * Begins an import and returns its id at once; `done` resolves when it has ended, whatever became of it. Errors:
   * `not-found`, `notice-missing` without a stated reason.
   */
  start(request: ImportRequest): { importId: number; done: Promise<void> };
  /** What importing a file would add, compared with what the archive has. Throws what reading the file throws. */
  preview(request: PreviewRequest, signal: AbortSignal): Promise<ImportPreview>;
  /** Stops an import; what it has committed stays. */
  cancel(importId: number): void;
  list(): ImportView[];
  close(): Promise<void>;
}

export interface ImportDeskOptions {
  readonly archive: Archive;
  readonly capture: CaptureDesk;
  readonly events: EventCollector;
  readonly log: Log;
  readonly now: () => number;
}

const nothingYet: ImportFileResult = {
  state: 'waiting',
  error: null,
  conversation_id: null,
  platform: null,
  date_order: null,
  messages: 0,
  system: 0,
  attachments_found: 0,
  attachments_missing: 0,
  duplicates: 0,
  unread: 0,
  flags: 0,
  fingerprint: null,
};

interface Progress {
  readonly result: ImportFileResult;
  readonly bytesDone: number;
  readonly bytesTotal: number;
}

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

/** Opens the desk over an archive. */
export function createImportDesk({ archive, capture, events, log, now }: ImportDeskOptions): ImportDesk {
  const running = new Map<number, AbortController>();
  const progress = new Map<number, Progress>();
  const previews = createImportPreviews(archive.reader);
  let queue: Promise<void> = Promise.resolve();

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
        const { sha256, size } = await archive.media.store(await file.open(), signal);
        records[file.record] = {
          ...record,
          attachment: { ...record.attachment, sha256, size, missing: null },
        };
      }
      yield { ...batch, records };
    }
  }

  const noticeOf = ({ lineId }: ImportRequest): NoticeGate => readGate(archive.reader, lineId, now());

  async function importFile(
    request: ImportRequest,
    { path, owner, dateOrder }: ImportRequestFile,
    fileId: number,
    report: (progress: Progress) => void,
    signal: AbortSignal,
  ): Promise<ImportFileResult> {
    const fingerprint = await fingerprintOf(path, [request.lineId, request.zone, owner, dateOrder], signal);
    const earlier = findImported(archive.reader, fingerprint);
    if (earlier !== undefined) return knownFrom(earlier);
    const info = await inspectChatExport(path, { signal });
    if (request.withoutNotice === null && isBeforeNotice(info.firstLocalTime, noticeOf(request))) {
      throw new AtalayaError('chat-before-notice');
    }
    let result: ImportFileResult = {
      ...nothingYet,
      state: 'running',
      platform: info.platform,
      date_order: dateOrder ?? info.dateOrder,
    };
    const options = { info, owner, zone: request.zone, signal, ...(dateOrder === null ? {} : { dateOrder }) };
    const placing = await placeExport(archive.reader, request.lineId, path, options);
    const taken = new TakenMessages();
    for await (const { records: read, unread, progress, lines } of gather(
      withFiles(readChatExport(path, options), signal),
    )) {
      signal.throwIfAborted();
      const records = read.map((record) => placing.put(record));
      const source = { lineId: request.lineId, live: false, ...(placing.mayOverlap ? { taken } : {}) };
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
    return { ...result, state: 'done', fingerprint };
  }

  async function run(
    request: ImportRequest,
    importId: number,
    fileIds: readonly number[],
    signal: AbortSignal,
  ): Promise<void> {
    const states = new Set<ImportFileView['state']>();
    for (const [index, file] of request.files.entries()) {
      const fileId = fileIds[index];
      if (fileId === undefined) continue;
      const report = (next: Progress) => {
        progress.set(fileId, next);
        events.emit({ type: 'imports.changed', importId });
      };
      report({ result: { ...nothingYet, state: 'running' }, bytesDone: 0, bytesTotal: 0 });
      const result = await importFile(request, file, fileId, report, signal).catch((error: unknown) =>
        failed(progress.get(fileId)?.result ?? nothingYet, error, signal),
      );
      recordImportFile(archive.writer, fileId, result, now());
      progress.delete(fileId);
      states.add(result.state);
    }
    endImport(archive.writer, importId, endState(states));
    events.emit({ type: 'imports.changed', importId });
    events.emit({ type: 'lines.changed' });
  }

  function failed(sofar: ImportFileResult, error: unknown, signal: AbortSignal): ImportFileResult {
    if (signal.aborted) return { ...sofar, state: 'cancelled' };
    const code = error instanceof AtalayaError ? error.code : 'internal';
    log.error({ err: error, code }, 'an import of a chat export failed');
    return { ...sofar, state: 'failed', error: code };
  }

  return {
    start(request) {
      const line = getLine(archive.reader, request.lineId);
      if (request.withoutNotice === null && noticeOf(request).from === null) {
        throw new AtalayaError('notice-missing', { line: line.name });
      }
      const names = request.files.map((file) => basename(file.path));
      const { importId, fileIds } = beginImport(
        archive.writer,
        request.lineId,
        names,
        request.withoutNotice,
        now(),
      );
      const controller = new AbortController();
      running.set(importId, controller);
      events.emit({ type: 'imports.changed', importId });
      const done = queue
        .then(() => run(request, importId, fileIds, controller.signal))
        .catch((error: unknown) => log.error({ err: error }, 'an import could not be recorded'))
        .finally(() => running.delete(importId));
      queue = done;
      return { importId, done };
    },
    preview: previews.compare,
    cancel: (importId) => running.get(importId)?.abort(),
    list() {
      return listImports(archive.reader).map((view) => ({
        ...view,
        files: view.files.map((file) => withProgress(file, progress.get(file.id))),
      }));
    },
    async close() {
      for (const controller of running.values()) controller.abort();
      await Promise.all([queue, previews.close()]);
    },
  };
}

/** Whether a chat begins before the day of the notice, and the employee was not told that such messages are kept. */
function isBeforeNotice(first: string | null, { from, record }: NoticeGate): boolean {
  if (from === 0 || first === null) return false;
  const day = record?.given_on ?? null;
  return day === null || first.slice(0, day.length) < day;
}

/** A file that is in the archive already: everything in it is there, and nothing is read again. */
function knownFrom(earlier: ImportFileRecord): ImportFileResult {
  const { conversation_id, platform, date_order, messages, system, duplicates } = earlier;
  return {
    ...nothingYet,
    state: 'done',
    conversation_id,
    platform,
    date_order,
    duplicates: messages + system + duplicates,
  };
}

/** Tells a file, and how it is understood, from all others. Error: `file-unreadable`. */
async function fingerprintOf(
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

function endState(states: ReadonlySet<ImportFileView['state']>): ImportView['state'] {
  if (states.has('cancelled')) return 'cancelled';
  return states.has('failed') && states.size === 1 ? 'failed' : 'done';
}

function withProgress(file: ImportFileView, progress: Progress | undefined): ImportFileView {
  if (progress === undefined) return file;
  const { result, bytesDone, bytesTotal } = progress;
  return {
    ...file,
    state: result.state,
    bytesDone,
    bytesTotal,
    conversationId: result.conversation_id,
    platform: result.platform,
    dateOrder: result.date_order,
    messages: result.messages,
    system: result.system,
    attachmentsFound: result.attachments_found,
    attachmentsMissing: result.attachments_missing,
    duplicates: result.duplicates,
    unread: result.unread,
    flags: result.flags,
  };
}

function addUp(
  result: ImportFileResult,
  records: readonly CapturedMessage[],
  outcome: CaptureResult,
): ImportFileResult {
  let { messages, system, duplicates } = result;
  let found = result.attachments_found;
  let missing = result.attachments_missing;
  for (const [index, record] of records.entries()) {
    if (outcome.committed[index]?.added !== true) duplicates += 1;
    else if (record.kind === 'system') system += 1;
    else messages += 1;
    if (record.attachment === null) continue;
    if (record.attachment.sha256 === null) missing += 1;
    else found += 1;
  }
  return {
    ...result,
    conversation_id: outcome.conversationIds[0] ?? result.conversation_id,
    messages,
    system,
    duplicates,
    attachments_found: found,
    attachments_missing: missing,
    flags: result.flags + outcome.flags,
  };
}
