import { expect, test, type Locator } from '@playwright/test';
import {
  type Contact,
  type LoopbackWhatsapp,
  startLoopbackWhatsapp,
} from '../../scripts/loopback-whatsapp/server.ts';
import { exportedChat, writeExport } from '../helpers/chat-export.ts';
import { complaints, type RunningApp } from '../helpers/electron-app.ts';
import {
  dropFiles,
  linkFirstLine,
  list,
  openApp,
  press,
  railEntry,
  stateReason,
  summaryCounts,
} from '../helpers/person.ts';
import { filled, words } from '../helpers/words.ts';
import { makeWorkspace, type TestWorkspace } from '../helpers/workspace.ts';

test.describe.configure({ mode: 'serial' });

const { contacts, imports, inbox } = words;

let app: RunningApp;
let workspace: TestWorkspace;
let whatsapp: LoopbackWhatsapp;
let ana: Contact;
let bruno: Contact;

test.beforeAll(async () => {
  whatsapp = await startLoopbackWhatsapp();
  ana = whatsapp.contact('Ana', '5215511111111');
  bruno = whatsapp.contact('Bruno', '573001234567');
  workspace = await makeWorkspace();
  app = await openApp(workspace.folder, `--wa-url=${whatsapp.url}`);
});

test.afterAll(async () => {
  await app.close();
  await whatsapp.close();
  await workspace.remove();
});

const rows = (): Locator => list(app.window, inbox.title).getByRole('option');
const row = (title: string): Locator => rows().filter({ hasText: title });

function chatWith(name: string, text: string): string {
  const chat = exportedChat([
    [name, text],
    ['Owen Blake', 'Since Monday.'],
  ]);
  return writeExport(workspace.files, `WhatsApp Chat with ${name}.txt`, chat);
}

test('an export that may belong to a conversation is asked about, and goes where it is said to', async () => {
  const { window } = app;
  await linkFirstLine(window, whatsapp);
  await ana.send({ text: 'good morning' });
  await railEntry(window, 'inbox').click();
  await expect(row('Ana')).toHaveCount(1);

  await dropFiles(app, [chatWith('Ana', 'Is the ladder back in stock?')]);
  const question = window.getByRole('radiogroup', { name: imports.place.question });
  const start = window.getByRole('button', { name: filled(imports.ask.start_one, { count: 1 }) });
  await expect(question).toBeVisible();
  await expect(start).toBeDisabled();
  await expect(question).toContainText('+52 55 1111 1111');
  await question.getByRole('radio', { name: imports.place.sameName }).press('Space');
  await stateReason(window);
  await start.click();
  await expect(window.getByRole('heading', { name: imports.summary.done })).toBeVisible();
  await expect(summaryCounts(window, 'WhatsApp Chat with Ana.txt').first()).toHaveText('2');
  await press(window, imports.summary.conversation);
  await expect(window.getByRole('article')).toHaveCount(3);
  await expect(rows()).toHaveCount(1);
});

test('somebody of whom there was only an export is a quiet question when they write under their number', async () => {
  const { window } = app;
  await dropFiles(app, [chatWith('Bruno', 'Do you deliver to the harbour?')]);
  await stateReason(window);
  await press(window, filled(imports.ask.start_one, { count: 1 }));
  await expect(window.getByRole('heading', { name: imports.summary.done })).toBeVisible();
  await press(window, imports.summary.conversation);
  await expect(rows()).toHaveCount(2);

  await bruno.send({ text: 'are you open today' });
  await expect(rows()).toHaveCount(3);
  await window.getByRole('button', { name: filled(contacts.question.open_one, { count: 1 }) }).click();
  const question = window.getByRole('dialog').getByRole('group', { name: contacts.question.title });
  await expect(question).toContainText(contacts.basis['same-name']);
  await expect(question).toContainText(contacts.question.fromExport);
  await press(question, contacts.question.same);
  await expect(question).toHaveCount(0);
  await window.keyboard.press('Escape');
  await expect(rows()).toHaveCount(2);
  await row('Bruno').click();
  await expect(window.getByRole('article')).toHaveCount(3);
  expect(await complaints(window)).toEqual([]);
});
