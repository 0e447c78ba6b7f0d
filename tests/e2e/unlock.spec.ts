import path from 'node:path';
import { expect, test } from '@playwright/test';
import { openAttempts } from '#host/workspace/attempts.ts';
import { firstUserId } from '#shared/model/user.ts';
import { complaints, launchApp, type RunningApp } from '../helpers/electron-app.ts';
import { press, railEntry, unlock } from '../helpers/person.ts';
import { makeWorkspace, type TestWorkspace } from '../helpers/workspace.ts';
import { filled, words } from '../helpers/words.ts';

test.describe.configure({ mode: 'serial' });

const { common, errors, inbox, workspace, settings } = words;
const newPassphrase = 'anchor velvet thirteen cactus rope';

let app: RunningApp;
let place: TestWorkspace;

test.beforeAll(async () => {
  place = await makeWorkspace();
  app = await launchApp(`--workspace=${place.folder}`);
});

test.afterAll(async () => {
  await app.close();
  await place.remove();
});

test('a wrong passphrase is said plainly, and from the third on one has to wait, longer each time', async () => {
  const { window } = app;
  const field = window.getByLabel(workspace.passphrase.label, { exact: true });
  const open = window.getByRole('button', { name: workspace.unlock.open, exact: true });
  const countdown = window.getByRole('timer');
  await expect(window.getByRole('heading', { name: 'Harbour Tools' })).toBeVisible();
  await expect(field).toBeFocused();
  for (const wrong of ['faro velero', 'faro velero 1987', 'faro velero 1987 ca']) {
    await expect(countdown).toHaveCount(0);
    await unlock(window, wrong);
    await expect(window.getByText(errors['passphrase-wrong'])).toBeVisible();
    await expect(field).toHaveValue('');
  }
  await field.fill('the fourth');
  await expect(open).toBeDisabled();
  await expect(countdown).toHaveText(filled(workspace.unlock.wait_other, { count: 2 }));
  await expect(countdown).toHaveText(filled(workspace.unlock.wait_one, { count: 1 }));
  await expect(countdown).toHaveCount(0);
  await open.click();
  await expect(countdown).toHaveText(filled(workspace.unlock.wait_other, { count: 4 }));
});

test('a restart does not shorten the wait', async () => {
  await app.close();
  const attempts = openAttempts(path.join(place.folder, 'attempts.json'), Date.now);
  // So many that the wait outlasts the slowest start.
  for (let wrong = 0; wrong < 5; wrong += 1) attempts.failed(firstUserId);
  app = await launchApp(`--workspace=${place.folder}`);
  await expect(app.window.getByRole('timer')).toBeVisible();
  await app.close();
  attempts.succeeded(firstUserId);
  app = await launchApp(`--workspace=${place.folder}`);
});

test('the right passphrase opens, and locking closes again', async () => {
  const { window } = app;
  await unlock(window);
  await expect(window.getByRole('heading', { name: inbox.empty.title })).toBeVisible();
  await railEntry(window, 'settings').click();
  await press(window.getByRole('region', { name: settings.security }), common.frame.lock);
  await expect(window.getByLabel(workspace.passphrase.label, { exact: true })).toBeVisible();
});

test('the recovery code opens with a new passphrase, which is the one from then on', async () => {
  const { window } = app;
  await press(window, workspace.unlock.recover);
  await window
    .getByLabel(workspace.recovery.code)
    .fill(place.recoveryCode.toLowerCase().replaceAll('-', ' '));
  await window.getByLabel(workspace.recover.passphrase).fill(newPassphrase);
  await window.getByLabel(common.passphrase.repeat).fill(newPassphrase);
  await press(window, workspace.recover.open);
  await expect(railEntry(window, 'inbox')).toBeVisible();
  expect(await complaints(window)).toEqual([]);

  await app.close();
  app = await launchApp(`--workspace=${place.folder}`);
  await unlock(app.window);
  await expect(app.window.getByText(errors['passphrase-wrong'])).toBeVisible();
  await unlock(app.window, newPassphrase);
  await expect(railEntry(app.window, 'inbox')).toBeVisible();
});
