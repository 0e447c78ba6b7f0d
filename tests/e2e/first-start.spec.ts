import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { exportedChat, writeExport } from '../helpers/chat-export.ts';
import { complaints, launchApp, temporaryFolder, type RunningApp } from '../helpers/electron-app.ts';
import {
  answerOpenDialog,
  answerSaveDialog,
  choose,
  expectOpenWork,
  fillLine,
  list,
  press,
  railEntry,
  stateReason,
  summaryCounts,
} from '../helpers/person.ts';
import { filled, words } from '../helpers/words.ts';

test.describe.configure({ mode: 'serial' });

const { workspace, common, inbox, imports, review, policy } = words;
const passphrase = 'lantern quarry mitten orchid saddle 58';
const chatFile = 'WhatsApp Chat with Sales floor.txt';
const chat = `A line that belongs to no message
${exportedChat([
  [null, 'Marta created group "Sales floor"'],
  ['Marta', 'Good morning, do you have the brass hinges?'],
  ['Owen Blake', 'We do.\nTwo sizes:\n\n- 50 mm\n- 75 mm'],
  ['Marta', '<Media omitted>'],
  ['Owen Blake', 'Send it to my personal account, off the books'],
  ['Priya', 'Can I have the invoice please?'],
  ['Owen Blake', 'Text me on my personal number and we settle it there'],
  ['Priya', 'This message was deleted'],
])}`;

let app: RunningApp;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;

test.beforeAll(async () => {
  folder = await temporaryFolder();
  app = await launchApp(`--workspace=${folder.folder}/workspace`);
});

test.afterAll(async () => {
  await app.close();
  await folder.remove();
});

test('the first start asks for the language first, and speaks it at once', async () => {
  const { window } = app;
  await expect(window).toHaveTitle(/Atalaya/);
  await window.getByRole('radio', { name: common.languages.es }).click();
  await expect(
    window.getByRole('heading', { name: 'Un archivo para las líneas de su empresa' }),
  ).toBeVisible();
  await window.getByRole('radio', { name: common.languages.en }).click();
  await expect(window.getByRole('heading', { name: workspace.company.title })).toBeVisible();
  await expect(window.getByRole('button', { name: common.next })).toBeDisabled();
  await window.getByLabel(workspace.company.name).fill('Harbour Tools');
  await window.getByLabel(workspace.company.ownName).fill('Ines Moreau');
  await press(window, common.next);
});

test('a passphrase is measured while it is typed, and a weak one is not taken', async () => {
  const { window } = app;
  const field = window.getByLabel(workspace.passphrase.label, { exact: true });
  const again = window.getByLabel(common.passphrase.repeat);
  const create = window.getByRole('button', { name: workspace.passphrase.create });
  await expect(field).toBeFocused();
  await expect(window.getByText(common.passphrase.advice)).toBeVisible();
  await field.fill('sunshine');
  await again.fill('sunshine');
  await expect(window.getByText(common.passphrase.weak)).toBeVisible();
  await expect(create).toBeDisabled();
  await field.fill('lantern quarry mitten orchid');
  await expect(window.getByText(common.passphrase.fair)).toBeVisible();
  await field.fill(passphrase);
  await expect(window.getByText(common.passphrase.strong)).toBeVisible();
  await expect(window.getByText(common.passphrase.different)).toBeVisible();
  await expect(create).toBeDisabled();
  await again.fill(passphrase);
  await create.click();
});

test('the recovery sheet is saved and shown until it is said to be kept', async () => {
  const { window } = app;
  const code = window.getByRole('region', { name: workspace.recovery.code });
  await expect(code).toContainText(/(?:[0-9A-Z]{4,}\s*){4,}/);
  await expect(code).toContainText('Harbour Tools');
  const file = path.join(folder.folder, 'sheet.txt');
  await answerSaveDialog(app, file);
  await press(window, workspace.recovery.save);
  await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8')).toContain('Harbour Tools');
  const open = window.getByRole('button', { name: workspace.recovery.open });
  await expect(open).toBeDisabled();
  await window.getByText(workspace.recovery.kept).click();
  await open.click();
});

