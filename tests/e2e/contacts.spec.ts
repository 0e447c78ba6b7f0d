import { expect, test, type Locator } from '@playwright/test';
import {
  type Contact,
  type LoopbackWhatsapp,
  startLoopbackWhatsapp,
} from '../../scripts/loopback-whatsapp/server.ts';
import { complaints, type RunningApp } from '../helpers/electron-app.ts';
import { linkFirstLine, list, openApp, press, railEntry } from '../helpers/person.ts';
import { makeWorkspace, type TestWorkspace } from '../helpers/workspace.ts';
import { filled, words } from '../helpers/words.ts';

test.describe.configure({ mode: 'serial' });

const { common, contacts, inbox } = words;

let app: RunningApp;
let workspace: TestWorkspace;
let whatsapp: LoopbackWhatsapp;
let ana: Contact;
let office: Contact;

test.beforeAll(async () => {
  whatsapp = await startLoopbackWhatsapp();
  ana = whatsapp.contact('Ana', '5215511111111');
  office = whatsapp.contact('Ferretería Luna', '573001234567');
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
const part = (): Locator => app.window.getByRole('region', { name: contacts.title, exact: true });
const bubble = (text: string): Locator => app.window.getByRole('article').filter({ hasText: text });

test('the context panel says who the other side is: name, number, and the line that knows them', async () => {
  const { window } = app;
  await linkFirstLine(window, whatsapp);
  await ana.send({ text: 'from my mobile' });
  await office.send({ text: 'from the office' });
  await railEntry(window, 'inbox').click();
  await row('Ana').click();
  if (!(await part().isVisible())) await window.keyboard.press('Control+i');
  await expect(part()).toContainText('+52 55 1111 1111');
  await expect(part()).toContainText('Front desk');
  await expect(part().getByRole('heading', { name: 'Ana' })).toBeVisible();
});

test('two conversations with one person are merged by hand, after the window has said what that does', async () => {
  const { window } = app;
  await press(part(), contacts.merge.open);
  const dialog = window.getByRole('alertdialog');
  await dialog.getByRole('searchbox').fill('300 1234');
  await dialog.getByRole('option', { name: 'Ferretería Luna' }).click();
  await expect(dialog).toContainText(contacts.merge.becomes);
  await expect(dialog).toContainText('1 conversation, 2 messages');
  const confirm = dialog.getByRole('button', { name: contacts.merge.confirm, exact: true });
  await expect(confirm).toBeDisabled();
  await dialog.getByLabel(contacts.merge.reason).fill('She told me so');
  await confirm.click();

  await expect(rows()).toHaveCount(1);
  await expect(bubble('from my mobile')).toBeVisible();
  await expect(bubble('from the office')).toBeVisible();
  await expect(part()).toContainText('She told me so');
  await office.send({ text: 'and again from the office' });
  await expect(bubble('and again from the office')).toBeVisible();
  await expect(rows()).toHaveCount(1);
});

test('a name given here is the one that is shown everywhere', async () => {
  const { window } = app;
  await press(part(), contacts.rename);
  await window.getByLabel(contacts.name, { exact: true }).fill('Ana Luna, buyer');
  await press(window.getByRole('alertdialog'), common.save);
  await expect(row('Ana Luna, buyer')).toHaveCount(1);
  await expect(window.getByRole('heading', { name: 'Ana Luna, buyer' }).first()).toBeVisible();
});

test('taking them apart brings both conversations back, with what each had', async () => {
  const { window } = app;
  const byHand = part().getByRole('listitem').filter({ hasText: contacts.basis.person });
  await byHand.getByRole('button', { name: contacts.undo.open }).click();
  const dialog = window.getByRole('alertdialog');
  await expect(dialog).toContainText('1 conversation, 1 message');
  await expect(dialog).toContainText('1 conversation, 2 messages');
  await press(dialog, contacts.undo.confirm);
  await expect(rows()).toHaveCount(2);
  await row('Ferretería Luna').click();
  await expect(bubble('and again from the office')).toBeVisible();
  await expect(bubble('from my mobile')).toHaveCount(0);
});

test('a number that comes with another account is a quiet question, and stays two people when somebody says so', async () => {
  const { window } = app;
  const newOwner = { ...ana, lid: '424255556666@lid' };
  await whatsapp.phone.send(newOwner, { text: 'to the new owner of the number' }, { byLid: true });
  await expect(rows()).toHaveCount(3);
  const open = window.getByRole('button', { name: filled(contacts.question.open_one, { count: 1 }) });
  await open.click();
  const question = window.getByRole('dialog').getByRole('group', { name: contacts.question.title });
  await expect(question).toContainText('+52 55 1111 1111');
  await expect(question).toContainText(contacts.question.ifDifferent);
  await press(question, contacts.question.different);
  await expect(question).toHaveCount(0);
  await window.keyboard.press('Escape');
  await expect(open).toHaveCount(0);
  await expect(rows()).toHaveCount(3);
  await expect(row(filled(common.unknownNumber, { end: '6666' }))).toHaveCount(1);
  expect(await complaints(window)).toEqual([]);
});
