import { expect, test, type Locator } from '@playwright/test';
import type { Group } from '../../scripts/loopback-whatsapp/contract.ts';
import {
  type Contact,
  type LoopbackWhatsapp,
  startLoopbackWhatsapp,
} from '../../scripts/loopback-whatsapp/server.ts';
import { converse, kinds } from '../helpers/all-kinds.ts';
import { complaints, type RunningApp } from '../helpers/electron-app.ts';
import { linkFirstLine, list, openApp, press, railEntry } from '../helpers/person.ts';
import { makeWorkspace, type TestWorkspace } from '../helpers/workspace.ts';
import { filled, words } from '../helpers/words.ts';

test.describe.configure({ mode: 'serial' });

const { inbox, message } = words;

let app: RunningApp;
let workspace: TestWorkspace;
let whatsapp: LoopbackWhatsapp;
let ana: Contact;
let group: Group;

test.beforeAll(async () => {
  whatsapp = await startLoopbackWhatsapp();
  ana = whatsapp.contact('Ana', '5215511111111');
  group = whatsapp.group('Site crew', [ana, whatsapp.contact('Bruno', '5215522222222')]);
  workspace = await makeWorkspace();
  app = await openApp(workspace.folder, `--wa-url=${whatsapp.url}`);
});

test.afterAll(async () => {
  await app.close();
  await whatsapp.close();
  await workspace.remove();
});

function bubble(text: string): Locator {
  return app.window.getByRole('article').filter({ hasText: text });
}

test('every kind of message is shown as what it is', async () => {
  const { window } = app;
  await linkFirstLine(window, whatsapp);
  for (const content of kinds) {
    await ana.send({ message: content });
    await whatsapp.delivered();
  }
  await converse(whatsapp, ana);
  await railEntry(window, 'inbox').click();
  await list(window, inbox.title).getByRole('option').filter({ hasText: 'Ana' }).click();
  await expect(bubble('When shall we deliver?')).toContainText(
    filled(message.subject.voters_one, { count: 1 }),
  );
  await expect(bubble('Paint catalogue')).toContainText('19 L');
  await expect(bubble('Grey cement')).toContainText('1,900.00');
  await expect(bubble('chain letter')).toContainText(message.forwarded.often);
  await expect(bubble('Your bank')).toContainText('https://example.com/bank');
  await expect(bubble(message.details.word.answered)).toContainText('1:05');
  await expect(bubble(message.kind.unknown)).toBeVisible();
});

test('pressing a quote goes to the message that it quotes', async () => {
  const { window } = app;
  await bubble('Agreed then').getByRole('button', { name: 'The price is 100' }).click();
  await expect(window.locator('article[class*="target"]')).toContainText('The price is 100');
});

test('the details of a message tell how it got there, who could read it, and what it was made of, by keyboard', async () => {
  const { window } = app;
  const reply = bubble('Agreed then');
  await expect(reply.getByRole('img', { name: message.receipt.read_one })).toBeVisible();
  await reply.getByRole('button', { name: message.details.show }).focus();
  await window.keyboard.press('Enter');
  const details = window.getByRole('dialog', { name: message.details.title });
  await expect(details).toContainText(message.details.word.delivered);
  await expect(details).toContainText(message.details.word.read);
  await expect(details).toContainText(filled(message.details.readers_other, { count: 2 }));
  await expect(details).toContainText('Owen Blake');
  await press(details, message.details.showRaw);
  await expect(details.getByRole('textbox')).toHaveValue(/"Agreed then"/);
  await window.keyboard.press('Escape');
  await expect(details).toHaveCount(0);
});

test('a message in a group tells who could read it, and who did', async () => {
  const { window } = app;
  await group.send('phone', { text: 'The truck leaves at nine' }, { id: 'TRUCK' });
  await whatsapp.delivered();
  whatsapp.deliver({
    tag: 'receipt',
    attrs: {
      id: 'TRUCK',
      from: group.jid,
      participant: ana.jid,
      type: 'read',
      t: String(Math.floor(Date.now() / 1000)),
    },
  });
  await list(window, inbox.title).getByRole('option').filter({ hasText: 'Site crew' }).click();
  const said = bubble('The truck leaves at nine');
  await expect(said.getByRole('img', { name: message.receipt.read_one })).toBeVisible();
  await said.getByRole('button', { name: message.details.show }).focus();
  await window.keyboard.press('Enter');
  const details = window.getByRole('dialog', { name: message.details.title });
  await expect(details).toContainText(filled(message.details.readers_other, { count: 3 }));
  await expect(details).toContainText('Owen Blake');
  await window.keyboard.press('Escape');
});

test('what somebody quotes is not found as the words of the one who replies', async () => {
  const { window } = app;
  await railEntry(window, 'search').click();
  await window.getByRole('searchbox').fill('"price is 100"');
  await expect(window.getByRole('listbox').getByRole('option')).toHaveCount(1);
  expect(await complaints(window)).toEqual([]);
});
