import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { exportedChat, writeExport } from '../helpers/chat-export.ts';
import { complaints, type RunningApp } from '../helpers/electron-app.ts';
import {
  answerOpenDialog,
  fillLine,
  openApp,
  press,
  railEntry,
  stateReason,
  summaryCounts,
} from '../helpers/person.ts';
import { makeWorkspace, type TestWorkspace } from '../helpers/workspace.ts';
import { filled, words } from '../helpers/words.ts';

test.describe.configure({ mode: 'serial' });

const { imports, policy } = words;
const { backtest } = policy;

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

test('a draft is run over the archive, its samples are judged by key and opened in their conversation', async () => {
  const { window } = app;
  await railEntry(window, 'lines').click();
  await window.getByRole('button', { name: imports.title }).first().click();
  const chat = exportedChat([
    ['Ana', 'I was given a purple envelope'],
    ['Owen Blake', 'The purple envelope is here'],
    ['Ana', 'Good morning'],
  ]);
  await answerOpenDialog(app, [writeExport(workspace.files, 'WhatsApp Chat with Ana.txt', chat)]);
  await press(window, imports.choose.button);
  await fillLine(window, 'Front desk', 'Owen Blake');
  await stateReason(window);
  await press(window, filled(imports.ask.start_one, { count: 1 }));
  await expect(summaryCounts(window, 'Ana.txt')).toHaveText(['3', '0', '0', '0', '0', '0', '0']);
  await window.keyboard.press('Escape');

  await railEntry(window, 'policy').click();
  await window
    .getByRole('list', { name: policy.list.label })
    .getByRole('button', { name: 'Side payments' })
    .click();
  const phrases = window.getByLabel(policy.rules.phrases, { exact: true });
  await phrases.fill(`${await phrases.inputValue()}\npurple env*`);
  await press(window, backtest.title);
  const dialog = window.getByRole('dialog');
  await dialog.getByRole('radio', { name: backtest.periods.all }).click();
  await press(dialog, backtest.run);
  await expect(dialog).toContainText(filled(backtest.hits_other, { count: 2 }));
  await expect(dialog).toContainText(filled(backtest.added_other, { count: 2, version: 1 }));
  const samples = dialog.getByRole('list', { name: backtest.samples }).getByRole('listitem');
  await expect(samples.locator('mark')).toHaveText(['purple envelope', 'purple envelope']);
  await samples.first().focus();
  await window.keyboard.press('r');
  await expect(samples.last()).toBeFocused();
  await window.keyboard.press('w');
  await expect(dialog).toContainText(
    filled(backtest.precision_other, { count: 2, right: 1, percent: '50%' }),
  );
  for (const colorScheme of ['light', 'dark'] as const) {
    await window.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page: window })
      .include('[role=dialog]')
      .setLegacyMode()
      .analyze();
    expect(violations).toEqual([]);
  }
  await samples.last().focus();
  await window.keyboard.press('o');
  await expect(window.getByText('The purple envelope is here').last()).toBeVisible();

  await railEntry(window, 'policy').click();
  await press(window, backtest.title);
  await expect(samples).toHaveCount(2);
  await expect(dialog.getByRole('button', { name: backtest.again })).toBeVisible();
  await window.keyboard.press('Escape');
  expect(await complaints(window)).toEqual([]);
});
