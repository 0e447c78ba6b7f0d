/**
 * `npm run pictures`: opens the demo workspace and takes the pictures of every screen, light and dark, that the README
 * shows (`docs/`).
 */
import { mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type Page } from '@playwright/test';
import { build } from './build.ts';
import { liveLine } from './demo/company.ts';
import { startDemo } from './demo/demo.ts';
import { openDisplay } from './display.ts';
import { installElectron } from './setup/electron.ts';
import { root } from './setup/npm.mjs';

const folder = path.join(root, 'docs');
/** By then the live line has conversations, and some of its messages are flagged. */
const eventfulMs = 25_000;
const settledMs = 700;
const themes = ['light', 'dark'] as const;

/** The screens, each with the key that opens it and what is done there before the picture is taken. */
const screens: readonly { name: string; key: string; prepare(window: Page): Promise<void> }[] = [
  { name: 'inbox', key: 'Control+1', prepare: openConversation },
  { name: 'flagged', key: 'Control+2', prepare: openFirst },
  {
    name: 'search',
    key: 'Control+3',
    async prepare(window) {
      await window.getByRole('searchbox').fill('factura');
      await openFirst(window);
    },
  },
  { name: 'policies', key: 'Control+4', prepare: openFirstButton },
  { name: 'lines', key: 'Control+6', prepare: openLiveLine },
  { name: 'settings', key: 'Control+8', prepare: () => Promise.resolve() },
];

async function openFirst(window: Page): Promise<void> {
  await window.getByRole('listbox').getByRole('option').first().click();
}

/** The line on which the day plays out. */
async function openLiveLine(window: Page): Promise<void> {
  await window.getByRole('listbox').getByRole('option').filter({ hasText: liveLine.name }).click();
}

/** A conversation with pictures, a document and much to read. */
async function openConversation(window: Page): Promise<void> {
  await window.getByRole('searchbox').fill('Mariana');
  await openFirst(window);
  await window.getByRole('searchbox').fill('');
}

async function openFirstButton(window: Page): Promise<void> {
  await window.getByRole('main').getByRole('list').first().getByRole('button').first().click();
}

async function setTheme(window: Page, theme: (typeof themes)[number]): Promise<void> {
  await window.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
}

mkdirSync(folder, { recursive: true });
const electron = await installElectron(console.log);
await build(console.log);
const display = await openDisplay();
Object.assign(process.env, display.env);
const workspaceDir = await mkdtemp(path.join(tmpdir(), 'atalaya-pictures-'));
const demo = await startDemo({ workspaceDir });
const app = await _electron.launch({
  executablePath: electron.executable,
  args: [
    root,
    `--host-node=${process.execPath}`,
    ...(process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ...demo.args,
  ],
});
try {
  const window = await app.firstWindow();
  await window.getByRole('navigation').waitFor();
  await window.getByRole('listbox').getByRole('option').first().waitFor();
  await window.waitForTimeout(eventfulMs);
  for (const theme of themes) {
    await setTheme(window, theme);
    for (const { name, key, prepare } of screens) {
      await window.keyboard.press(key);
      await prepare(window);
      await window.waitForLoadState('networkidle');
      await window.waitForTimeout(settledMs);
      const file = path.join(folder, `${name}-${theme}.png`);
      await window.screenshot({ path: file });
      console.log(path.relative(root, file));
    }
  }
} finally {
  await app.close();
  await demo.close();
  await display.close();
  await rm(workspaceDir, { recursive: true, force: true });
}
