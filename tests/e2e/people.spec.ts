import { expect, test, type Page } from '@playwright/test';
import { codeOf, stepAt } from '#host/people/one-time-code.ts';
import { passphrase } from '../helpers/cli.ts';
import { complaints, type RunningApp } from '../helpers/electron-app.ts';
import { choose, list, openApp, press, railEntry } from '../helpers/person.ts';
import { makeWorkspace, type TestWorkspace } from '../helpers/workspace.ts';
import { filled, words } from '../helpers/words.ts';

test.describe.configure({ mode: 'serial' });

const { common, errors, people, settings, workspace } = words;
const given = 'anchor velvet thirteen cactus';
const own = 'copper lantern 5582 meadow owl';

let app: RunningApp;
let place: TestWorkspace;

test.beforeAll(async () => {
  place = await makeWorkspace();
  await place.cli.json(
    'lines',
    'add',
    '--name',
    'Front desk',
    '--employee',
    'Owen',
    '--team',
    'Sales',
    '--notice-date',
    '2026-01-07',
  );
  app = await openApp(place.folder);
});

test.afterAll(async () => {
  await app.close();
  await place.remove();
});

async function fillNewPassphrase(window: Page, label: string, text: string): Promise<void> {
  await window.getByLabel(label, { exact: true }).fill(text);
  await window.getByLabel(common.passphrase.repeat).fill(text);
}

async function lock(window: Page): Promise<void> {
  await window.keyboard.press('Control+l');
  await expect(window.getByLabel(workspace.passphrase.label, { exact: true })).toBeVisible();
}

async function signIn(window: Page, name: string, text: string): Promise<void> {
  await choose(window, workspace.unlock.person, name);
  await window.getByLabel(workspace.passphrase.label, { exact: true }).fill(text);
  await press(window, workspace.unlock.open);
}

/** Rows of the log are options as well, and hold names. */
async function chooseFilter(window: Page, label: string, option: string): Promise<void> {
  await window.getByRole('button', { name: label }).click();
  await window.getByRole('option', { name: option, exact: true }).click();
}

function sections(window: Page) {
  return window
    .getByRole('navigation', { name: common.frame.rail })
    .getByRole('listitem')
    .getByRole('button');
}

test('an owner adds a reviewer who is kept to a team', async () => {
  const { window } = app;
  await railEntry(window, 'people').click();
  await expect(list(window, people.list).getByRole('option')).toHaveCount(1);
  await window.keyboard.press('n');
  const dialog = window.getByRole('dialog', { name: people.add });
  await dialog.getByLabel(people.name, { exact: true }).fill('Rosa Quintero');
  await choose(window, people.role, people.roles.reviewer);
  await dialog.getByText(people.confine, { exact: true }).click();
  await dialog.getByText('Sales', { exact: true }).click();
  await fillNewPassphrase(window, people.firstPassphrase, given);
  await press(dialog, people.add);
  await expect(dialog).toHaveCount(0);
  await expect(list(window, people.list).getByRole('option', { name: /Rosa Quintero/ })).toContainText(
    people.waiting,
  );
});

test('she signs in with what she was given, chooses her own passphrase, and sees what is hers', async () => {
  const { window } = app;
  await lock(window);
  await signIn(window, 'Rosa Quintero', given);
  await expect(
    window.getByRole('heading', { name: filled(workspace.own.title, { name: 'Rosa Quintero' }) }),
  ).toBeVisible();
  await window.getByLabel(workspace.own.given, { exact: true }).fill(given);
  await fillNewPassphrase(window, workspace.own.new, own);
  await press(window, workspace.own.save);
  await expect(railEntry(window, 'inbox')).toBeVisible();
  await expect(railEntry(window, 'people')).toHaveCount(0);
  await expect(railEntry(window, 'lines')).toHaveCount(0);
  await expect(sections(window).filter({ hasText: common.sections.settings })).toHaveCount(1);
  await railEntry(window, 'settings').click();
  await expect(window.getByRole('region', { name: settings.security })).toContainText('Rosa Quintero');
  await expect(window.getByRole('region', { name: settings.company })).toHaveCount(0);
});

test('the log tells the owner what she did, narrowed by person and by words', async () => {
  const { window } = app;
  await lock(window);
  await signIn(window, people.unnamed, passphrase);
  await railEntry(window, 'people').click();
  await window.getByRole('radio', { name: people.log }).click();
  const log = list(window, people.actions);
  await chooseFilter(window, people.filter.person, 'Rosa Quintero');
  await expect(log.getByRole('option')).toHaveText([
    new RegExp(people.kinds.locked),
    new RegExp(people.kinds['passphrase-changed']),
    new RegExp(people.kinds['signed-in']),
  ]);
  await chooseFilter(window, people.filter.person, people.filter.everybody);
  await window.getByRole('searchbox', { name: people.filter.text }).fill('quintero');
  await expect(log.getByRole('option').filter({ hasText: people.kinds['user-added'] })).toHaveCount(1);
  await window.getByRole('searchbox', { name: people.filter.text }).fill('no such words');
  await expect(window.getByRole('heading', { name: people.empty })).toBeVisible();
  expect(await complaints(window)).toEqual([]);
});

test('a code of the phone is asked for beside the passphrase, once it was switched on', async () => {
  const { window } = app;
  await railEntry(window, 'settings').click();
  await press(window, settings.factor.add);
  const dialog = window.getByRole('dialog', { name: settings.factor.add });
  await expect(dialog.getByRole('img', { name: settings.factor.qr })).toBeVisible();
  const secret = (await dialog.getByRole('code').textContent()) ?? '';
  const now = Date.now();
  await dialog.getByLabel(settings.factor.code).fill(codeOf(secret, stepAt(now) - 1));
  await press(dialog, settings.factor.confirm);
  await expect(dialog).toHaveCount(0);
  await lock(window);
  await signIn(window, people.unnamed, passphrase);
  const code = window.getByLabel(workspace.unlock.code);
  await expect(code).toBeFocused();
  // The one that was used is worth nothing any more.
  await code.fill(codeOf(secret, stepAt(now) - 1));
  await press(window, workspace.unlock.open);
  await expect(window.getByText(errors['code-wrong'])).toBeVisible();
  await code.fill(codeOf(secret, stepAt(Date.now())));
  await press(window, workspace.unlock.open);
  await expect(railEntry(window, 'settings')).toBeVisible();
});
