import { expect, test } from '@playwright/test';
import { exportedChat, writeExport } from '../helpers/chat-export.ts';
import { complaints, type RunningApp } from '../helpers/electron-app.ts';
import { list, openApp } from '../helpers/person.ts';
import { makeWorkspace, type TestWorkspace } from '../helpers/workspace.ts';
import { words } from '../helpers/words.ts';

test.describe.configure({ mode: 'serial' });

const { inbox, message } = words;
const count = 100_000;
/** Elements of the whole window, whatever the length of the conversation. */
const mostElements = 8_000;

let app: RunningApp;
let workspace: TestWorkspace;

test.beforeAll(async () => {
  workspace = await makeWorkspace();
  const chat = exportedChat(
    Array.from({ length: count }, (_, index) => {
      const by = index % 3 === 0 ? 'Owen Blake' : 'Ana';
      return [by, `Message ${index + 1}, about order ${index % 977} and its delivery`] as const;
    }),
  );
  const file = writeExport(workspace.files, 'WhatsApp Chat with Ana.txt', chat);
  expect(await workspace.importChats(file)).toBe(count);
  app = await openApp(workspace.folder);
});

test.afterAll(async () => {
  await app.close();
  await workspace.remove();
});

const numbered = (number: number) =>
  app.window.getByRole('article').filter({ hasText: `Message ${number},` });
const elements = () => app.window.locator('*').count();

test('a conversation of 100,000 messages opens at its newest, with few of them in the document', async () => {
  const { window } = app;
  await list(window, inbox.title).getByRole('option').click();
  await expect(numbered(count)).toBeInViewport();
  expect(await elements()).toBeLessThan(mostElements);
});

test('scrolling up brings what is older, and what is far away is let go', async () => {
  const { window } = app;
  await window.getByRole('log', { name: message.thread }).hover();
  await expect(async () => {
    await window.mouse.wheel(0, -20_000);
    await expect(numbered(count - 900)).toBeVisible({ timeout: 50 });
  }).toPass({ intervals: [50] });
  await expect(numbered(count)).toHaveCount(0);
  expect(await elements()).toBeLessThan(mostElements);
});

test('one key goes to the beginning, another back to the newest', async () => {
  const { window } = app;
  await window.keyboard.press('Control+Home');
  await expect(numbered(1)).toBeInViewport();
  await expect(window.getByText(message.beginning)).toBeVisible();
  await window.keyboard.press('Control+End');
  await expect(numbered(count)).toBeInViewport();
  expect(await elements()).toBeLessThan(mostElements);
  expect(await complaints(window)).toEqual([]);
});
