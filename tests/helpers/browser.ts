import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { _electron, type Page } from '@playwright/test';
import { installedElectron } from '../../scripts/setup/electron.ts';
import { switches, temporaryFolder } from './electron-app.ts';

/** A plain Chromium window that shows files from the disk, as any browser does. */
export interface Browser {
  readonly page: Page;
  /** Opens a file of the disk. */
  open(file: string): Promise<void>;
  /** Addresses outside of the disk that a page asked for; none was let through. */
  asked(): Promise<readonly string[]>;
  close(): Promise<void>;
}

const program = `
const { app, BrowserWindow, session } = require('electron');
globalThis.asked = [];
app.whenReady().then(() => {
  session.defaultSession.webRequest.onBeforeRequest((details, answer) => {
    const isOurs = /^(file|devtools|blob|data):/.test(details.url);
    if (!isOurs) globalThis.asked.push(details.url);
    answer({ cancel: !isOurs });
  });
  new BrowserWindow({ width: 1280, height: 800, webPreferences: { sandbox: true } }).loadURL('about:blank');
});
`;

/** Starts Chromium without anything of ours in it. */
export async function openBrowser(): Promise<Browser> {
  const runtime = installedElectron();
  if (!runtime) throw new Error('Electron is not installed: run npm start once.');
  const { folder, remove } = await temporaryFolder();
  await writeFile(path.join(folder, 'package.json'), '{"name":"browser","version":"1.0.0","main":"main.js"}');
  await writeFile(path.join(folder, 'main.js'), program);
  const electron = await _electron.launch({
    executablePath: runtime.executable,
    args: [folder, ...switches],
  });
  const page = await electron.firstWindow();
  return {
    page,
    open: async (file) => void (await page.goto(pathToFileURL(file).href)),
    asked: () =>
      electron.evaluate(() => {
        const { asked } = globalThis as unknown as { asked: readonly string[] };
        return asked;
      }),
    async close() {
      await electron.close();
      await remove();
    },
  };
}