test('an empty inbox offers the two ways in, and the starter policies are in force', async () => {
  const { window } = app;
  await expect(window).toHaveTitle(`${common.sections.inbox} · Harbour Tools · Atalaya`);
  await expect(window.getByRole('heading', { name: inbox.empty.title })).toBeVisible();
  await expect(window.getByRole('button', { name: inbox.empty.link })).toBeVisible();
  await expect(window.getByRole('button', { name: inbox.empty.import })).toBeVisible();
  await railEntry(window, 'policy').click();
  const policies = window.getByRole('list', { name: policy.list.label }).getByRole('listitem');
  await expect(policies).toHaveCount(11);
  await expect(
    window.getByRole('switch', { name: filled(policy.list.enabled, { name: 'Side payments' }) }),
  ).toBeChecked();
  await railEntry(window, 'inbox').click();
});

test('a chat export is imported with every line of it accounted for', async () => {
  const { window } = app;
  await answerOpenDialog(app, [writeExport(folder.folder, chatFile, chat)]);
  await press(window, inbox.empty.import);
  await press(window, imports.choose.button);
  await fillLine(window, 'Front desk', 'Owen Blake');
  await choose(window, imports.ask.owner, 'Owen Blake');
  await stateReason(window);
  await press(window, filled(imports.ask.start_one, { count: 1 }));
  await expect(window.getByRole('heading', { name: imports.summary.done })).toBeVisible();
  // Messages, system lines, already there, unread lines, attachments stored and missing, flagged messages.
  await expect(summaryCounts(window, chatFile)).toHaveText(['7', '1', '0', '1', '0', '1', '2']);
  await press(window, filled(imports.summary.showUnread_one, { count: 1 }));
  await expect(window.getByRole('cell', { name: 'A line that belongs to no message' })).toBeVisible();
  await window.keyboard.press('Escape');
  await expectOpenWork(window, 2);
});

test('flagged messages are decided on by keyboard alone, with a note, and a decision can be taken back', async () => {
  const { window } = app;
  await press(window, imports.summary.reviewFlags);
  const queue = list(window, review.list.label);
  const rows = queue.getByRole('option');
  const [first, second] = [
    rows.filter({ hasText: 'my personal number' }),
    rows.filter({ hasText: 'off the books' }),
  ];
  const detail = window.getByRole('region', { name: review.detail.label });
  await expect(rows).toHaveCount(2);
  await expect(first).toHaveAttribute('aria-selected', 'true');
  await window.keyboard.press('j');
  await expect(second).toHaveAttribute('aria-selected', 'true');
  const why = detail.getByRole('region', { name: review.detail.why });
  await expect(why).toContainText('Side payments');
  await expect(why).toContainText(filled(review.detail.version, { version: 1 }));
  await expect(why.getByText('to my personal account')).toBeVisible();
  await expect(detail.getByRole('article').filter({ hasText: 'off the books' })).toBeInViewport();
  await window.keyboard.press('k');
  await expect(first).toHaveAttribute('aria-selected', 'true');
  await window.keyboard.press('j');

  await window.keyboard.press('n');
  await window.keyboard.type('He asks for money outside the company.');
  await window.keyboard.press('Escape');
  await window.keyboard.press('2');
  await expect(window.getByText(review.toast.violation)).toBeVisible();
  await expect(second).toHaveCount(0);
  await expectOpenWork(window, 1);

  await window.keyboard.press('Control+z');
  await expect(second).toHaveAttribute('aria-selected', 'true');
  await expectOpenWork(window, 2);
  await expect(detail.getByLabel(review.decision.note)).toHaveValue('He asks for money outside the company.');

  await window.keyboard.press('2');
  await expect(first).toHaveAttribute('aria-selected', 'true');
  await window.keyboard.press('1');
  await expect(window.getByRole('heading', { name: review.empty.open })).toBeVisible();
  await expectOpenWork(window, 0);
});

test('what was decided is listed with its decision and note', async () => {
  const { window } = app;
  await window.getByRole('radio', { name: review.status.decided }).click();
  const rows = list(window, review.list.label).getByRole('option');
  await expect(rows).toHaveCount(2);
  await rows.filter({ hasText: 'off the books' }).click();
  const record = window.getByRole('region', { name: review.decision.label });
  await expect(record).toContainText(review.decided.violation);
  await expect(record).toContainText('He asks for money outside the company.');
});

test('nothing of it was complained about in the console', async () => {
  expect(await complaints(app.window)).toEqual([]);
});
