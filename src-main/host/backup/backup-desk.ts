import { existsSync, mkdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Archive } from '#host/archive/archive.ts';
import {
  readBackupSettings,
  readRestoredFrom,
  saveBackupSettings,
  type BackupSettings,
} from '#host/archive/backups.ts';
import type { Frozen } from '#host/archive/database.ts';
import { listLines } from '#host/archive/lines.ts';
import { recordAction } from '#host/archive/ledger.ts';
import { actAs } from '#host/archive/people/actor.ts';
import { readSettings } from '#host/archive/settings.ts';
import type { EventCollector } from '#host/events.ts';
import type { Log } from '#host/log.ts';
import { workspaceFile, workspaceFileOf } from '#host/workspace/workspace.ts';
import type { BackupView } from '#shared/contract/backup.ts';
import { AtalayaError, type ErrorCode } from '#shared/errors.ts';
import type { BackupChecked, BackupMade, BackupProgress } from '#shared/model/backup.ts';
import { inBackupThread } from './backup-thread.ts';
import { generationsFolder, listGenerations, setFolder } from './layout.ts';
import { readManifest } from './manifest.ts';
import { isDue } from './schedule.ts';

/** Makes backups of the open archive and checks them, one thing after the other. */
export interface BackupDesk {
  view(): BackupView;
  /**
   * Errors: `backup-place-inside` for a place within the workspace, `folder-unwritable`. A place that is left out stays.
   */
  configure(changes: Pick<BackupSettings, 'schedule' | 'keepDays'> & { place?: string | undefined }): void;
  /** Errors: `backup-place-missing`, `backup-place-full`, `backup-place-failed`, `conflict` while another is under way, `cancelled`. */
  backUp(): Promise<BackupMade>;
  /** Opens the newest backup as a restore would, and verifies it. Errors: as `backUp`; `backup-none`, `backup-damaged`, `disk-full`. */
  check(): Promise<BackupChecked>;
  cancel(): void;
  close(): Promise<void>;
}

export interface BackupDeskOptions {
  readonly archive: Archive;
  readonly folder: string;
  readonly key: Uint8Array;
  readonly events: EventCollector;
  readonly log: Log;
  readonly now: () => number;
}

interface Running {
  readonly work: 'backup' | 'check';
  progress: BackupProgress;
  readonly abort: AbortController;
  readonly over: Promise<unknown>;
}

const minuteMs = 60_000;
const lookMs = minuteMs;
/** A place that is away is looked for every time; what else went wrong is tried again after this. */
const patienceMs = 30 * minuteMs;
/** How often a backup is checked by itself. */
const checkEveryMs = 7 * 24 * 60 * minuteMs;
const frozenTries = 600;
const frozenWaitMs = 1000;

