import { expect, test } from '@playwright/test';
import { exportedChat, writeExport } from '../helpers/chat-export.ts';
import { complaints, type RunningApp } from '../helpers/electron-app.ts';
import {
  answerOpenDialog,
  expectOpenWork,
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

const { imports, policy, review } = words;

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

/** Imports a chat of two messages and leaves its summary open. */
async function importChat(contact: string, text: string): Promise<void> {
  const { window } = app;
  const chat = exportedChat([
    [contact, text],
    ['Owen Blake', 'Noted'],
  ]);
  await answerOpenDialog(app, [writeExport(workspace.files, `WhatsApp Chat with ${contact}.txt`, chat)]);
  await press(window, imports.choose.button);
}

test('the try-out shows what a changed policy would flag, and what is wrong with it', async () => {
  const { window } = app;
  await railEntry(window, 'policy').click();
  await window
    .getByRole('list', { name: policy.list.label })
    .getByRole('button', { name: 'Side payments' })
    .click();
  const phrases = window.getByLabel(policy.rules.phrases, { exact: true });
  const sample = window.getByLabel(policy.try.label);
  const tried = window.getByRole('region', { name: policy.try.title });
  await sample.fill('Could you slip me a purple envelope?');
  await expect(tried.getByText(policy.try.none)).toBeVisible();

  await phrases.fill(`${await phrases.inputValue()}\npurple env*`);
  await expect(tried.getByText(filled(policy.try.hits_one, { count: 1 }))).toBeVisible();
  await expect(tried.getByRole('listitem').locator('mark')).toHaveText('purple envelope');
  await expect(tried).toContainText(filled(policy.try.phrase, { text: 'purple env*' }));
  await expect(window.getByText(filled(policy.save.willBe, { version: 2 }))).toBeVisible();

  await phrases.fill(`${await phrases.inputValue()}\n*`);
  await expect(window.getByText(policy.problem['phrase-only-wildcard'])).toBeVisible();
  await window.keyboard.press('Control+s');
  await expect(window.getByText(filled(policy.problem.count_one, { count: 1 }))).toBeVisible();
  await phrases.fill((await phrases.inputValue()).replace(/\n\*$/, ''));
});

test('a policy looks for telephone numbers other than the company’s own', async () => {
  const { window } = app;
  const tried = window.getByRole('region', { name: policy.try.title });
  await window.getByLabel(policy.try.label).fill('Call +52 55 1234 5678 or my own number +52 55 8765 4321');
  await window.getByRole('checkbox', { name: policy.identifier.phone.name }).press('Space');
  await expect(tried.getByRole('listitem').locator('mark')).toHaveText([
    '+52 55 1234 5678',
    '+52 55 8765 4321',
  ]);
  await window.getByLabel(policy.rules.except, { exact: true }).fill('55 1234 5678\n');
  await expect(tried.getByRole('listitem').locator('mark')).toHaveText(['+52 55 8765 4321']);
  await expect(tried).toContainText(policy.identifier.phone.name);
  await window.getByRole('checkbox', { name: policy.identifier.phone.name }).press('Space');
});

test('a combination says what it flags, near and not near, and shows its problem where it is', async () => {
  const { window } = app;
  const tried = window.getByRole('region', { name: policy.try.title });
  const group = window.getByRole('group', { name: policy.combined.title });
  await press(group, policy.combined.add);
  const rule = group.getByRole('region').last();
  await rule.getByLabel(policy.combined.first, { exact: true }).fill('~invite');
  await rule.getByLabel(policy.combined.also, { exact: true }).fill('regatta\n~');
  await expect(rule.getByText(policy.problem['phrase-empty'])).toBeVisible();
  await rule.getByLabel(policy.combined.also, { exact: true }).fill('regatta');
  await rule.getByLabel(policy.combined.none, { exact: true }).fill('cancelled');
  await expect(rule).toContainText('“~invite”');
  await window.getByLabel(policy.try.label).fill('She 1nvited us to the r.e.g.a.t.t.a');
  await expect(tried.getByRole('listitem').locator('mark')).toHaveText(['1nvited', 'r.e.g.a.t.t.a']);
  await window.getByLabel(policy.try.label).fill('She invited us to the regatta, cancelled');
  await expect(tried.getByText(policy.try.none)).toBeVisible();
  await press(rule, policy.combined.remove);
});

test('saving puts version 2 in force for the messages that come from then on', async () => {
  const { window } = app;
  await railEntry(window, 'lines').click();
  await window.getByRole('button', { name: imports.title }).first().click();
  await importChat('Ana', 'I was given a purple envelope');
  await fillLine(window, 'Front desk', 'Owen Blake');
  await stateReason(window);
  await press(window, filled(imports.ask.start_one, { count: 1 }));
  await expect(summaryCounts(window, 'Ana.txt')).toHaveText(['2', '0', '0', '0', '0', '0', '0']);
  await window.keyboard.press('Escape');

  await railEntry(window, 'policy').click();
  await expect(window.getByText(policy.save.unsaved, { exact: true })).toBeVisible();
  await window.keyboard.press('Control+s');
  await expect(window.getByText(filled(policy.save.saved, { version: 2 }))).toBeVisible();
  await expect(window.getByRole('button', { name: filled(policy.version, { version: 2 }) })).toBeVisible();
  await expectOpenWork(window, 0);

  await railEntry(window, 'lines').click();
  await window.getByRole('button', { name: imports.title }).first().click();
  await importChat('Bruno', 'A purple envelope came today');
  await stateReason(window);
  await press(window, filled(imports.ask.start_one, { count: 1 }));
  await expect(summaryCounts(window, 'Bruno.txt')).toHaveText(['2', '0', '0', '0', '0', '0', '1']);
  await press(window, imports.summary.reviewFlags);
  await expect(list(window, review.list.label).getByRole('option')).toHaveCount(1);
  const why = window.getByRole('region', { name: review.detail.why });
  await expect(why).toContainText(filled(review.detail.version, { version: 2 }));
  await expect(why.getByText('purple envelope', { exact: true })).toBeVisible();
  await expectOpenWork(window, 1);
});

test('the versions of a policy are kept, with what changed', async () => {
  const { window } = app;
  await railEntry(window, 'policy').click();
  await press(window, filled(policy.version, { version: 2 }));
  const versions = window.getByRole('dialog');
  await expect(versions).toContainText(filled(policy.version, { version: 1 }));
  await expect(versions).toContainText(filled(policy.versions.added_one, { count: 1 }));
  await expect(versions).toContainText('purple env*');
  await window.keyboard.press('Escape');
});

test('a policy that is switched off flags nothing more', async () => {
  const { window } = app;
  const isOn = window.getByRole('switch', { name: filled(policy.list.enabled, { name: 'Side payments' }) });
  await isOn.focus();
  await window.keyboard.press('Space');
  await expect(isOn).not.toBeChecked();
  await railEntry(window, 'lines').click();
  await window.getByRole('button', { name: imports.title }).first().click();
  await importChat('Carla', 'One more purple envelope');
  await stateReason(window);
  await press(window, filled(imports.ask.start_one, { count: 1 }));
  await expect(summaryCounts(window, 'Carla.txt')).toHaveText(['2', '0', '0', '0', '0', '0', '0']);
  await window.keyboard.press('Escape');
  expect(await complaints(window)).toEqual([]);
});
