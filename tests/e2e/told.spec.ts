import { expect, test } from '@playwright/test';
import { exportedChat, writeExport } from '../helpers/chat-export.ts';
import { complaints, type RunningApp } from '../helpers/electron-app.ts';
import { list, openApp, press, railEntry } from '../helpers/person.ts';
import { makeWorkspace, type TestWorkspace } from '../helpers/workspace.ts';
import { filled, words } from '../helpers/words.ts';

test.describe.configure({ mode: 'serial' });

const { inbox, lines, told } = words;
const notice =
  'Please note that Harbour Tools keeps and reviews the work conversations of this WhatsApp line in order to serve you well, to prevent fraud and to meet its legal obligations. Only authorised people see them. You may ask for access to your data, or for their correction or erasure, by replying to this message.';
const own =
  'Hello, this is Harbour Tools. For your safety and ours we keep this chat for five years; ask us whatever you like about that.';

let app: RunningApp;
let workspace: TestWorkspace;

test.beforeAll(async () => {
  workspace = await makeWorkspace();
  const talk = Array.from({ length: 80 }, (_, index) => ['Ana', `Order ${index + 1}`] as const);
  await workspace.importChats(
    writeExport(
      workspace.files,
      'WhatsApp Chat with Ana.txt',
      exportedChat([['Owen Blake', `Good morning, Ana. ${notice}`], ...talk]),
    ),
    writeExport(
      workspace.files,
      'WhatsApp Chat with Bruno.txt',
      exportedChat([
        ['Bruno', 'Good morning'],
        ['Owen Blake', own],
      ]),
    ),
  );
  app = await openApp(workspace.folder);
});

test.afterAll(async () => {
  await app.close();
  await workspace.remove();
});

const part = () => app.window.getByRole('region', { name: told.title });
const share = (count: number) => filled(told.contacts_other, { told: count, count: 2 });

async function openLine(): Promise<void> {
  await railEntry(app.window, 'lines').click();
  await list(app.window, lines.list.label).getByRole('option').click();
}

test('the line says how many of its contacts were told, and opens the conversation of one who was not', async () => {
  const { window } = app;
  await openLine();
  await expect(part()).toContainText(share(1));
  await expect(part().getByRole('listitem')).toHaveCount(1);
  await press(part(), 'Bruno');
  await expect(window.getByRole('article').filter({ hasText: own })).toBeVisible();
  const fact = window.getByRole('definition').filter({ hasText: told.notYet });
  if (!(await fact.isVisible())) await window.keyboard.press('Control+i');
  await expect(fact).toBeVisible();
});

test('the text is ready with the company in it, and is copied to be pasted', async () => {
  await openLine();
  await expect(part().getByLabel(told.text, { exact: true })).toHaveValue(notice);
  await press(part(), told.copy);
  await expect.poll(() => app.electron.evaluate(({ clipboard }) => clipboard.readText())).toBe(notice);
});

test('a wording of one’s own is saved, and found in what was sent before', async () => {
  const text = part().getByLabel(told.text, { exact: true });
  await text.fill('We keep this chat');
  await expect(part().getByRole('button', { name: told.save })).toBeDisabled();
  await text.fill(own);
  await press(part(), told.save);
  await expect(part()).toContainText(share(2));
  await expect(part().getByRole('listitem')).toHaveCount(0);
});

test('the conversation says when the other side was told, and goes to that message', async () => {
  const { window } = app;
  await railEntry(window, 'inbox').click();
  await list(window, inbox.title).getByRole('option').filter({ hasText: 'Ana' }).click();
  await expect(window.getByText('Order 80', { exact: true }).last()).toBeVisible();
  await window.keyboard.press('Control+i');
  await window.getByRole('button', { name: /^Told on / }).click();
  await expect(window.getByRole('article').filter({ hasText: 'Good morning, Ana.' })).toBeInViewport();
  expect(await complaints(window)).toEqual([]);
});
