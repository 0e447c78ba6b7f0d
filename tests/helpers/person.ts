import { expect, type Locator, type Page } from '@playwright/test';
import type { LoopbackWhatsapp } from '../../scripts/loopback-whatsapp/server.ts';
import { linesContract } from '#shared/contract/lines.ts';
import { passphrase } from './cli.ts';
import { launchApp, type RunningApp } from './electron-app.ts';
import { filled, words } from './words.ts';

type SectionName = keyof typeof words.common.sections;

/** A section's entry in the rail. */
export function railEntry(window: Page, section: SectionName): Locator {
  return window
    .getByRole('navigation', { name: words.common.frame.rail })
    .getByRole('button', { name: words.common.sections[section] });
}

/** A press on a button, by its words. */
export async function press(within: Page | Locator, name: string): Promise<void> {
  await within.getByRole('button', { name, exact: true }).click();
}

/** The list of that name; its rows are options. */
export function list(window: Page, name: string): Locator {
  return window.getByRole('listbox', { name });
}

/** Chooses an option in the field of that label. */
export async function choose(window: Page, label: string, option: string): Promise<void> {
  await window.getByRole('button', { name: label }).click();
  await window.getByRole('option', { name: option }).click();
}

/** Types the passphrase at the lock. */
export async function unlock(window: Page, text: string = passphrase): Promise<void> {
  await window.getByLabel(words.workspace.passphrase.label, { exact: true }).fill(text);
  await press(window, words.workspace.unlock.open);
}

/** Starts the app on a workspace and opens it with its passphrase. */
export async function openApp(folder: string, ...args: readonly string[]): Promise<RunningApp> {
  const app = await launchApp(`--workspace=${folder}`, ...args);
  await unlock(app.window);
  await expect(railEntry(app.window, 'inbox')).toBeVisible();
  return app;
}

/** Lets the system's dialog answer with these files when it is opened next: what a test can't press. */
export async function answerOpenDialog(app: RunningApp, files: readonly string[]): Promise<void> {
  await app.electron.evaluate(
    ({ dialog }, filePaths) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths });
    },
    [...files],
  );
}

/** Lets the system's dialog answer with this file when something is saved. */
export async function answerSaveDialog(app: RunningApp, file: string): Promise<void> {
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
}

/** Drops files on the middle of the window, as the desktop does. */
export async function dropFiles({ window }: RunningApp, files: readonly string[]): Promise<void> {
  const devTools = await window.context().newCDPSession(window);
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devTools.send('Input.dispatchDragEvent', { type, x: 640, y: 400, data });
  }
  await devTools.detach();
}

/** Fills in a new line in the form that is open. */
export async function fillLine(window: Page, name: string, employee: string): Promise<void> {
  const { field } = words.lines;
  await window.getByLabel(field.name, { exact: true }).fill(name);
  await window.getByLabel(field.employee, { exact: true }).fill(employee);
  await press(window, words.common.today);
}

/** The text of the code that the window shows to link its first line; empty while it shows none. */
async function shownCode(window: Page): Promise<string> {
  const reply = await window.evaluate(() => globalThis.window.atalaya.request(1_000_001, 'lines.list', {}));
  const [line] = reply.ok ? linesContract['lines.list'].output.parse(reply.value).lines : [];
  return line?.qr?.text ?? '';
}

/** Scans the code that the window shows, and closes the dialog once the line is linked. */
export async function scanCode(window: Page, { phone }: LoopbackWhatsapp): Promise<void> {
  await expect.poll(() => shownCode(window)).not.toBe('');
  phone.scan(await shownCode(window));
  await expect(window.getByRole('heading', { name: words.lines.link.linked })).toBeVisible();
  await window.keyboard.press('Escape');
}

/** Adds the first line of a workspace, "Front desk" of Owen Blake, from the empty inbox, and links it by its code. */
export async function linkFirstLine(window: Page, whatsapp: LoopbackWhatsapp): Promise<void> {
  await press(window, words.inbox.empty.link);
  await fillLine(window, 'Front desk', 'Owen Blake');
  await press(window.getByRole('alertdialog'), words.lines.dialog.addAndLink);
  await scanCode(window, whatsapp);
}

/** States why chats are imported that were written before the notice. */
export async function stateReason(window: Page): Promise<void> {
  await window.getByLabel(words.imports.ask.reason, { exact: true }).fill('The employee was told so');
}

/** The row of a file in an import's summary, its counts in the order of the columns. */
export function summaryCounts(window: Page, file: string): Locator {
  return window.getByRole('row', { name: file }).getByRole('cell');
}

/** Expects so many flagged messages on the rail; none shows no count. */
export async function expectOpenWork(window: Page, count: number): Promise<void> {
  const text = count === 1 ? words.common.frame.openWork_one : words.common.frame.openWork_other;
  const badge = railEntry(window, 'review').getByLabel(/./);
  if (count === 0) await expect(badge).toHaveCount(0);
  else await expect(badge).toHaveAccessibleName(filled(text, { count }));
}
