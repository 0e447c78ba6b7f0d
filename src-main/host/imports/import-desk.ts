import { basename } from 'node:path';
import type { Archive } from '#host/archive/archive.ts';
import type { CaptureDesk } from '#host/archive/capture.ts';
import {
  beginImport,
  endImport,
  listImports,
  recordImportFile,
  type ImportFileResult,
} from '#host/archive/imports.ts';
import { getLine } from '#host/archive/lines.ts';
import { readGate } from '#host/archive/notices.ts';
import type { EventCollector } from '#host/events.ts';
import type { Log } from '#host/log.ts';
import type { ImportFileView, ImportView } from '#shared/contract/imports.ts';
import { AtalayaError } from '#shared/errors.ts';
import type { DateOrder } from '#shared/model/chat-export.ts';
import { nothingYet, withProgress, type Progress } from './file-result.ts';
import { createFileImporter } from './import-file.ts';
import type { PlaceAnswer, PlaceFindings } from './placing.ts';
import { createImportPreviews, type FileRequest, type ImportPreview } from './preview.ts';

/** A file to import, and what the person who imports it said about it. */
export interface ImportRequestFile {
  readonly path: string;
  /** Which of the names in it is the line's employee. */
  readonly owner: string;
  /** Overrules what the file itself tells. */
  readonly dateOrder: DateOrder | null;
  /** Where it belongs, if a person said so. */
  readonly place: PlaceAnswer;
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
  preview(request: FileRequest, signal: AbortSignal): Promise<ImportPreview>;
  /** Where a file belongs, or may belong. Throws what reading the file throws. */
  places(request: FileRequest, signal: AbortSignal): Promise<PlaceFindings>;
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

/** Opens the desk over an archive. */
export function createImportDesk({ archive, capture, events, log, now }: ImportDeskOptions): ImportDesk {
  const running = new Map<number, AbortController>();
  const progress = new Map<number, Progress>();
  const previews = createImportPreviews(archive.reader);
  const importFile = createFileImporter({ archive, capture, events, now });
  let queue: Promise<void> = Promise.resolve();

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
      const result = await importFile({ request, file, fileId }, report, signal).catch((error: unknown) =>
        failed(progress.get(fileId)?.result ?? nothingYet, error, signal),
      );
      recordImportFile(archive.writer, fileId, result, now());
      progress.delete(fileId);
      states.add(result.state);
    }
    endImport(archive.writer, importId, endState(states), now());
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
      if (request.withoutNotice === null && readGate(archive.reader, line.id, now()).from === null) {
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
    places: previews.places,
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

function endState(states: ReadonlySet<ImportFileView['state']>): ImportView['state'] {
  if (states.has('cancelled')) return 'cancelled';
  return states.has('failed') && states.size === 1 ? 'failed' : 'done';
}
