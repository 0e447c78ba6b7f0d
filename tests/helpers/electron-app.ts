import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ElectronApplication, type Page, _electron } from '@playwright/test';
import { installedElectron } from '../../scripts/setup/electron.ts';
import { root } from '../../scripts/setup/npm.mjs';

/** The real app in a real window. */
export interface RunningApp {
  readonly electron: ElectronApplication;
  readonly window: Page;
  /** Quits as a person would, and waits until every process of the app is gone. */
  close(): Promise<void>;
}

/** The arguments of every start: a Node for the host where Electron's own is too old, and what Linux asks of root. */
export const switches: readonly string[] = [
  `--host-node=${process.execPath}`,
  ...(process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** A folder for one test, and the way to be rid of it. */
export async function temporaryFolder(): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'atalaya-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }) };
}

/** Starts what `npm start` starts, from `dist/`, with the given arguments, and waits for its first window. */
export async function launchApp(...args: readonly string[]): Promise<RunningApp> {
  const runtime = installedElectron();
  if (!runtime) throw new Error('Electron is not installed: run npm start once.');
  const electron = await _electron.launch({
    executablePath: runtime.executable,
    args: [root, ...switches, ...args],
    cwd: root,
  });
  const window = await electron.firstWindow();
  return { electron, window, close: () => electron.close() };
}

/** Errors that the window wrote to its console or did not catch: a broken content policy is one. */
export async function complaints(window: Page): Promise<string[]> {
  const messages = await window.consoleMessages();
  const errors = await window.pageErrors();
  return [
    ...messages
      .filter((message) => ['error', 'warning'].includes(message.type()))
      .map((message) => message.text()),
    ...errors.map((error) => error.message),
  ];
}
