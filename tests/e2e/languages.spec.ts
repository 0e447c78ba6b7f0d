import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { z } from 'zod';
import { languages, type Language } from '#shared/model/workspace.ts';
import { root } from '../../scripts/setup/npm.mjs';
import { exportedChat, writeExport } from '../helpers/chat-export.ts';
import { complaints, type RunningApp } from '../helpers/electron-app.ts';
import { openApp, railEntry } from '../helpers/person.ts';
import { makeWorkspace, type TestWorkspace } from '../helpers/workspace.ts';
import { words } from '../helpers/words.ts';

test.describe.configure({ mode: 'serial' });

type TextTree = string | { readonly [key: string]: TextTree };
const textTree: z.ZodType<TextTree> = z.lazy(() => z.union([z.string(), z.record(z.string(), textTree)]));

function* flatten(tree: TextTree, key = ''): Generator<readonly [key: string, text: string]> {
  if (typeof tree === 'string') yield [key, tree];
  else
    for (const [name, branch] of Object.entries(tree))
      yield* flatten(branch, (key && `${key}.${name}`) || name);
}

/** All texts of a language by their keys. */
function textsOf(language: Language): readonly (readonly [key: string, text: string])[] {
  return globSync(path.join(root, 'src-shared/locales', language, '*.json')).flatMap((file) => [
    ...flatten(textTree.parse(JSON.parse(readFileSync(file, 'utf8')))),
  ]);
}

const texts = Object.fromEntries(languages.map((language) => [language, textsOf(language)]));
const keys = new Set(textsOf('en').map(([key]) => key.replace(/_(?:one|other)$/, '')));

let app: RunningApp;
let workspace: TestWorkspace;

test.beforeAll(async () => {
  workspace = await makeWorkspace();
  const chat = exportedChat([
    [null, 'Messages and calls are end-to-end encrypted.'],
    ['Ana', 'Good morning'],
    ['Ana', '<Media omitted>'],
    ['Owen Blake', 'Text me on my personal number'],
  ]);
  const file = writeExport(workspace.files, 'WhatsApp Chat with Ana.txt', chat);
  await workspace.importChats(file);
  app = await openApp(workspace.folder);
});

test.afterAll(async () => {
  await app.close();
  await workspace.remove();
});

/** Every text that the window shows or reads out. */
function shownTexts(): Promise<string[]> {
  return app.window.evaluate(() => {
    const found = new Set<string>();
    const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (nodes.nextNode()) found.add(nodes.currentNode.textContent?.trim() ?? '');
    for (const element of document.querySelectorAll('*')) {
      for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
        found.add(element.getAttribute(name) ?? '');
    }
    found.delete('');
    return [...found];
  });
}

/** What no screen should say: a key, a placeholder, or a text of another language. */
async function strangeTexts(language: Language): Promise<string[]> {
  const ours = new Set(texts[language]?.map(([, text]) => text));
  const english = new Set(texts['en']?.map(([, text]) => text));
  return (await shownTexts()).filter((text) => {
    if (ours.has(text)) return false;
    return keys.has(text) || english.has(text) || /\{\{|^[\w-]+:?[\w-]+(?:\.[\w-]+)+$/.test(text);
  });
}

/** Opens one screen after the other by keyboard, with what lies over them, and looks at each. */
async function walk(look: (screen: string) => Promise<void>): Promise<void> {
  const { window } = app;
  const press = (key: string) => window.keyboard.press(key);
  const open = async (screen: string, key: string) => {
    await press(key);
    await expect(window.getByRole('dialog').or(window.getByRole('alertdialog'))).toBeVisible();
    await look(screen);
    await press('Escape');
    await expect(window.getByRole('dialog').or(window.getByRole('alertdialog'))).toHaveCount(0);
  };
  await press('Control+1');
  await window.getByRole('option').first().click();
  await expect(window.getByRole('article').first()).toBeVisible();
  await look('inbox');
  await press('Control+i');
  await expect(window.getByRole('definition').first()).toBeVisible();
  await look('details');
  await press('Control+i');
  await press('Control+2');
  await expect(window.getByRole('article').first()).toBeVisible();
  await look('flagged');
  await press('Control+3');
  await window.getByRole('searchbox').fill('');
  await look('search');
  await window.getByRole('searchbox').fill('morning');
  await window.getByRole('option').first().click();
  await expect(window.getByRole('article').first()).toBeVisible();
  await look('found');
  await press('Control+4');
  await expect(window.getByRole('textbox').first()).toBeVisible();
  await look('policies');
  await open('versions', 'v');
  await press('Control+6');
  await expect(window.getByRole('option')).toBeVisible();
  await look('lines');
  await open('add line', 'n');
  await open('import', 'i');
  await press('Control+7');
  await window.getByRole('radio').first().click();
  await expect(window.getByRole('option').first()).toBeVisible();
  await look('people');
  await open('add person', 'n');
  await window.getByRole('radio').last().click();
  await expect(window.getByRole('option').first()).toBeVisible();
  await look('log');
  await press('Control+8');
  await expect(window.getByRole('textbox').first()).toBeVisible();
  await look('settings');
  await open('palette', 'Control+k');
  await open('help', '?');
}

for (const language of languages) {
  test(`no screen has a text that is missing in ${language}`, async () => {
    const { window } = app;
    await window.keyboard.press('Control+8');
    const own = Object.fromEntries(texts[language] ?? []);
    await window.getByRole('button', { name: /English|Español|Português/ }).click();
    await window.getByRole('option', { name: words.common.languages[language] }).click();
    await expect(window.locator('html')).toHaveAttribute('lang', language);
    await expect(window.getByRole('main')).toHaveAccessibleName(own['sections.settings'] ?? '');
    await walk(async (screen) => {
      expect(await strangeTexts(language), `${screen} in ${language}`).toEqual([]);
    });
    expect(await complaints(window)).toEqual([]);
  });
}

test('the theme is switched at once, and is still the same after a restart', async () => {
  await railEntry(app.window, 'settings').click();
  const background = () => app.window.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const isLight = async () => /rgb\((2\d\d), (2\d\d), (2\d\d)\)/.test(await background());
  await app.window.getByRole('radio', { name: words.settings.themes.light }).click();
  await expect.poll(isLight).toBe(true);
  await app.window.getByRole('radio', { name: words.settings.themes.dark }).click();
  await expect.poll(isLight).toBe(false);
  await app.close();
  app = await openApp(workspace.folder);
  expect(await isLight()).toBe(false);
});
