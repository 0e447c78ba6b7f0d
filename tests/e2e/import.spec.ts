import { expect, test } from '@playwright/test';
import { exportedChat, writeExport } from '../helpers/chat-export.ts';
import { complaints, type RunningApp } from '../helpers/electron-app.ts';
import {
  answerOpenDialog,
  dropFiles,
  fillLine,
  list,
  openApp,
  press,
  railEntry,
  stateReason,
  summaryCounts,
} from '../helpers/person.ts';
import { makeWorkspace, type TestWorkspace } from '../helpers/workspace.ts';
import { filled, words } from '../helpers/words.ts';

test.describe.configure({ mode: 'serial' });

const { common, errors, imports, inbox, lines } = words;
const chatWithAna = [
  ['Ana', 'Is the ladder back in stock?'],
  ['Owen Blake', 'Since Monday.'],
] as const;

let app: RunningApp;
let workspace: TestWorkspace;

test.beforeAll(async () => {
  workspace = await makeWorkspace();
  app = await openApp(workspace.folder);
});

test.afterAll(async () => {
  await app.close();
  await workspace.remove();
});

test('several files are dropped at once: what is no chat export says so, and the others go on', async () => {
  const { window } = app;
  await dropFiles(app, [
    writeExport(workspace.files, 'WhatsApp Chat with Ana.txt', exportedChat(chatWithAna)),
    writeExport(workspace.files, 'Shopping list.txt', 'bread\nmilk\n'),
    writeExport(
      workspace.files,
      'WhatsApp Chat with Bruno.txt',
      exportedChat([
        ['Bruno', 'Do you deliver on Saturdays?'],
        ['Owen Blake', 'Until noon.'],
        ['Bruno', 'Perfect'],
      ]),
    ),
  ]);
  const files = window.getByRole('region', { name: imports.ask.files }).getByRole('listitem');
  await expect(files).toHaveCount(3);
  await expect(files.filter({ hasText: 'Shopping list.txt' })).toContainText(errors['not-a-chat-export']);
  await expect(files.filter({ hasText: 'Ana.txt' })).toContainText(
    filled(imports.ask.ownerIs, { name: 'Owen Blake' }),
  );
  await expect(window.getByText(filled(imports.ask.skipped_one, { count: 1 }))).toBeVisible();
  await fillLine(window, 'Front desk', 'Owen Blake');
  await stateReason(window);
  await press(window, filled(imports.ask.start_other, { count: 2 }));

  await expect(window.getByRole('heading', { name: imports.summary.done })).toBeVisible();
  await expect(summaryCounts(window, 'WhatsApp Chat with Ana.txt')).toHaveText([
    '2',
    '0',
    '0',
    '0',
    '0',
    '0',
    '0',
  ]);
  await expect(summaryCounts(window, 'WhatsApp Chat with Bruno.txt')).toHaveText([
    '3',
    '0',
    '0',
    '0',
    '0',
    '0',
    '0',
  ]);
  await expect(summaryCounts(window, imports.summary.total)).toHaveText(['5', '0', '0', '0', '0', '0', '0']);
  await press(window.getByRole('row', { name: 'Bruno' }), imports.summary.conversation);
  const imported = window.getByRole('article').filter({ hasText: 'Do you deliver on Saturdays?' });
  await expect(imported.getByRole('img', { name: words.message.fromExport })).toBeVisible();
});

test('a later export of the same chat says before what is new in it and adds only that; the same file again adds nothing', async () => {
  const { window } = app;
  const name = 'WhatsApp Chat with Ana.txt';
  const file = writeExport(workspace.files, name, exportedChat([...chatWithAna, ['Ana', 'Then I come by']]));
  await railEntry(window, 'lines').click();
  for (const [added, known, said] of [
    ['1', '2', filled(imports.preview.both, { added: 1, known: 2 })],
    ['0', '3', imports.preview.known],
  ] as const) {
    await press(window.getByRole('region', { name: lines.title }), lines.import);
    await answerOpenDialog(app, [file]);
    await press(window, imports.choose.button);
    const files = window.getByRole('region', { name: imports.ask.files }).getByRole('listitem');
    await expect(files).toContainText(said);
    await stateReason(window);
    await press(window, filled(imports.ask.start_one, { count: 1 }));
    await expect(summaryCounts(window, name)).toHaveText([added, '0', known, '0', '0', '0', '0']);
    await window.keyboard.press('Escape');
  }
  await railEntry(window, 'inbox').click();
  const conversations = list(window, inbox.title).getByRole('option');
  await expect(conversations).toHaveCount(2);
  await conversations.filter({ hasText: 'Ana' }).click();
  await expect(window.getByRole('log', { name: words.message.thread }).getByRole('article')).toHaveCount(3);
});

test('dropped files that are all unreadable leave nothing to start', async () => {
  const { window } = app;
  await dropFiles(app, [writeExport(workspace.files, 'notes.txt', 'not a chat')]);
  await expect(window.getByText(errors['not-a-chat-export'])).toBeVisible();
  await expect(
    window.getByRole('button', { name: filled(imports.ask.start_other, { count: 0 }) }),
  ).toBeDisabled();
  await press(window, common.cancel);
});

test('nothing of it was complained about in the console', async () => {
  expect(await complaints(app.window)).toEqual([]);
});
