import { expect, test, type Locator } from '@playwright/test';
import {
  type Contact,
  type LoopbackWhatsapp,
  startLoopbackWhatsapp,
} from '../../scripts/loopback-whatsapp/server.ts';
import type { Group } from '../../scripts/loopback-whatsapp/contract.ts';
import { complaints, type RunningApp } from '../helpers/electron-app.ts';
import { choose, linkFirstLine, list, openApp, press, railEntry } from '../helpers/person.ts';
import { makeWorkspace, type TestWorkspace } from '../helpers/workspace.ts';
import { filled, words } from '../helpers/words.ts';

test.describe.configure({ mode: 'serial' });

const { inbox, notice } = words;
const here = notice.private.here;

let app: RunningApp;
let workspace: TestWorkspace;
let whatsapp: LoopbackWhatsapp;
let sister: Contact;
let customer: Contact;
let family: Group;

test.beforeAll(async () => {
  whatsapp = await startLoopbackWhatsapp();
  sister = whatsapp.contact('Berta', '5215511111111');
  customer = whatsapp.contact('Carla', '5215522222222');
  family = whatsapp.group('Sunday lunch', [sister]);
  workspace = await makeWorkspace();
  app = await openApp(workspace.folder, `--wa-url=${whatsapp.url}`);
});

test.afterAll(async () => {
  await app.close();
  await whatsapp.close();
  await workspace.remove();
});

const row = (title: string): Locator =>
  list(app.window, inbox.title).getByRole('option').filter({ hasText: title });
const part = (): Locator => app.window.getByRole('region', { name: here.title });

test('a conversation is private from now on, once the window has said what that does', async () => {
  const { window } = app;
  await linkFirstLine(window, whatsapp);
  await sister.send({ text: 'shall we call mum' });
  await family.send(sister, { text: 'who brings the cake' });
  await railEntry(window, 'inbox').click();
  await expect(row('Sunday lunch')).toHaveCount(1);
  await row('shall we call mum').click();
  if (!(await part().isVisible())) await window.keyboard.press('Control+i');

  await press(part(), here.open);
  const dialog = window.getByRole('alertdialog');
  await expect(dialog).toContainText(filled(here.text, { line: 'Front desk' }));
  await expect(dialog).toContainText(filled(here.stays_one, { count: 1 }));
  await press(dialog, here.confirm);
  await expect(dialog).toContainText(notice.dialog.byMissing);
  await choose(window, notice.private.dialog.category, notice.private.category.family);
  await window.getByLabel(notice.dialog.by, { exact: true }).fill('Marta');
  await press(dialog, here.confirm);
  await expect(part()).toContainText(/Excluded since/);
  await expect(part()).toContainText(filled(notice.by, { name: 'Marta' }));
});

test('so is a group, and what both write afterwards is nowhere', async () => {
  const { window } = app;
  await row('Sunday lunch').click();
  await window.keyboard.press('Control+i');
  await press(part(), here.openGroup);
  const dialog = window.getByRole('alertdialog');
  await expect(dialog).toContainText(filled(here.textGroup, { line: 'Front desk' }));
  await expect(window.getByLabel(notice.dialog.by, { exact: true })).toHaveValue('Marta');
  await press(dialog, here.confirm);
  await expect(part()).toContainText(/Excluded since/);

  await sister.send({ text: 'a secret' });
  await family.send(sister, { text: 'another secret' });
  await customer.send({ text: 'is it open today' });
  await expect(row('Carla')).toContainText('is it open today');
  await expect(window.getByText('secret')).toHaveCount(0);
  await expect(row('Sunday lunch')).toContainText('who brings the cake');
  expect(await complaints(window)).toEqual([]);
});