/** Opens the desk; from then on backups are made when they are due. */
export function createBackupDesk(options: BackupDeskOptions): BackupDesk {
  const { archive, folder, key, events, log, now } = options;
  const { reader, writer } = archive;
  const scratch = 'restore-test';
  let running: Running | null = null;
  let problem: { work: Running['work']; code: ErrorCode; at: number } | null = null;
  rmSync(join(folder, scratch), { recursive: true, force: true });

  const changed = () => events.emit({ type: 'backup.changed' });

  function placeInUse(): { set: string } {
    const { place } = readBackupSettings(reader);
    if (place === null) throw new AtalayaError('backup-place-missing');
    const set = setFolder(place, key);
    // A disk that is away often leaves an empty folder behind: nothing is begun there anew.
    if (!existsSync(generationsFolder(set))) throw new AtalayaError('backup-place-missing');
    return { set };
  }

  async function begin<T>(
    work: Running['work'],
    run: (signal: AbortSignal, onProgress: (progress: BackupProgress) => void) => Promise<T>,
  ): Promise<T> {
    if (running !== null) throw new AtalayaError('conflict');
    const abort = new AbortController();
    const onProgress = (progress: BackupProgress) => {
      if (running !== null) running.progress = progress;
      changed();
    };
    const over = Promise.resolve().then(() => run(abort.signal, onProgress));
    running = { work, progress: { step: 'waiting', done: 0, total: 0 }, abort, over };
    changed();
    try {
      const result = await over;
      problem = null;
      return result;
    } catch (error) {
      if (!abort.signal.aborted) {
        const code = error instanceof AtalayaError ? error.code : 'internal';
        log.warn({ err: error, code }, `a ${work} failed`);
        problem = { work, code, at: now() };
      }
      throw error;
    } finally {
      running = null;
      changed();
    }
  }

  /** The archive's file, standing still: an export's snapshot may have to end first. */
  async function frozen(signal: AbortSignal): Promise<Frozen> {
    for (let tries = 0; tries < frozenTries; tries += 1) {
      const held = archive.freeze();
      if (held !== null) return held;
      await wait(frozenWaitMs, undefined, { signal });
    }
    throw new AtalayaError('conflict');
  }

  function remember(changes: Partial<BackupSettings>): void {
    saveBackupSettings(writer, { ...readBackupSettings(reader), ...changes });
  }

  const backUp = () =>
    begin('backup', async (signal, onProgress) => {
      const { set } = placeInUse();
      const startedAt = now();
      const held = await frozen(signal);
      let result: BackupMade;
      try {
        const job = {
          workspace: folder,
          key,
          set,
          startedAt,
          databaseBytes: held.bytes,
          about: about(held),
          keepDays: readBackupSettings(reader).keepDays,
        };
        result = await inBackupThread({ type: 'backup', job }, onProgress, signal);
      } finally {
        held.release();
      }
      remember({ made: result });
      const { generation, messages, bytes, writtenBytes } = result;
      const details = { generation, messages, bytes, writtenBytes };
      recordAction(writer, { at: now(), kind: 'backup-made', subject: 0, details });
      return result;
    });

  function about({ reader: still }: Frozen) {
    const head = still
      .sql<{
        seq: number;
        hash: string;
      }>('select seq, lower(hex(hash)) as hash from ledger order by seq desc limit 1')
      .get();
    const messages = still.sql<{ count: number }>('select count(*) as count from messages').get()?.count ?? 0;
    const shape = still.sql<{ user_version: number }>('pragma user_version').get()?.user_version ?? 0;
    const workspace = workspaceFile.parse(JSON.parse(readFileSync(workspaceFileOf(folder), 'utf8')));
    return { workspace, shape, messages, head: head ?? { seq: 0, hash: '' } };
  }

  const check = () =>
    begin('check', async (signal, onProgress) => {
      const { set } = placeInUse();
      const [generation] = listGenerations(set);
      if (generation === undefined) throw new AtalayaError('backup-none');
      const { content } = readManifest(set, generation);
      const room = [folder, set].find(
        (place) => freeBytes(place) > content.database.bytes * 1.1 + reserveBytes,
      );
      if (room === undefined) throw new AtalayaError('disk-full');
      const task = { type: 'check', set, generation, key, scratch: join(room, scratch) } as const;
      const found = { ...(await inBackupThread(task, onProgress, signal)), at: now() };
      remember({ checked: found });
      const { messages, entries, files, missingFiles } = found;
      const details = { generation, messages, entries, files, missingFiles };
      recordAction(writer, { at: found.at, kind: 'backup-checked', subject: 0, details });
      return found;
    });

  async function look(): Promise<void> {
    const settings = readBackupSettings(reader);
    const { place, schedule } = settings;
    if (place === null || running !== null) return;
    const isPatient = problem !== null && problem.code !== 'backup-place-missing';
    if (isPatient && problem !== null && now() - problem.at < patienceMs) return;
    try {
      if (isDue(schedule, settings.made?.at ?? null, now(), readSettings(reader).zone)) await backUp();
      const { made, checked } = readBackupSettings(reader);
      const isUnchecked = made !== null && now() - (checked?.at ?? 0) >= checkEveryMs;
      if (schedule.type !== 'off' && isUnchecked) await check();
    } catch {
      // It is logged, and `problem` tells the window.
    }
  }

  const timer = setInterval(() => void actAs(null, look), lookMs);

  return {
    view() {
      const { place, schedule, keepDays, made, checked } = readBackupSettings(reader);
      const restored = readRestoredFrom(reader);
      const paused = new Set(listLines(reader).flatMap(({ id, capture }) => (capture === 0 ? [id] : [])));
      return {
        place,
        schedule,
        keepDays,
        made,
        checked,
        problem,
        running: running === null ? null : { work: running.work, progress: running.progress },
        restored:
          restored === null
            ? null
            : { ...restored, lineIds: restored.lineIds.filter((id) => paused.has(id)) },
      };
    },
    configure({ place, schedule, keepDays }) {
      if (place !== undefined) prepare(place, folder, key);
      const before = readBackupSettings(reader);
      const isNewPlace = place !== undefined && place !== before.place;
      writer.transaction(() => {
        saveBackupSettings(writer, {
          ...before,
          schedule,
          keepDays,
          place: place ?? before.place,
          ...(isNewPlace ? { made: null, checked: null } : {}),
        });
        const details = { schedule: JSON.stringify(schedule), keepDays };
        recordAction(writer, { at: now(), kind: 'backup-configured', subject: 0, details });
      });
      problem = null;
      changed();
    },
    backUp,
    check,
    cancel: () => running?.abort.abort(),
    async close() {
      clearInterval(timer);
      running?.abort.abort();
      await running?.over.catch(() => undefined);
    },
  };
}

/** What is left free beside a copy that is put together for a check. */
const reserveBytes = 1_073_741_824;

function freeBytes(place: string): number {
  const { bavail, bsize } = statfsSync(place);
  return bavail * bsize;
}

/** Makes the folder of a workspace's backups in a place. */
function prepare(place: string, folder: string, key: Uint8Array): void {
  const way = relative(resolve(folder), resolve(place));
  if (!isAbsolute(way) && way.split(sep)[0] !== '..') throw new AtalayaError('backup-place-inside');
  try {
    mkdirSync(generationsFolder(setFolder(place, key)), { recursive: true });
  } catch (cause) {
    throw new AtalayaError('folder-unwritable', {}, { cause });
  }
}
