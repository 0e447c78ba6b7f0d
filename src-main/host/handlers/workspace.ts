import { statSync } from 'node:fs';
import type { workspaceContract } from '#shared/contract/workspace.ts';
import { AtalayaError } from '#shared/errors.ts';
import { estimatePassphrase } from '#shared/model/passphrase.ts';
import { firstUserId } from '#shared/model/user.ts';
import type { Handlers } from '#shared/rpc/server.ts';
import { archiveFile } from '#host/archive/archive.ts';
import { recordAction } from '#host/archive/ledger.ts';
import { listLines } from '#host/archive/lines.ts';
import { readSettings, saveSettings } from '#host/archive/settings.ts';
import type { HostContext } from './context.ts';

export function workspaceHandlers(context: HostContext): Handlers<typeof workspaceContract> {
  const { workspace, gate, session, events, now, version, demo } = context;

  /** Opens the archive, if it is not open already, and lets the window in. */
  function enter(key: Uint8Array, kind: 'signed-in' | 'recovered'): void {
    gate.open(key);
    recordAction(session().archive.writer, { at: now(), kind, subject: firstUserId, by: firstUserId });
    events.emit({ type: 'workspace.changed' });
  }

  /** Lets somebody try a secret; that it was wrong is on record where the archive is open meanwhile. */
  async function attempt(work: Promise<Uint8Array>): Promise<Uint8Array> {
    try {
      return await work;
    } catch (error) {
      const archive = gate.archive();
      if (archive !== null && error instanceof AtalayaError)
        recordAction(archive.writer, {
          at: now(),
          kind: 'sign-in-failed',
          subject: firstUserId,
          details: { code: error.code },
          by: null,
        });
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
        waitMs: Math.ceil(workspace.waitMs()),
        demo,
        startsUnattended: gate.startsUnattended(),
        version,
      };
    },
    'workspace.create': async ({ company, language, passphrase, zone }) => {
      refuseWeak(passphrase);
      const { key, recoveryCode } = await workspace.create({ company, language }, passphrase);
      enter(key, 'signed-in');
      saveSettings(session().archive.writer, { zone });
      return { recoveryCode };
    },
    'workspace.unlock': async ({ passphrase }) => {
      enter(await attempt(workspace.unlock(passphrase)), 'signed-in');
      return {};
    },
    'workspace.recover': async ({ recoveryCode, passphrase }) => {
      refuseWeak(passphrase);
      enter(await attempt(workspace.recover(recoveryCode, passphrase)), 'recovered');
      return {};
    },
    'workspace.lock': () => {
      const { archive, searches } = session();
      searches.flush();
      recordAction(archive.writer, { at: now(), kind: 'locked', subject: firstUserId });
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
        zone: readSettings(reader).zone,
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
      events.emit({ type: 'workspace.changed' });
      return {};
    },
    'workspace.changePassphrase': async ({ current, passphrase }) => {
      refuseWeak(passphrase);
      await workspace.changePassphrase(current, passphrase);
      recordAction(session().archive.writer, { at: now(), kind: 'passphrase-changed', subject: firstUserId });
      return {};
    },
  };
}

function refuseWeak(passphrase: string): void {
  if (estimatePassphrase(passphrase).strength === 'weak') throw new AtalayaError('passphrase-weak');
}
