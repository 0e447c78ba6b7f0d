import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { complaints, type RunningApp } from '../helpers/electron-app.ts';
import {
  answerOpenDialog,
  answerSaveDialog,
  choose,
  list,
  openApp,
  press,
  railEntry,
} from '../helpers/person.ts';
import { makeWorkspace, type TestWorkspace } from '../helpers/workspace.ts';
import { filled, words } from '../helpers/words.ts';
import { root } from '../../scripts/setup/npm.mjs';

test.describe.configure({ mode: 'serial' });

const { common, lines, notice } = words;
const paper = path.join(root, 'resources/icons/128x128.png');

let app: RunningApp;
let workspace: TestWorkspace;

test.beforeAll(async () => {
  workspace = await makeWorkspace();
  await workspace.cli.json('lines', 'add', '--name', 'Front desk', '--employee', 'Owen Blake');
  app = await openApp(workspace.folder);
  await railEntry(app.window, 'lines').click();
});

test.afterAll(async () => {
  await app.close();
  await workspace.remove();
});

const part = (name: string) => app.window.getByRole('region', { name });

test('the signed paper is attached, kept, and on record as what it is', async () => {
  const { window } = app;
  const records = part(notice.title);
  await expect(records).toContainText(filled(notice.none, { employee: 'Owen Blake' }));
  await window.keyboard.press('a');
  const dialog = window.getByRole('alertdialog');
  await press(dialog, notice.dialog.save);
  await expect(dialog).toContainText(notice.dialog.fileMissing);
  await answerOpenDialog(app, [paper]);
  await press(dialog, notice.dialog.file);
  await expect(dialog).toContainText('128x128.png');
  await press(dialog, common.today);
  await window.getByLabel(notice.dialog.by, { exact: true }).fill('Marta');
  await press(dialog, notice.dialog.save);
  await expect(records).toContainText(notice.how.paper);
  await expect(records).toContainText(filled(notice.by, { name: 'Marta' }));
  await expect(list(window, lines.list.label).getByRole('option')).not.toContainText(
    lines.condition['no-notice'].label,
  );
});

test('the employee accepts on screen only after reading to the end, with their full name', async () => {
  const { window } = app;
  await press(part(notice.title), notice.accept.open);
  const dialog = window.getByRole('alertdialog');
  await window.getByLabel(notice.accept.retention, { exact: true }).fill('Five years');
  const text = window.getByRole('textbox', { name: notice.accept.text });
  await expect(text).toHaveValue(/Person who uses the line: Owen Blake/);
  await expect(text).toHaveValue(/5\. How long\. Five years\./);
  const accept = dialog.getByRole('button', { name: notice.accept.confirm });
  const name = window.getByLabel(notice.accept.name, { exact: true });
  await expect(name).toBeDisabled();
  await expect(accept).toBeDisabled();
  await text.focus();
  await window.keyboard.press('Control+End');
  await expect(window.getByText(notice.accept.read)).toBeVisible();
  const pdf = path.join(workspace.files, 'Notice.pdf');
  await answerSaveDialog(app, pdf);
  await press(dialog, notice.accept.savePdf);
  await expect.poll(() => existsSync(pdf) && readFileSync(pdf, 'latin1').startsWith('%PDF-')).toBe(true);
  await name.fill('Owen James Blake');
  await accept.click();
  await expect(part(notice.title)).toContainText(notice.how.screen);
  await expect(part(notice.title)).toContainText(filled(notice.signed, { name: 'Owen James Blake' }));
});

test('a changed text becomes a version of its own, says which lines need it accepted anew, and until when', async () => {
  const { window } = app;
  await window.keyboard.press('t');
  const dialog = window.getByRole('alertdialog', { name: notice.texts.title });
  const text = window.getByRole('textbox', { name: notice.texts.words });
  await expect(text).toHaveValue(/Person who uses the line: \{\{employee\}\}/);
  const save = dialog.getByRole('button', { name: filled(notice.texts.save, { version: 1 }) });
  await expect(save).toBeDisabled();
  await text.fill('{{company}} supervises {{line}}.');
  await expect(dialog).toContainText(filled(notice.texts.missing, { fields: '{{employee}}' }));
  await expect(save).toBeDisabled();
  await text.fill('{{company}} supervises {{line}}, which {{employee}} uses.');
  await dialog.getByRole('radio', { name: notice.texts.preview }).click();
  await expect(window.getByRole('textbox', { name: notice.accept.text })).toHaveValue(
    /supervises Front desk, which Owen Blake uses\./,
  );
  await save.click();
  const question = window.getByRole('alertdialog', { name: filled(notice.texts.save, { version: 1 }) });
  await press(question, notice.texts.confirm);
  await expect(question).toContainText(notice.texts.answer);
  await question.getByRole('radio', { name: notice.texts.material }).click({ force: true });
  await expect(question.getByRole('list', { name: notice.texts.affectedLabel })).toContainText('Front desk');
  await question.getByRole('group', { name: notice.texts.until }).getByRole('spinbutton').first().click();
  await window.keyboard.type('01012040');
  await expect(question.getByLabel(notice.dialog.by, { exact: true })).toHaveValue('Marta');
  await press(question, notice.texts.confirm);
  await expect(dialog).toContainText(filled(notice.version, { version: 1 }));
  await dialog.getByRole('button', { name: common.close }).last().click();
  await expect(part(notice.title)).toContainText('2040');
});

