import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { packExports } from '../../scripts/demo/exports.ts';
import { root } from '../../scripts/setup/npm.mjs';
import { launchApp, temporaryFolder, type RunningApp } from '../helpers/electron-app.ts';
import { list, openApp, press, railEntry } from '../helpers/person.ts';
import { makeWorkspace, type TestWorkspace } from '../helpers/workspace.ts';
import { words } from '../helpers/words.ts';

const { common, exports, imports, inbox, lines, policy, review, search, settings } = words;
const chats = path.join(root, 'resources/demo/chats/exportacion');

let app: RunningApp;
let workspace: TestWorkspace;

test.beforeAll(async () => {
  workspace = await makeWorkspace();
  const files = await packExports(chats, path.join(workspace.files, 'exports'));
  await workspace.cli.json('import', ...files, '--line', 'Export desk', '--owner', 'Claire Donovan');
  app = await openApp(workspace.folder);
});

test.afterAll(async () => {
  await app.close();
  await workspace.remove();
});

async function openFirst(window: Page, name: string): Promise<void> {
  await list(window, name).getByRole('option').first().click();
}

/** Every screen, and how one comes there from any other. */
const screens: Readonly<Record<string, (window: Page) => Promise<void>>> = {
  async 'the inbox with a conversation and its details'(window) {
    await railEntry(window, 'inbox').click();
    await openFirst(window, inbox.title);
    await expect(window.getByRole('log').getByRole('article').first()).toBeVisible();
    await press(window, inbox.context);
    await expect(window.getByRole('region', { name: inbox.context })).toBeVisible();
  },
  async 'the flagged queue with a message to decide'(window) {
    await railEntry(window, 'review').click();
    await openFirst(window, review.list.label);
    await expect(window.getByRole('group', { name: review.decision.label })).toBeVisible();
  },
  async 'the search with filters and hits'(window) {
    await railEntry(window, 'search').click();
    await window.getByRole('searchbox').fill('the');
    await openFirst(window, search.found);
    await expect(window.getByRole('log').getByRole('article').first()).toBeVisible();
    const filters = window.getByRole('button', { name: search.filters });
    if ((await filters.getAttribute('aria-pressed')) === 'false') await filters.click();
  },
  async 'a new export'(window) {
    await railEntry(window, 'export').click();
    await window.getByRole('button', { name: exports.new }).first().click();
    await expect(window.getByText(exports.count.gaps)).toBeVisible();
  },
  async 'the policies with an editor'(window) {
    await railEntry(window, 'policy').click();
    await expect(window.getByLabel(policy.rules.phrases)).toBeVisible();
  },
  async 'the versions of a policy'(window) {
    await railEntry(window, 'policy').click();
    await window.getByRole('heading', { name: policy.rules.title }).click();
    await window.keyboard.press('v');
    await expect(window.getByRole('dialog')).toBeVisible();
  },
  async 'the lines'(window) {
    await railEntry(window, 'lines').click();
    await openFirst(window, lines.list.label);
  },
  async 'a new line'(window) {
    await railEntry(window, 'lines').click();
    await window.getByRole('button', { name: lines.add }).first().click();
    await expect(window.getByRole('alertdialog')).toBeVisible();
  },
  async 'an import'(window) {
    await railEntry(window, 'lines').click();
    await window.getByRole('button', { name: lines.import }).first().click();
    await expect(window.getByRole('button', { name: imports.choose.button })).toBeVisible();
  },
  async 'the settings'(window) {
    await railEntry(window, 'settings').click();
    await expect(window.getByRole('heading', { name: settings.security })).toBeVisible();
  },
  async 'the palette'(window) {
    await window.keyboard.press('Control+k');
    await expect(window.getByRole('menuitem').first()).toBeVisible();
  },
  async 'the keys'(window) {
    await press(window, common.frame.help);
    await expect(window.getByRole('dialog')).toBeVisible();
  },
};

/** What keeps people out of a screen, with where it is. */
async function barriers(window: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page: window })
    // Electron's windows can't open the blank page that axe would gather its findings in.
    .setLegacyMode()
    // What was said last may name a button that is gone.
    .exclude('[data-live-announcer]')
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes
        // The arrow keys move in a menu while the focus is in the field above it.
        .filter(({ html }) => !(id === 'scrollable-region-focusable' && html.includes('role="menu"')))
        .map(({ target }) => `${id}: ${target.join(' ')}`),
    );
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every screen can be used by everybody, in ${colorScheme} colours`, async () => {
    const { window } = app;
    await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const [name, open] of Object.entries(screens)) {
      await test.step(name, async () => {
        await open(window);
        expect.soft(await barriers(window)).toEqual([]);
        await window.keyboard.press('Escape');
        await expect(window.locator('[data-modal]')).toHaveCount(0);
      });
    }
  });
}

test('the lock can be used by everybody', async () => {
  const { window } = app;
  await window.keyboard.press('Control+l');
  await expect(window.getByRole('button', { name: words.workspace.unlock.open })).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await window.emulateMedia({ colorScheme });
    expect(await barriers(window)).toEqual([]);
  }
});

test('the first start can be used by everybody', async () => {
  const { folder, remove } = await temporaryFolder();
  const first = await launchApp(`--workspace=${folder}`);
  try {
    await expect(first.window.getByRole('heading', { name: words.workspace.company.title })).toBeVisible();
    for (const colorScheme of ['light', 'dark'] as const) {
      await first.window.emulateMedia({ colorScheme });
      expect(await barriers(first.window)).toEqual([]);
    }
  } finally {
    await first.close();
    await remove();
  }
});
