import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, type Locator } from '@playwright/test';
import { proto } from '@whiskeysockets/baileys';
import {
  type Contact,
  type LoopbackWhatsapp,
  startLoopbackWhatsapp,
} from '../../scripts/loopback-whatsapp/server.ts';
import { root } from '../../scripts/setup/npm.mjs';
import { complaints, type RunningApp } from '../helpers/electron-app.ts';
import { expectOpenWork, list, openApp, press, railEntry, scanCode } from '../helpers/person.ts';
import { makeWorkspace, type TestWorkspace } from '../helpers/workspace.ts';
import { filled, words } from '../helpers/words.ts';

test.describe.configure({ mode: 'serial' });

const { common, inbox, lines, message, review, notice } = words;
const { MESSAGE_EDIT, REVOKE } = proto.Message.ProtocolMessage.Type;
const picture = readFileSync(path.join(root, 'resources/icons/128x128.png'));

let app: RunningApp;
let workspace: TestWorkspace;
let whatsapp: LoopbackWhatsapp;
let ana: Contact;
let bruno: Contact;

test.beforeAll(async () => {
  whatsapp = await startLoopbackWhatsapp();
  ana = whatsapp.contact('Ana', '5215511111111');
  bruno = whatsapp.contact('Bruno', '5215522222222');
  workspace = await makeWorkspace();
  app = await openApp(workspace.folder, `--wa-url=${whatsapp.url}`);
});

test.afterAll(async () => {
  await app.close();
  await whatsapp.close();
  await workspace.remove();
});

function conversation(title: string): Locator {
  return list(app.window, inbox.title).getByRole('option').filter({ hasText: title });
}

function bubble(text: string): Locator {
  return app.window.getByRole('article').filter({ hasText: text });
}

test('a line is added, its employee accepts the notice, and its phone is linked, one step after the other', async () => {
  const { window } = app;
  await press(window, inbox.empty.link);
  const dialog = window.getByRole('alertdialog');
  await window.getByLabel(lines.field.name, { exact: true }).fill('Front desk');
  await window.getByLabel(lines.field.employee, { exact: true }).fill('Owen Blake');
  await press(dialog, lines.dialog.addAndNotice);
  await expect(dialog).toContainText(notice.step.thenLink);
  await expect(dialog.getByRole('button', { name: notice.step.later })).toBeVisible();
  await press(dialog, notice.accept.open);
  await window.getByLabel(notice.accept.retention, { exact: true }).fill('Five years');
  await window.getByRole('textbox', { name: notice.accept.text }).press('Control+End');
  await window.getByLabel(notice.accept.name, { exact: true }).fill('Owen James Blake');
  await press(dialog, notice.accept.confirm);
  await expect(window.getByRole('img', { name: lines.link.qr })).toBeVisible();
  await scanCode(window, whatsapp);
  await expect(list(window, lines.list.label).getByRole('option')).toContainText(
    lines.condition.connected.label,
  );
});

test('what a contact writes appears in the inbox by itself', async () => {
  const { window } = app;
  await railEntry(window, 'inbox').click();
  await expect(window.getByRole('heading', { name: inbox.empty.title })).toBeVisible();
  for (let note = 1; note <= 60; note += 1) await ana.send({ text: `Note ${note} of 60` });
  await expect(conversation('Ana')).toContainText('Note 60 of 60');
  await conversation('Ana').click();
  await expect(bubble('Note 60 of 60')).toBeInViewport();
});

test('a flagged message reaches the inbox and the queue without moving what is being read', async () => {
  const { window } = app;
  const read = bubble('Note 30 of 60');
  await read.scrollIntoViewIfNeeded();
  await expect(window.getByRole('button', { name: message.toNewest })).toBeVisible();
  const place = await read.boundingBox();

  await ana.send({ text: 'pay me directly instead, off the books' });
  await bruno.send({ text: 'Good afternoon' });
  await expect(conversation('Ana')).toContainText('pay me directly');
  await expect(conversation('Bruno')).toContainText('Good afternoon');
  await expect(conversation('Ana')).toHaveAttribute('aria-selected', 'true');
  await expectOpenWork(window, 1);
  const below = window.getByRole('button', { name: filled(message.newBelow_one, { count: 1 }) });
  await expect(below).toBeVisible();
  expect(await read.boundingBox()).toEqual(place);

  await below.click();
  await expect(bubble('pay me directly')).toBeInViewport();
  await expect(bubble('pay me directly').getByTitle(common.severity.high)).toBeVisible();
});

test('the queue tells what came, and lets it in when asked', async () => {
  const { window } = app;
  await railEntry(window, 'review').click();
  const rows = list(window, review.list.label).getByRole('option');
  await expect(rows).toHaveCount(1);
  await bruno.send({ text: 'my boss doesn’t need to know' });
  const newcomers = window.getByRole('button', { name: filled(review.list.newcomers_one, { count: 1 }) });
  await expect(newcomers).toBeVisible();
  await expect(rows).toHaveCount(1);
  await newcomers.click();
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText('Bruno');
  await expect(rows.first()).toHaveAttribute('aria-selected', 'true');
});

test('an image arrives and is shown, small and large', async () => {
  const { window } = app;
  await railEntry(window, 'inbox').click();
  const file = whatsapp.media.upload(picture, 'Image', 'image/png');
  await ana.send({ message: { imageMessage: { ...file, caption: 'The receipt' } } });
  const image = bubble('The receipt').getByRole('img');
  await expect(image).toBeVisible();
  await expect(image).toHaveJSProperty('naturalWidth', 128);
  await press(bubble('The receipt'), message.openImage);
  await expect(window.getByRole('dialog').getByRole('img')).toHaveJSProperty('naturalWidth', 128);
  await window.keyboard.press('Escape');
});

test('an edit and a deletion are shown as facts, and the original stays', async () => {
  const edited = await ana.send({ text: 'The price is 100' });
  const deleted = await ana.send({ text: 'Forget what I said' });
  const keyOf = (id: string) => ({ id, fromMe: false, remoteJid: ana.jid });
  await ana.send({
    message: {
      editedMessage: {
        message: {
          protocolMessage: {
            type: MESSAGE_EDIT,
            key: keyOf(edited),
            editedMessage: { conversation: 'The price is 300' },
          },
        },
      },
    },
  });
  await ana.send({ message: { protocolMessage: { type: REVOKE, key: keyOf(deleted) } } });
  await expect(bubble('The price is 100')).toContainText(/Edited \(\d\d:\d\d\)/);
  await expect(bubble('The price is 100')).toContainText('The price is 300');
  await expect(bubble('Forget what I said')).toContainText(
    /Deleted by the sender \(\d\d:\d\d\) · original kept/,
  );
});

test('after a restart everything is still there, and the line connects again by itself', async () => {
  expect(await complaints(app.window)).toEqual([]);
  await app.close();
  const logins = whatsapp.logins();
  await bruno.send({ text: 'Written while nobody was there' });
  app = await openApp(workspace.folder, `--wa-url=${whatsapp.url}`);
  const { window } = app;
  await expect(conversation('Bruno')).toContainText('Written while nobody was there');
  expect(whatsapp.logins()).toBe(logins + 1);
  await expectOpenWork(window, 2);
  await conversation('Ana').click();
  await expect(bubble('Forget what I said')).toContainText('original kept');
  await expect(bubble('The receipt').getByRole('img')).toHaveJSProperty('naturalWidth', 128);
  await railEntry(window, 'lines').click();
  await expect(list(window, lines.list.label).getByRole('option')).toContainText(
    lines.condition.connected.label,
  );
  expect(await complaints(window)).toEqual([]);
});
