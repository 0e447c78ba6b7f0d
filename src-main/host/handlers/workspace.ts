import { statSync } from 'node:fs';
import type { workspaceContract } from '#shared/contract/workspace.ts';
import { AtalayaError } from '#shared/errors.ts';
import { estimatePassphrase } from '#shared/model/passphrase.ts';
import type { Handlers } from '#shared/rpc/server.ts';
import { archiveFile } from '#host/archive/archive.ts';
import { appendToLedger, digestOf } from '#host/archive/ledger.ts';
import { listLines } from '#host/archive/lines.ts';
import { readSettings, saveSettings } from '#host/archive/settings.ts';
import type { HostContext } from './context.ts';

export function workspaceHandlers(context: HostContext): Handlers<typeof workspaceContract> {
  const { workspace, gate, session, events, now, version, demo } = context;

  /** Opens the archive, if it is not open already, and lets the window in. */
  function enter(key: Uint8Array): void {
    gate.open(key);
    const digest = digestOf(['unlocked']);
    const { writer } = session().archive;
    writer.transaction(() => appendToLedger(writer, [{ at: now(), kind: 'unlocked', subject: 0, digest }]));
    events.emit({ type: 'workspace.changed' });
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
      enter(key);
      saveSettings(session().archive.writer, { zone });
      return { recoveryCode };
    },
    'workspace.unlock': async ({ passphrase }) => {
      enter(await workspace.unlock(passphrase));
      return {};
    },
    'workspace.recover': async ({ recoveryCode, passphrase }) => {
      refuseWeak(passphrase);
      enter(await workspace.recover(recoveryCode, passphrase));
      return {};
    },
    'workspace.lock': () => {
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
      saveSettings(session().archive.writer, { zone });
      events.emit({ type: 'workspace.changed' });
      return {};
    },
    'workspace.changePassphrase': async ({ current, passphrase }) => {
      refuseWeak(passphrase);
      await workspace.changePassphrase(current, passphrase);
      return {};
    },
  };
}

function refuseWeak(passphrase: string): void {
  if (estimatePassphrase(passphrase).strength === 'weak') throw new AtalayaError('passphrase-weak');
}
