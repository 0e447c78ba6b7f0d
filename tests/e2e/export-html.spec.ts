import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { openSession } from '#host/session.ts';
import en from '#shared/locales/en/verify.json' with { type: 'json' };
import es from '#shared/locales/es/verify.json' with { type: 'json' };
import { createEventCollector } from '#host/events.ts';
import { openBrowser, type Browser } from '../helpers/browser.ts';
import { complaints, temporaryFolder } from '../helpers/electron-app.ts';
import { fillArchive, filesIn, hostileTexts, wholeArchive } from '../helpers/filled-archive.ts';
import { silentLog } from '../helpers/log.ts';

test.describe.configure({ mode: 'serial' });

let browser: Browser;
let remove: () => Promise<void>;
let folder: string;
let pages: string;

test.beforeAll(async () => {
  const temporary = await temporaryFolder();
  ({ remove } = temporary);
  const session = openSession({
    folder: path.join(temporary.folder, 'workspace'),
    key: randomBytes(32),
    events: createEventCollector(() => undefined),
    log: silentLog,
    now: Date.now,
    serverUrl: null,
  });
  await fillArchive(session.archive);
  await session.exports.start({ ...wholeArchive, formats: ['html'], place: temporary.folder }).done;
  const name = session.exports.list(null, 1)[0]?.name ?? '';
  await session.close();
  folder = path.join(temporary.folder, name);
  pages = path.join(folder, 'html');
  browser = await openBrowser();
});

test.afterAll(async () => {
  await browser.close();
  await remove();
});

const plain = (text: string) => text.replaceAll(/\s/g, '');

test('an exported conversation opens from the disk, and hostile messages are text in it', async () => {
  const { page } = browser;
  await browser.open(path.join(pages, 'index.html'));
  await expect(page.getByRole('link', { name: 'Site <b>crew</b>' })).toBeVisible();
  await page.getByRole('row').filter({ hasText: 'Ventas' }).getByRole('link', { name: 'Ana' }).click();
  await expect(page.getByRole('article')).not.toHaveCount(0);
  const shown = await page.locator('.text').allInnerTexts();
  for (const text of hostileTexts) expect(shown.map(plain)).toContain(plain(text));
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  await expect(page.getByRole('article').filter({ hasText: 'con gusto' })).toContainText('👍');
  await expect(page.locator('.gap')).toHaveCount(1);
  const file = page.getByRole('link', { name: 'CON.txt' });
  await expect(file).toHaveAttribute('href', /media\/[0-9a-f]{2}\/[0-9a-f]{16}%20_CON\.txt$/);
  expect(await complaints(page)).toEqual([]);
});

test('the search finds words without their accents, and goes to the message', async () => {
  const { page } = browser;
  await browser.open(path.join(pages, 'search.html'));
  await page.getByRole('searchbox').fill('LLEGUE');
  await page.getByRole('link', { name: /llegué, gracias/ }).click();
  await expect(page.locator('article:target')).toContainText('llegué, gracias');
  expect(await browser.asked()).toEqual([]);
});

test('the page in the export tells that it holds, and names what was changed', async () => {
  const { page } = browser;
  await browser.open(path.join(folder, 'verify.html'));
  const check = () => page.locator('input[type=file]').setInputFiles(folder);
  const verdict = page.locator('#verdict');
  await check();
  await expect(verdict).toHaveText(es.holds);
  await expect(page.getByText('Court order 12/2026')).toBeVisible();
  await page.getByRole('button', { name: 'English' }).click();
  await expect(verdict).toHaveText(en.holds);
  const files = [...filesIn(folder)].filter(([, content]) => content.length > 0);
  for (const part of [0, 0.2, 0.4, 0.6, 0.8, 0.99]) {
    const [name = '', content = Buffer.alloc(1)] = files[Math.floor(part * files.length)] ?? [];
    const changed = Buffer.from(content);
    const at = Math.floor(part * changed.length);
    changed[at] = ((changed[at] ?? 0) + 1) % 256;
    writeFileSync(path.join(folder, name), changed);
    await browser.open(path.join(folder, 'verify.html'));
    await check();
    await expect(verdict).toHaveText(es.fails.replace('%', '1'));
    await expect(page.locator('#result li')).toContainText(name.replace('.sig', ''));
    writeFileSync(path.join(folder, name), content);
  }
  expect(await browser.asked()).toEqual([]);
  expect(await complaints(page)).toEqual([]);
});
