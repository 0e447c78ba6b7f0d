import path from 'node:path';
import { startLoopbackWhatsapp } from '../loopback-whatsapp/server.ts';
import { root } from '../setup/npm.mjs';
import { liveLine } from './company.ts';
import { day } from './day.ts';
import { freshFolder } from './folder.ts';
import { playDay } from './player.ts';
import { makeWorkspace } from './workspace.ts';

/** A demo that is ready for the app. */
export interface Demo {
  /** Arguments for the app, to open the demo's workspace. */
  readonly args: readonly string[];
  close(): Promise<void>;
}

export interface DemoOptions {
  /** Folder of the workspace: one that is empty or that an earlier demo made; null is the demo's own. */
  readonly workspaceDir: string | null;
}

const ownFolder = path.join(root, '.cache/demo');

/**
 * Makes a workspace with imported chats and a live line on a WhatsApp of its own, where a small company's day begins
 * as soon as the app has connected. Throws when the folder holds anything else or is in use.
 */
export async function startDemo({ workspaceDir }: DemoOptions): Promise<Demo> {
  const folder = workspaceDir ?? ownFolder;
  freshFolder(folder);
  process.stdout.write('Preparing the demo workspace...\n');
  const whatsapp = await startLoopbackWhatsapp({ number: liveLine.number });
  try {
    await makeWorkspace(folder, whatsapp);
  } catch (error) {
    await whatsapp.close();
    throw error;
  }
  const play = new AbortController();
  playDay(whatsapp, day, { signal: play.signal }).catch((error: unknown) => {
    if (!play.signal.aborted) process.stderr.write(`The demo's day has ended early: ${String(error)}\n`);
  });
  return {
    args: [`--workspace=${folder}`, '--demo'],
    close() {
      play.abort();
      return whatsapp.close();
    },
  };
}
