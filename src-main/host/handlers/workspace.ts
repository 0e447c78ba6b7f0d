import { statSync } from 'node:fs';
import type { workspaceContract } from '#shared/contract/workspace.ts';
import { AtalayaError } from '#shared/errors.ts';
import { firstUserId } from '#shared/model/user.ts';
import type { Handlers } from '#shared/rpc/server.ts';
import { archiveFile } from '#host/archive/archive.ts';
import { recordAction } from '#host/archive/ledger.ts';
import { listLines } from '#host/archive/lines.ts';
import { nameFirstUser } from '#host/archive/people/users.ts';
import { readSettings, saveLockAfter, saveSettings } from '#host/archive/settings.ts';
import { refuseWeak } from '#host/people/user-desk.ts';
import type { Opened } from '#host/workspace/workspace.ts';
import type { HostContext } from './context.ts';

export function workspaceHandlers(context: HostContext): Handlers<typeof workspaceContract> {
  const { workspace, gate, session, users, user, events, now, version, demo } = context;

  /** Lets somebody in; how often a wrong secret was tried since they were last here is on record with it. */
  function enter(userId: number, { key, failedBefore }: Opened, kind: 'signed-in' | 'recovered'): void {
    gate.open(key);
    gate.enter(userId, key);
    const details = failedBefore === 0 ? {} : { failedBefore };
    recordAction(session().archive.writer, { at: now(), kind, subject: userId, by: userId, details });
    events.emit({ type: 'workspace.changed' });
  }

  /** Waits for somebody's try; that it was wrong is on record where the archive is open meanwhile. */
  async function attempt(userId: number, work: Promise<Opened>): Promise<Opened> {
    try {
      return await work;
    } catch (error) {
      const archive = gate.archive();
      if (archive !== null && error instanceof AtalayaError && error.code !== 'code-needed') {
        const details = { code: error.code };
        recordAction(archive.writer, {
          at: now(),
          kind: 'sign-in-failed',
          subject: userId,
          details,
          by: null,
        });
      }
      throw error;
    }
  }

  return {
    'workspace.status': () => {
      const profile = workspace.profile();
      const locked = gate.isUnlocked() ? 'unlocked' : 'locked';
      return {
        state: profile === null ? 'missing' : locked,
        company: profile?.company ?? null,
        language: profile?.language ?? null,
        people: workspace.people(),
        recoveryWaitMs: workspace.recoveryWaitMs(),
        demo,
        startsUnattended: gate.startsUnattended(),
        version,
      };
    },
    'workspace.create': async ({ company, language, name, passphrase, zone }) => {
      refuseWeak(passphrase);
      const { key, recoveryCode } = await workspace.create({ company, language }, name, passphrase);
      enter(firstUserId, { key, failedBefore: 0 }, 'signed-in');
      nameFirstUser(session().archive.writer, name, now());
      saveSettings(session().archive.writer, { zone });
      return { recoveryCode };
    },
    'workspace.unlock': async ({ userId, passphrase, code }) => {
      const admit = (key: Uint8Array) => gate.open(key).admit(userId, code);
      enter(userId, await attempt(userId, workspace.unlock(userId, passphrase, admit)), 'signed-in');
      return {};
    },
    'workspace.recover': async ({ userId, recoveryCode, passphrase }) => {
      refuseWeak(passphrase);
      const opened = await attempt(userId, workspace.recover(recoveryCode));
      await gate.open(opened.key).recover(userId, passphrase);
      enter(userId, opened, 'recovered');
      return {};
    },
    'workspace.lock': () => {
      const { archive, searches } = session();
      searches.flush();
      recordAction(archive.writer, { at: now(), kind: 'locked', subject: user().id });
      gate.lock();
      events.emit({ type: 'workspace.changed' });
      return {};
    },
    'workspace.settings': () => {
      const { reader } = session().archive;
      const profile = workspace.profile();
      return {
        company: profile?.company ?? '',
        language: profile?.language ?? 'en',
        ...readSettings(reader),
        folder: workspace.folder,
        messages: listLines(reader).reduce((sum, line) => sum + line.messages, 0),
        archiveBytes: statSync(archiveFile(workspace.folder)).size,
      };
    },
    'workspace.saveSettings': ({ company, language, zone }) => {
      workspace.saveProfile({ company, language });
      const { writer } = session().archive;
      writer.transaction(() => {
        saveSettings(writer, { zone });
        const details = { company, language, zone };
        recordAction(writer, { at: now(), kind: 'settings-changed', subject: 0, details });
      });
      session().policies.reload();
      events.emit({ type: 'workspace.changed' });
      return {};
    },
    'workspace.saveLock': ({ lockAfterMinutes }) => {
      const { writer } = session().archive;
      writer.transaction(() => {
        saveLockAfter(writer, lockAfterMinutes);
        const details = { lockAfterMinutes };
        recordAction(writer, { at: now(), kind: 'settings-changed', subject: 0, details });
      });
      events.emit({ type: 'workspace.changed' });
      return {};
    },
    'workspace.changePassphrase': async ({ current, passphrase }) => {
      await users().changePassphrase(user().id, current, passphrase);
      events.emit({ type: 'people.changed' });
      return {};
    },
  };
}
