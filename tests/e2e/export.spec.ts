import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { packExports } from '../../scripts/demo/exports.ts';
import { root } from '../../scripts/setup/npm.mjs';
import { complaints, type RunningApp } from '../helpers/electron-app.ts';
import { answerOpenDialog, list, openApp, press, railEntry } from '../helpers/person.ts';
import { makeWorkspace, type TestWorkspace } from '../helpers/workspace.ts';
import { words } from '../helpers/words.ts';

test.describe.configure({ mode: 'serial' });

const { common, exports, inbox, search } = words;
const chats = path.join(root, 'resources/demo/chats/exportacion');

let app: RunningApp;
let workspace: TestWorkspace;
let folder: string;

test.beforeAll(async () => {
  workspace = await makeWorkspace();
  const files = await packExports(chats, path.join(workspace.files, 'chats'));
  await workspace.cli.json('import', ...files, '--line', 'Export desk', '--owner', 'Claire Donovan');
  folder = path.join(workspace.files, 'exported');
  mkdirSync(folder);
  app = await openApp(workspace.folder);
});

test.afterAll(async () => {
  await app.close();
  await workspace.remove();
});

test('a conversation is exported from the inbox, after asking why and where to', async () => {
  const { window } = app;
  await railEntry(window, 'inbox').click();
  await list(window, inbox.title).getByRole('option').first().click();
  await press(window, inbox.export);
  const dialog = window.getByRole('alertdialog', { name: exports.new });
  await expect(dialog.getByText(exports.count.messages)).toBeVisible();
  await press(dialog, exports.form.start);
  await expect(dialog).toContainText(exports.form.reasonMissing);
  await expect(dialog).toContainText(exports.form.folderMissing);
  await dialog.getByLabel(exports.fact.reason).fill('Request of the customer’s lawyer');
  await dialog.getByLabel(exports.fact.by).fill('Claire Donovan');
  await dialog.getByLabel(exports.form.password, { exact: true }).fill('short');
  await expect(dialog).toContainText(exports.form.passwordShort);
  await dialog.getByLabel(exports.form.password, { exact: true }).fill('');
  await answerOpenDialog(app, [folder]);
  await press(dialog, exports.form.folder);
  await expect(dialog).toContainText(folder);
  await press(dialog, exports.form.start);
  const detail = window.getByRole('region', { name: 'Export 1' });
  await expect(detail).toContainText(exports.hint.done);
  await expect(detail).toContainText('Request of the customer’s lawyer');
  await expect(detail.getByText(/^[0-9a-f]{64}$/)).toBeVisible();
  const [name = ''] = readdirSync(folder);
  expect(existsSync(path.join(folder, name, 'html/index.html'))).toBe(true);
  expect(await complaints(window)).toEqual([]);
});

test('what a search found is exported from the search', async () => {
  const { window } = app;
  await railEntry(window, 'search').click();
  await window.getByRole('searchbox').fill('container');
  await expect(list(window, search.found).getByRole('option').first()).toBeVisible();
  await press(window, search.export);
  const dialog = window.getByRole('alertdialog', { name: exports.new });
  await expect(dialog.getByLabel(exports.scope.search, { exact: true })).toHaveValue('container');
  await expect(dialog.getByLabel(exports.fact.by)).toHaveValue('Claire Donovan');
  await dialog.getByLabel(exports.fact.reason).fill('Review of a claim');
  await press(dialog, exports.form.folder);
  await press(dialog, exports.form.start);
  await expect(window.getByRole('region', { name: 'Export 2' })).toContainText(exports.hint.done);
  await expect(list(window, exports.list).getByRole('option')).toHaveCount(2);
  await expect(list(window, exports.list)).toContainText('container');
});

test('an export whose folder is gone says so', async () => {
  const { window } = app;
  await answerOpenDialog(app, [path.join(folder, 'gone')]);
  await press(window, exports.new);
  const dialog = window.getByRole('alertdialog', { name: exports.new });
  await dialog.getByLabel(exports.fact.reason).fill('Try');
  await press(dialog, exports.form.folder);
  await press(dialog, exports.form.start);
  await expect(window.getByRole('region', { name: 'Export 3' })).toContainText(
    words.errors['folder-unwritable'],
  );
  await expect(window.getByRole('button', { name: common.close })).toHaveCount(0);
});
