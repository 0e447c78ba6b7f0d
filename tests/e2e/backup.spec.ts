import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { exportedChat, writeExport } from '../helpers/chat-export.ts';
import { complaints, launchApp } from '../helpers/electron-app.ts';
import { passphrase } from '../helpers/cli.ts';
import { answerOpenDialog, list, openApp, press, railEntry, unlock } from '../helpers/person.ts';
import { makeWorkspace } from '../helpers/workspace.ts';
import { words } from '../helpers/words.ts';

const { backup, inbox } = words;

test('a backup is made and tested from the settings, and restored at the first start on another PC', async () => {
  const workspace = await makeWorkspace();
  const chat = writeExport(
    workspace.files,
    'WhatsApp Chat with Marta.txt',
    exportedChat([['Marta', 'Do you have the brass hinges?']]),
  );
  await workspace.importChats(chat);
  const place = path.join(workspace.files, 'usb');
  mkdirSync(place);

  const app = await openApp(workspace.folder);
  await railEntry(app.window, 'settings').click();
  const part = app.window.getByRole('region', { name: backup.title });
  await expect(part).toContainText(backup.noPlace);
  await answerOpenDialog(app, [place]);
  await press(part, backup.choose);
  await expect(part).toContainText(place);
  await press(part, backup.now);
  await expect(part).toContainText('1 message');
  await press(part, backup.checkNow);
  await expect(part).toContainText('Restored and checked on');
  expect(await complaints(app.window)).toEqual([]);
  await app.close();

  const other = await launchApp(`--workspace=${path.join(workspace.files, 'other-pc')}`);
  const { window } = other;
  await press(window, backup.restore.begin);
  await answerOpenDialog(other, [place]);
  await press(window, backup.restore.folder);
  await window.getByLabel(backup.restore.passphrase, { exact: true }).fill('not the passphrase');
  await press(window, backup.restore.start);
  await expect(window.getByRole('alert')).toBeVisible();
  await window.getByLabel(backup.restore.passphrase, { exact: true }).fill(passphrase);
  expect(await complaints(window)).toEqual([]);
  await press(window, backup.restore.start);
  await unlock(window);
  await expect(railEntry(window, 'inbox')).toBeVisible();
  await expect(list(window, inbox.title).getByRole('option')).toHaveCount(1);
  await other.close();
  await workspace.remove();
});
