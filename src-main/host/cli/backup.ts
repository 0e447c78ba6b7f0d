import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readBackupSettings } from '#host/archive/backups.ts';
import { findBackups, restoreWorkspace, type FoundBackup, type RestoreSecret } from '#host/backup/restore.ts';
import { createUserDesk } from '#host/people/user-desk.ts';
import { openArchive } from '#host/archive/archive.ts';
import type { Workspace } from '#host/workspace/workspace.ts';
import { firstUserId } from '#shared/model/user.ts';
import { AtalayaError } from '#shared/errors.ts';
import {
  optional,
  readPassphrase,
  UsageError,
  withSession,
  withWorkspace,
  type Command,
  type Invocation,
} from './command.ts';

function placeOf({ words }: Invocation): string {
  const [place, ...others] = words;
  if (place === undefined || others.length > 0) throw new UsageError('name one folder for backups');
  return resolve(place);
}

/** `backup DIR`: one more backup, and with `--check` the test that it can be restored. */
export const backup: Command = {
  options: { check: { type: 'boolean' } },
  run: (invocation, terminal) => {
    const place = placeOf(invocation);
    return withSession(invocation, async ({ archive, backups }) => {
      const { schedule, keepDays, place: before } = readBackupSettings(archive.reader);
      if (before !== place) backups.configure({ schedule, keepDays, place });
      const stop = () => backups.cancel();
      process.once('SIGINT', stop);
      const made = await backups.backUp();
      const checked = invocation.values['check'] === true ? await backups.check() : null;
      process.off('SIGINT', stop);
      terminal.result({ ...made, checked }, () => [
        `Backup ${made.generation}: ${made.messages} messages, ${made.writtenBytes} of ${made.bytes} bytes were new`,
        ...(checked === null
          ? []
          : [`Restored and verified: ${checked.entries} ledger entries, ${checked.files} files`]),
      ]);
      return (checked?.missingFiles ?? 0) > 0 ? 1 : 0;
    });
  },
};

/** `restore DIR`: makes the workspace of the newest backup, or of the one that is named. */
export const restore: Command = {
  options: { generation: { type: 'string' }, 'recovery-code-file': { type: 'string' } },
  run: (invocation, terminal) => {
    const folder = placeOf(invocation);
    return withWorkspace(invocation, async (workspace) => {
      const wanted = optional(invocation, 'generation');
      const found = findBackups(folder);
      const chosen = found.find(({ generation }) => wanted === null || generation === wanted);
      if (chosen === undefined) throw new AtalayaError('backup-none');
      if (wanted === null && new Set(found.map(({ set }) => set)).size > 1)
        throw new UsageError('there are backups of several workspaces; name the folder of one');
      const stop = new AbortController();
      const abort = () => stop.abort();
      process.once('SIGINT', abort);
      const { set, generation } = chosen;
      const restored = await restoreWorkspace(
        workspace,
        { folder, set, generation, secret: secretOf(invocation, chosen) },
        { now: Date.now, signal: stop.signal, onProgress: () => undefined },
      );
      process.off('SIGINT', abort);
      if (optional(invocation, 'recovery-code-file') !== null)
        await givePassphrase(workspace, restored.key, readPassphrase(invocation));
      const { messages, entries, missingFiles } = restored.found;
      terminal.result(
        { generation, messages, entries, missingFiles, pausedLines: restored.pausedLines },
        () => [
          `Restored ${generation}: ${messages} messages`,
          `${restored.pausedLines} lines are paused: resume them once the other PC no longer runs them.`,
        ],
      );
      return missingFiles > 0 ? 1 : 0;
    });
  },
};

/** The passphrase of whoever is named, or of whoever made the workspace; or the recovery code. */
function secretOf(invocation: Invocation, { people }: FoundBackup): RestoreSecret {
  const file = optional(invocation, 'recovery-code-file');
  if (file === null) {
    const name = optional(invocation, 'user');
    const user = people.find((each) => each.name.toLowerCase() === name?.toLowerCase());
    if (name !== null && user === undefined) throw new UsageError(`nobody who signs in is called ${name}`);
    const userId = user?.id ?? firstUserId;
    return { type: 'passphrase', userId, passphrase: readPassphrase(invocation) };
  }
  if (!existsSync(file)) throw new UsageError(`--recovery-code-file can't be read: ${file}`);
  return { type: 'recovery-code', code: (readFileSync(file, 'utf8').split(/\r?\n/)[0] ?? '').trim() };
}

/** After the recovery code, the passphrase of the command line is that of whoever made the workspace. */
async function givePassphrase(workspace: Workspace, key: Uint8Array, passphrase: string): Promise<void> {
  const archive = openArchive(workspace.folder, key, Date.now);
  try {
    await createUserDesk({ workspace, archive, key, now: Date.now }).recover(firstUserId, passphrase);
  } finally {
    archive.close();
  }
}