test('the new text is what the employee accepts next, by its version; the one before stays readable', async () => {
  const { window } = app;
  await press(part(notice.title), notice.accept.open);
  const dialog = window.getByRole('alertdialog');
  await window.getByLabel(notice.accept.retention, { exact: true }).fill('Five years');
  await expect(window.getByRole('textbox', { name: notice.accept.text })).toHaveValue(
    /which Owen Blake uses/,
  );
  await expect(window.getByText(notice.accept.read)).toBeVisible();
  await window.getByLabel(notice.accept.name, { exact: true }).fill('Owen James Blake');
  await press(dialog, notice.accept.confirm);
  await expect(part(notice.title)).toContainText(filled(notice.version, { version: 1 }));
  await expect(part(notice.title)).not.toContainText('2040');
  await window.keyboard.press('t');
  await expect(window.getByRole('textbox', { name: notice.texts.words })).toHaveValue(/which \{\{employee/);
  await choose(window, notice.texts.versions, notice.texts.starter);
  await expect(window.getByRole('textbox', { name: notice.texts.words })).toHaveValue(/5\. How long/);
  // A list of options that was just closed does not take the key that closes the dialog.
  await window.keyboard.press('Escape');
  await expect(window.getByRole('alertdialog')).toBeHidden();
});

test('a private contact is excluded by number, found again, and not readable anywhere', async () => {
  const { window } = app;
  const contacts = part(notice.private.title);
  await window.keyboard.press('x');
  const dialog = window.getByRole('alertdialog');
  await window.getByLabel(notice.private.dialog.numberLabel).fill('sister');
  await press(dialog, notice.private.dialog.confirm);
  await expect(dialog).toContainText(notice.private.dialog.invalid);
  await window.getByLabel(notice.private.dialog.numberLabel).fill('+52 55 3333 3333');
  await choose(window, notice.private.dialog.category, notice.private.category.health);
  await window.getByLabel(notice.dialog.by, { exact: true }).fill('');
  await press(dialog, notice.private.dialog.confirm);
  await expect(dialog).toContainText(notice.dialog.byMissing);
  await window.getByLabel(notice.dialog.by, { exact: true }).fill('Marta');
  await press(dialog, notice.private.dialog.confirm);
  await expect(contacts).toContainText(notice.private.category.health);
  await expect(contacts).not.toContainText('3333');
  await press(contacts, notice.private.check);
  await window.getByLabel(notice.private.dialog.numberLabel).fill('52 1 55 3333 3333');
  await press(window.getByRole('dialog'), notice.private.find.ask);
  await expect(window.getByText(filled(notice.private.find.yes, { id: '1' }))).toBeVisible();
  await window.keyboard.press('Escape');
  await press(contacts, notice.private.lift);
  const lifting = window.getByRole('alertdialog');
  await window.getByLabel(notice.dialog.by, { exact: true }).fill('Irene');
  await press(lifting, notice.private.liftConfirm);
  await expect(contacts).toContainText('recorded by Marta');
  await expect(contacts).toContainText('by Irene');
});

test('withdrawing the notice asks for a reason, and stops capture', async () => {
  const { window } = app;
  await press(part(notice.title), notice.withdraw);
  const dialog = window.getByRole('alertdialog');
  await expect(dialog.getByRole('button', { name: notice.withdrawal.confirm })).toBeDisabled();
  await window.getByLabel(notice.withdrawal.reason).fill('Owen left the company');
  await press(dialog, notice.withdrawal.confirm);
  await expect(part(notice.title)).toContainText('Owen left the company');
  await expect(part(notice.title)).toContainText(filled(notice.by, { name: 'Irene' }));
  await expect(list(window, lines.list.label).getByRole('option')).toContainText(
    lines.condition['no-notice'].label,
  );
  expect(await complaints(window)).toEqual([]);
});
