import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type Page, chromium } from '@playwright/test';
import { packFolder } from '../../scripts/pack.ts';
import { switches } from './electron-app.ts';

/** The packed app in a real window. */
export interface PackedApp {
  readonly window: Page;
  /** Resolves with the milliseconds that it took until the inbox could be used. */
  readonly ready: Promise<number>;
  close(): Promise<void>;
}

const unpacked: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'linux-unpacked',
  win32: 'win-unpacked',
  darwin: process.arch === 'arm64' ? 'mac-arm64' : 'mac',
};
const appFolder = path.join(packFolder, unpacked[process.platform] ?? '');

/** The folder of the packed app that holds its archive. */
export const packedResources = path.join(
  appFolder,
  process.platform === 'darwin' ? 'Atalaya.app/Contents/Resources' : 'resources',
);

const executables: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'atalaya',
  win32: 'Atalaya.exe',
  darwin: 'Atalaya.app/Contents/MacOS/Atalaya',
};

/** The packed app's executable. */
export const packedExecutable = path.join(appFolder, executables[process.platform] ?? '');

/** Waits for the first line that the pattern fits, and returns what its group holds. */
function lineThat(stream: NodeJS.ReadableStream, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    const lines = createInterface(stream);
    lines.on('line', (line) => {
      const found = pattern.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
    lines.once('close', () => reject(new Error(`The app ended without a line like ${pattern.source}.`)));
  });
}

/**
 * Starts the packed app. Its fuses let no one in through Node's inspector, so its window is driven through Chromium's.
 */
export async function launchPackedApp(...args: readonly string[]): Promise<PackedApp> {
  const app = spawn(
    packedExecutable,
    ['--remote-debugging-port=0', `--started-at=${Date.now()}`, ...switches, ...args],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const ready = lineThat(app.stdout, /^ready (\d+) ms$/).then(Number);
  ready.catch(() => {});
  const browser = await chromium.connectOverCDP(
    await lineThat(app.stderr, /^DevTools listening on (ws:.*)$/),
  );
  const [context] = browser.contexts();
  if (!context) throw new Error('The app has no window to drive.');
  const window = context.pages()[0] ?? (await context.waitForEvent('page'));
  return {
    window,
    ready,
    async close() {
      const ended = once(app, 'exit');
      app.kill();
      await ended;
    },
  };
}
