import { expect, test } from '@playwright/test';
import { exportedChat, writeExport } from '../helpers/chat-export.ts';
import { complaints, type RunningApp } from '../helpers/electron-app.ts';
import { list, openApp } from '../helpers/person.ts';
import { makeWorkspace, type TestWorkspace } from '../helpers/workspace.ts';
import { words } from '../helpers/words.ts';

test.describe.configure({ mode: 'serial' });

const { common, inbox, lines, review } = words;

let app: RunningApp;
let workspace: TestWorkspace;

test.beforeAll(async () => {
  workspace = await makeWorkspace();
  const files = ['Ana', 'Bruno', 'Carla'].map((name) =>
    writeExport(
      workspace.files,
      `WhatsApp Chat with ${name}.txt`,
      exportedChat([
        [name, `${name} says good morning`],
        ['Owen Blake', 'Good morning'],
      ]),
    ),
  );
  await workspace.importChats(...files);
  app = await openApp(workspace.folder);
});

test.afterAll(async () => {
  await app.close();
  await workspace.remove();
});

test('each section opens by its number', async () => {
  const { window } = app;
  for (const [index, name] of Object.values(common.sections).entries()) {
    await window.keyboard.press(`Control+${index + 1}`);
    await expect(window.getByRole('main')).toHaveAccessibleName(name);
  }
});

test('the inbox is read without a mouse: down the list, into the conversation and back', async () => {
  const { window } = app;
  await window.keyboard.press('Control+1');
  const rows = list(window, inbox.title).getByRole('option');
  await expect(list(window, inbox.title)).toBeFocused();
  await window.keyboard.press('j');
  await expect(rows.nth(0)).toHaveAttribute('aria-selected', 'true');
  await window.keyboard.press('ArrowDown');
  await expect(rows.nth(1)).toHaveAttribute('aria-selected', 'true');
  await window.keyboard.press('End');
  await expect(rows.nth(2)).toHaveAttribute('aria-selected', 'true');
  const thread = window.getByRole('log', { name: words.message.thread });
  await expect(thread).toContainText('Ana says good morning');
  await window.keyboard.press('Enter');
  await expect(thread).toBeFocused();
  await window.keyboard.press('/');
  await expect(window.getByRole('searchbox', { name: inbox.findTitle })).toBeFocused();
});

test('the palette finds a section, a conversation and a policy by a part of the name', async () => {
  const { window } = app;
  const palette = window.getByRole('dialog', { name: common.frame.palette });
  const find = async (text: string) => {
    await window.keyboard.press('Control+k');
    await expect(palette).toBeVisible();
    await window.keyboard.type(text);
    const found = palette.getByRole('menuitem').filter({ hasText: new RegExp(text, 'i') });
    await expect(found.first()).toHaveAttribute('data-focused', 'true');
    await window.keyboard.press('Enter');
    await expect(palette).toHaveCount(0);
  };
  await find('flagg');
  await expect(window.getByRole('heading', { name: review.empty.open })).toBeVisible();
  await find('bruno');
  await expect(window.getByRole('article').filter({ hasText: 'Bruno says good morning' })).toBeVisible();
  await find('insults');
  await expect(window.getByRole('main')).toHaveAccessibleName(common.sections.policy);
});

test('? shows the keys that work here, and nothing behind it hears a key', async () => {
  const { window } = app;
  await window.keyboard.press('Control+6');
  await expect(list(window, lines.list.label).getByRole('option')).toHaveCount(1);
  await window.keyboard.press('?');
  const help = window.getByRole('dialog', { name: common.frame.help });
  for (const label of [lines.add, lines.action.edit, common.frame.palette]) {
    await expect(help.getByText(label, { exact: true })).toBeVisible();
  }
  await window.keyboard.press('n');
  await window.keyboard.press('Control+1');
  await window.keyboard.press('Escape');
  await expect(help).toHaveCount(0);
  await expect(window.getByRole('main')).toHaveAccessibleName(common.sections.lines);
  await expect(window.getByRole('alertdialog')).toHaveCount(0);
});

test('the way back and forward is remembered', async () => {
  const { window } = app;
  await window.keyboard.press('Control+8');
  await expect(window.getByRole('main')).toHaveAccessibleName(common.sections.settings);
  await window.keyboard.press('Alt+ArrowLeft');
  await expect(window.getByRole('main')).toHaveAccessibleName(common.sections.lines);
  await window.keyboard.press('Alt+ArrowRight');
  await expect(window.getByRole('main')).toHaveAccessibleName(common.sections.settings);
  expect(await complaints(window)).toEqual([]);
});
