import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { mediaFolder, openArchive } from '#host/archive/archive.ts';
import { saveBackupSettings, readBackupSettings, saveRestoredFrom } from '#host/archive/backups.ts';
import { listLines, setCapture } from '#host/archive/lines.ts';
import { recordAction } from '#host/archive/ledger.ts';
import { openByPassphrase, openByRecoveryCode } from '#host/workspace/keyring.ts';
import type { Workspace } from '#host/workspace/workspace.ts';
import { AtalayaError } from '#shared/errors.ts';
import type { BackupChecked, BackupProgress } from '#shared/model/backup.ts';
import { inBackupThread } from './backup-thread.ts';
import { findSets, listGenerations } from './layout.ts';
import { readManifest } from './manifest.ts';

/** A backup that can be restored, as it says of itself; only its key proves it. */
export interface FoundBackup {
  /** Name of its set's folder. */
  readonly set: string;
  readonly generation: string;
  readonly company: string;
  readonly at: number;
  readonly messages: number;
  readonly bytes: number;
  /** Who could sign in then. */
  readonly people: { readonly id: number; readonly name: string }[];
}

/** The backups in a folder that a person chose, newest first; those whose manifest can't be read are left out. */
export function findBackups(folder: string): FoundBackup[] {
  const found = findSets(folder).flatMap((set) =>
    listGenerations(set).flatMap((generation) => {
      try {
        const { content } = readManifest(set, generation);
        const bytes = content.database.bytes + content.files.bytes;
        const { createdAt: at, messages, workspace } = content;
        return [
          {
            set: basename(set),
            generation,
            company: workspace.company,
            at,
            messages,
            bytes,
            people: workspace.people,
          },
        ];
      } catch {
        return [];
      }
    }),
  );
  return found.sort((one, other) => other.at - one.at);
}

/** What opens a backup: somebody's passphrase of its day, or the recovery code. */
export type RestoreSecret =
  | { readonly type: 'passphrase'; readonly userId: number; readonly passphrase: string }
  | { readonly type: 'recovery-code'; readonly code: string };

export interface RestoreRequest {
  /** The folder that a person chose. */
  readonly folder: string;
  /** Name of the set's folder. */
  readonly set: string;
  readonly generation: string;
  readonly secret: RestoreSecret;
}

/** What was put in place, and the key that opens it. */
export interface Restored {
  readonly key: Uint8Array;
  readonly found: Omit<BackupChecked, 'at'>;
  /** How many lines wait for a person to say go. */
  readonly pausedLines: number;
}

/** Stands in the folder while a restore is not finished: what lies there then is only its own. */
const unfinished = 'restore-unfinished';

/**
 * Makes a workspace of a backup, in a folder that holds none. It counts as a workspace only once all of it is there,
 * opened and verified; a restore that was killed is begun anew. Every line is paused: two PCs that speak for one linked
 * device break its encryption for both, so a person has to say that the other one is out of use. Errors:
 * `workspace-exists`, `passphrase-wrong`, `recovery-code-wrong`, `backup-damaged`, `backup-none`, `disk-full`,
 * `workspace-newer`, `cancelled`.
 */
export async function restoreWorkspace(
  workspace: Workspace,
  { folder, set: name, generation, secret }: RestoreRequest,
  surroundings: {
    readonly now: () => number;
    readonly onProgress: (progress: BackupProgress) => void;
    readonly signal: AbortSignal;
  },
): Promise<Restored> {
  const { now, onProgress, signal } = surroundings;
  const set = findSets(folder).find((each) => basename(each) === name);
  if (set === undefined || !listGenerations(set).includes(generation)) throw new AtalayaError('backup-none');
  const manifest = readManifest(set, generation);
  const ring = manifest.content.workspace.keyring;
  const key =
    secret.type === 'passphrase'
      ? await openByPassphrase(ring, secret.userId, secret.passphrase)
      : openByRecoveryCode(ring, secret.code);
  const content = manifest.require(key).workspace;
  const target = workspace.folder;
  clear(workspace);
  writeFileSync(join(target, unfinished), '');
  try {
    const found = await inBackupThread(
      { type: 'restore', set, generation, key, target },
      onProgress,
      signal,
    ).catch((error: unknown) => {
      throw onThisDisk(error);
    });
    const pausedLines = settleIn(target, key, manifest.content.createdAt, generation, now);
    workspace.adopt(content);
    rmSync(join(target, unfinished), { force: true });
    return { key, found, pausedLines };
  } catch (error) {
    clear(workspace);
    rmSync(join(target, unfinished), { force: true });
    throw error;
  }
}

/** Removes what a restore left behind. Error: `workspace-exists` when there is anything else. */
function clear(workspace: Workspace): void {
  const { folder } = workspace;
  const pieces = readdirSync(folder).filter((name) => /^archive[.-]/.test(name) || name === 'media');
  if (workspace.profile() !== null) throw new AtalayaError('workspace-exists');
  if (pieces.length > 0 && !existsSync(join(folder, unfinished))) throw new AtalayaError('workspace-exists');
  for (const name of pieces) rmSync(join(folder, name), { recursive: true, force: true });
  rmSync(mediaFolder(folder), { recursive: true, force: true });
}

/** A full disk is this PC's own here, not the backup's. */
function onThisDisk(error: unknown): unknown {
  return error instanceof AtalayaError && error.code === 'backup-place-full'
    ? new AtalayaError('disk-full', {}, { cause: error })
    : error;
}

/** Opens the archive on its new PC: its lines paused, its backups to be set up anew, the restore on record. */
function settleIn(
  folder: string,
  key: Uint8Array,
  madeAt: number,
  generation: string,
  now: () => number,
): number {
  const archive = openArchive(folder, key, now);
  const { writer, reader } = archive;
  try {
    return writer.transaction(() => {
      const lineIds = listLines(reader).flatMap(({ id, connector, capture }) =>
        capture === 1 && connector !== 'chat-export' ? [id] : [],
      );
      for (const id of lineIds) setCapture(writer, id, false, now());
      saveBackupSettings(writer, { ...readBackupSettings(reader), place: null, made: null, checked: null });
      saveRestoredFrom(writer, { at: now(), generation, madeAt, lineIds });
      recordAction(writer, {
        at: now(),
        kind: 'restored',
        subject: 0,
        details: { generation, madeAt, lines: lineIds.length },
      });
      return lineIds.length;
    });
  } finally {
    archive.close();
  }
}
