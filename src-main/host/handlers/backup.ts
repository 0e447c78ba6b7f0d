import { findBackups, restoreWorkspace } from '#host/backup/restore.ts';
import type { backupContract } from '#shared/contract/backup.ts';
import { AtalayaError } from '#shared/errors.ts';
import type { BackupProgress } from '#shared/model/backup.ts';
import type { Handlers } from '#shared/rpc/server.ts';
import { refuseWeak } from '#host/people/user-desk.ts';
import type { HostContext } from './context.ts';

export function backupHandlers({
  session,
  grants,
  workspace,
  gate,
  events,
  log,
  now,
}: HostContext): Handlers<typeof backupContract> {
  let restoring: BackupProgress | null = null;

  return {
    'backup.view': () => session().backups.view(),
    'backup.configure': ({ folder, ...changes }) => {
      const place = folder === undefined ? undefined : grants.pathOf(folder);
      session().backups.configure({ ...changes, place });
      return {};
    },
    'backup.start': ({ work }) => {
      const { backups } = session();
      if (backups.view().running !== null) throw new AtalayaError('conflict');
      // What becomes of it is in the view.
      void (work === 'backup' ? backups.backUp() : backups.check()).catch(() => undefined);
      return {};
    },
    'backup.cancel': () => {
      session().backups.cancel();
      return {};
    },
    'backup.resumeLines': async () => {
      const { backups, lines } = session();
      let failed = 0;
      for (const id of backups.view().restored?.lineIds ?? []) {
        try {
          await lines.setCapture(id, true);
        } catch (error) {
          log.warn({ err: error, lineId: id }, 'a line could not be resumed after a restore');
          failed += 1;
        }
      }
      events.emit({ type: 'backup.changed' });
      return { failed };
    },
    'backup.find': ({ folder }) => {
      if (workspace.profile() !== null) throw new AtalayaError('workspace-exists');
      return { backups: findBackups(grants.pathOf(folder)) };
    },
    'backup.restore': async ({ folder, ...request }, signal) => {
      const { secret } = request;
      if (secret.type === 'recovery-code') refuseWeak(secret.passphrase);
      if (restoring !== null) throw new AtalayaError('conflict');
      restoring = { step: 'waiting', done: 0, total: 0 };
      try {
        const { key, found, pausedLines } = await restoreWorkspace(
          workspace,
          { folder: grants.pathOf(folder), ...request },
          {
            now,
            signal,
            onProgress(progress) {
              restoring = progress;
              events.emit({ type: 'backup.changed' });
            },
          },
        );
        if (secret.type === 'recovery-code') await gate.open(key).recover(secret.userId, secret.passphrase);
        events.emit({ type: 'workspace.changed' });
        return { messages: found.messages, missingFiles: found.missingFiles, pausedLines };
      } finally {
        restoring = null;
      }
    },
    'backup.restoring': () => ({ progress: restoring }),
  };
}
