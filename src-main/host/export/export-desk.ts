import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Archive } from '#host/archive/archive.ts';
import { currentContact } from '#host/archive/contacts/identities.ts';
import { nameOfContact } from '#host/archive/contacts/names.ts';
import {
  beginExport,
  endExport,
  listExports,
  type EndedExport,
  type ExportRow,
} from '#host/archive/export/exports.ts';
import { readConversationRef } from '#host/archive/inbox.ts';
import { getLine } from '#host/archive/lines.ts';
import { readSettings } from '#host/archive/settings.ts';
import type { EventCollector } from '#host/events.ts';
import type { Log } from '#host/log.ts';
import type { ExportView } from '#shared/contract/export.ts';
import type { Output } from '#shared/contract/contract.ts';
import { AtalayaError } from '#shared/errors.ts';
import type { ExportFormat, ExportNames, ExportProgress, ExportScope } from '#shared/model/export.ts';
import type { Language } from '#shared/model/workspace.ts';
import { countInThread, exportInThread } from './export-thread.ts';

/** What somebody wants to export. */
export interface ExportRequest {
  readonly scope: ExportScope;
  readonly formats: readonly ExportFormat[];
  readonly withFlags: boolean;
  readonly by: string;
  readonly reason: string;
  /** Path of the folder that gets the export. */
  readonly place: string;
  readonly password: string | null;
  readonly company: string;
  readonly language: Language;
  readonly program: string;
  /** Path of the folder of the fonts that a PDF is set in. */
  readonly fonts: string;
  /** Path of the folder of the verifier's parts. */
  readonly verifier: string;
}

/** Takes messages out of the archive, one export after the other, each in a thread of its own. */
export interface ExportDesk {
  /** What a selection holds. Errors: `not-found`, `invalid-request`; an aborted signal's reason. */
  preview(scope: ExportScope, signal: AbortSignal): Promise<Output<'export.preview'>>;
  /**
   * Begins an export, which is on record from then on, and returns its id at once; `done` resolves when it has ended,
   * whatever became of it. Error: `not-found`.
   */
  start(request: ExportRequest): { exportId: number; done: Promise<void> };
  /** Stops an export; nothing of it is left. */
  cancel(exportId: number): void;
  list(before: number | null, limit: number): ExportView[];
  close(): Promise<void>;
}

export interface ExportDeskOptions {
  readonly archive: Archive;
  readonly folder: string;
  readonly key: Uint8Array;
  readonly events: EventCollector;
  readonly log: Log;
  readonly now: () => number;
}

/** Opens the desk over an archive; drafts that a killed run left behind are removed. */
export function createExportDesk({ archive, folder, key, events, log, now }: ExportDeskOptions): ExportDesk {
  const { reader, writer } = archive;
  const thread = { workspace: folder, key };
  const running = new Map<number, AbortController>();
  const progress = new Map<number, ExportProgress>();
  const closing = new AbortController();
  let queue: Promise<void> = Promise.resolve();
  removeDrafts(listExports(reader, null, latestExports));

  function namesOf({ conversationId, contactId, lineId }: ExportScope): ExportNames {
    return {
      conversation: conversationId === null ? null : readConversationRef(reader, conversationId).title,
      contact: contactId === null ? null : nameOfContact(reader, currentContact(reader, contactId)),
      line: lineId === null ? null : getLine(reader, lineId).name,
    };
  }

  async function run(
    id: number,
    name: string,
    names: ExportNames,
    request: ExportRequest,
    signal: AbortSignal,
  ): Promise<EndedExport> {
    const { place, password, scope, formats, withFlags } = request;
    const { company, language, program, fonts, by: exportedBy, reason } = request;
    const heading = {
      exportId: id,
      company,
      program: `Atalaya ${program}`,
      language,
      zone: readSettings(reader).zone,
      exportedAt: now(),
      exportedBy,
      reason,
    };
    try {
      const result = await exportInThread(
        {
          ...thread,
          task: {
            type: 'export',
            job: { heading, scope, names, formats, withFlags },
            target: join(place, name),
            draft: draftOf(place, id),
            password,
            fonts,
            verifier: request.verifier,
          },
        },
        (next) => {
          progress.set(id, next);
          events.emit({ type: 'export.changed' });
        },
        signal,
      );
      return { state: 'done', error: null, ...result };
    } catch (error) {
      if (signal.aborted) return { state: 'cancelled', error: null, ...nothing };
      const code = error instanceof AtalayaError ? error.code : 'internal';
      log.error({ err: error, code }, 'an export failed');
      return { state: 'failed', error: code, ...nothing };
    }
  }

  return {
    async preview(scope, signal) {
      const names = namesOf(scope);
      const task = { type: 'count', scope, now: now() } as const;
      const found = await countInThread({ ...thread, task }, AbortSignal.any([signal, closing.signal]));
      return { ...found, names, zone: readSettings(reader).zone };
    },
    start(request) {
      const { place, password, by, reason, scope, formats, withFlags } = request;
      const names = namesOf(scope);
      const { zone } = readSettings(reader);
      const isEncrypted = password !== null;
      const begun = { by, reason, scope, names, formats, withFlags, isEncrypted, zone, place };
      const { id, name } = beginExport(writer, begun, (id) => nameFor(place, id, isEncrypted, now()), now());
      const controller = new AbortController();
      running.set(id, controller);
      events.emit({ type: 'export.changed' });
      const done = queue
        .then(async () => {
          const ended = await run(id, name, names, request, controller.signal);
          endExport(writer, id, ended, now());
        })
        .catch((error: unknown) => log.error({ err: error }, 'an export could not be recorded'))
        .finally(() => {
          running.delete(id);
          progress.delete(id);
          events.emit({ type: 'export.changed' });
        });
      queue = done;
      return { exportId: id, done };
    },
    cancel: (exportId) => running.get(exportId)?.abort(),
    list: (before, limit) =>
      listExports(reader, before, limit).map((row) => toView(row, progress.get(row.id) ?? null)),
    async close() {
      closing.abort();
      for (const controller of running.values()) controller.abort();
      await queue;
    },
  };
}

const nothing = { counts: null, manifestSha256: null, files: null, bytes: null };
/** Among which the drafts of a killed run are looked for. */
const latestExports = 50;

const draftOf = (place: string, id: number): string => join(place, `.atalaya-export-${id}.part`);

/** What a run that was killed left half written; a disk that is not there any more keeps it. */
function removeDrafts(rows: readonly ExportRow[]): void {
  for (const { id, place, state } of rows) {
    if (state !== 'interrupted') continue;
    const draft = draftOf(place, id);
    for (const each of [draft, `${draft}.list`, `${draft}.zip`])
      rmSync(each, { recursive: true, force: true });
  }
}

/** A name that nothing in the folder has: `atalaya-export-12-20261125`. */
function nameFor(place: string, id: number, isZip: boolean, now: number): string {
  const day = new Date(now).toISOString().slice(0, 10).replaceAll('-', '');
  const extension = isZip ? '.zip' : '';
  for (let turn = 1; ; turn += 1) {
    const name = `atalaya-export-${id}-${day}${turn === 1 ? '' : `-${turn}`}${extension}`;
    if (!existsSync(join(place, name))) return name;
  }
}

function toView(row: ExportRow, progress: ExportProgress | null): ExportView {
  return { ...row, formats: [...row.formats], progress };
}
