import { expect, test, type Locator } from '@playwright/test';
import { cloudContract } from '#shared/contract/cloud.ts';
import {
  change,
  cloudNumber,
  message,
  post,
  text,
  webhook,
  type Person,
} from '../../scripts/loopback-cloud/webhooks.ts';
import { freePort } from '../helpers/cloud-line.ts';
import { complaints, type RunningApp } from '../helpers/electron-app.ts';
import { expectOpenWork, fillLine, list, openApp, press, railEntry } from '../helpers/person.ts';
import { makeWorkspace, type TestWorkspace } from '../helpers/workspace.ts';
import { filled, words } from '../helpers/words.ts';

test.describe.configure({ mode: 'serial' });

const { cloud, common, inbox, lines, message: messageWords } = words;
const number = cloudNumber({ appSecret: 'the-secret-of-this-app' });
const ana: Person = { phone: '5215511111111', bsuid: 'MX.1502576394655843', name: 'Ana' };

let app: RunningApp;
let workspace: TestWorkspace;
let port: number;

test.beforeAll(async () => {
  workspace = await makeWorkspace();
  port = await freePort();
  app = await openApp(workspace.folder);
});

test.afterAll(async () => {
  await app.close();
  await workspace.remove();
});

/** What the window is told when it asks the host. */
const askForAccount = () =>
  app.window.evaluate(() => window.atalaya.request(1_000_002, 'cloud.account', { lineId: 1 }));

function bubble(words: string): Locator {
  return app.window.getByRole('article').filter({ hasText: words });
}

test('a line on the official platform is added and set up in the window', async () => {
  const { window } = app;
  await press(window, inbox.empty.link);
  await fillLine(window, 'Sales', 'Owen Blake');
  await window.getByRole('radio', { name: lines.how['cloud-api'] }).check({ force: true });
  await press(window.getByRole('alertdialog'), lines.dialog.addAndSetUp);
  const dialog = window.getByRole('alertdialog', { name: filled(cloud.setUp, { line: 'Sales' }) });
  await press(dialog, common.save);
  await expect(dialog.getByText(cloud.field.digits)).toHaveCount(2);
  await dialog.getByLabel(cloud.field.phoneNumberId, { exact: true }).fill(number.phoneNumberId);
  await dialog.getByLabel(cloud.field.wabaId, { exact: true }).fill(number.wabaId);
  await dialog.getByLabel(cloud.field.appSecret, { exact: true }).fill(number.appSecret);
  await dialog.getByLabel(cloud.field.accessToken, { exact: true }).fill('EAAG-a-token-that-is-long');
  await dialog.getByLabel(cloud.field.port, { exact: true }).fill(String(port));
  await press(dialog, common.save);
  await expect(dialog).toBeHidden();
  await expect(list(window, lines.list.label).getByRole('option')).toContainText(
    lines.condition.listening.label,
  );
  await expect(window.getByRole('region', { name: cloud.title })).toContainText(cloud.noWebhook);
});

test('the path is tested from the window, and each step tells how it went', async () => {
  const { window } = app;
  const section = window.getByRole('region', { name: cloud.title });
  await expect(section.getByRole('code').filter({ hasText: 'cloudflared' })).toContainText(String(port));
  const address = section.getByLabel(cloud.path.address);
  await press(section, cloud.path.test);
  await expect(section.getByText(cloud.path.addressProblem)).toBeVisible();
  await address.fill(`http://127.0.0.1:${await freePort()}`);
  await press(section, cloud.path.test);
  await expect(section.getByText(cloud.path.problem.unreachable)).toBeVisible();
  await address.fill(`http://127.0.0.1:${port}`);
  await press(section, cloud.path.test);
  await expect(section.getByText(cloud.path.works)).toBeVisible();
  await expect(section.getByLabel(cloud.path.ok, { exact: true })).toHaveCount(3);
  await expect(section).toContainText(cloud.noWebhook);
  await expect(list(window, lines.list.label).getByRole('option')).toContainText(
    lines.condition.listening.label,
  );
  await expect(section).not.toContainText(cloud.neverPassed);
  await expect(window.getByRole('region', { name: words.coverage.title })).toContainText(
    words.coverage.summary.platformNone,
  );
});

test('a message that WhatsApp sends appears in the inbox with its flag', async () => {
  const { window } = app;
  const url = `http://127.0.0.1:${port}/whatsapp`;
  const messages = [message(ana, text('pay me directly instead, off the books'))];
  const body = webhook(number, change(number, { messages }, 'messages', [ana]));
  expect(await post(url, number.appSecret, body)).toBe(200);
  await expect(list(window, lines.list.label).getByRole('option')).toContainText(
    lines.condition.connected.label,
  );
  const coverage = window.getByRole('region', { name: words.coverage.title });
  await expect(coverage.getByRole('group', { name: words.coverage.calendar.label })).toBeVisible();
  await expect(coverage).toContainText(
    filled(words.coverage.summary.platformSince, { since: '' }).slice(0, 15),
  );
  await expectOpenWork(window, 1);
  await railEntry(window, 'inbox').click();
  await list(window, inbox.title).getByRole('option').filter({ hasText: 'Ana' }).click();
  await expect(bubble('pay me directly').getByTitle(common.severity.high)).toBeVisible();
});

test('a message that was not sent says why, in its details', async () => {
  const { window } = app;
  const url = `http://127.0.0.1:${port}/whatsapp`;
  const id = 'wamid.too-late';
  const echo = { ...message({ phone: number.displayNumber }, text('still interested'), id), to: ana.phone };
  const details = 'More than 24 hours have passed since the customer last replied.';
  const errors = [{ code: 131_047, title: 'Re-engagement message', error_data: { details } }];
  const status = { id, status: 'failed', recipient_id: ana.phone, errors };
  const body = webhook(
    number,
    change(number, { message_echoes: [echo] }, 'smb_message_echoes'),
    change(number, { statuses: [status] }),
  );
  expect(await post(url, number.appSecret, body)).toBe(200);
  const sent = bubble('still interested');
  await expect(sent.getByRole('img', { name: messageWords.receipt.failed_one })).toBeVisible();
  await sent.getByRole('button', { name: messageWords.details.show }).focus();
  await window.keyboard.press('Enter');
  const dialog = window.getByRole('dialog', { name: messageWords.details.title });
  await expect(dialog).toContainText(
    `${messageWords.details.reason} Re-engagement message (131047): ${details}`,
  );
  await window.keyboard.press('Escape');
});

test('what a message counts as on the platform stands in its details', async () => {
  const { window } = app;
  const url = `http://127.0.0.1:${port}/whatsapp`;
  const id = 'wamid.priced';
  const echo = {
    ...message({ phone: number.displayNumber }, text('your order is ready'), id),
    to: ana.phone,
  };
  const pricing = {
    billable: false,
    pricing_model: 'PMP',
    category: 'utility',
    type: 'free_customer_service',
  };
  const body = webhook(
    number,
    change(number, { message_echoes: [echo] }, 'smb_message_echoes'),
    change(number, { statuses: [{ id, status: 'sent', recipient_id: ana.phone, pricing }] }),
    change(number, { statuses: [{ id, status: 'read', recipient_id: ana.phone }] }),
  );
  expect(await post(url, number.appSecret, body)).toBe(200);
  await bubble('your order is ready').getByRole('button', { name: messageWords.details.show }).focus();
  await window.keyboard.press('Enter');
  const dialog = window.getByRole('dialog', { name: messageWords.details.title });
  const { price } = messageWords.details;
  await expect(dialog).toContainText(price.title);
  await expect(dialog).toContainText(`${price.category.utility} · ${price.type.free_customer_service}`);
  await window.keyboard.press('Escape');
});

test('what the platform says of its templates, and what is no line’s, is shown on the line', async () => {
  const { window } = app;
  const url = `http://127.0.0.1:${port}/whatsapp`;
  const template = {
    event: 'REJECTED',
    message_template_id: 1,
    message_template_name: 'order_ready',
    message_template_language: 'es_MX',
    reason: 'INVALID_FORMAT',
  };
  const stranger = cloudNumber();
  const body = webhook(
    number,
    { field: 'message_template_status_update', value: template },
    { field: 'phone_number_quality_update', value: { event: 'FLAGGED', current_limit: 'TIER_1K' } },
    change(stranger, { messages: [message(ana, text('to nobody'))] }),
  );
  expect(await post(url, number.appSecret, body)).toBe(200);
  await railEntry(window, 'lines').click();
  const facts = window.getByRole('region', { name: cloud.facts.title });
  await expect(facts.getByRole('row').filter({ hasText: 'order_ready' })).toContainText('REJECTED');
  await expect(facts).toContainText('TIER_1K');
  await expect(facts).toContainText(stranger.phoneNumberId);
});

test('the window is told which secret is stored, and never the secret', async () => {
  const { window } = app;
  await railEntry(window, 'lines').click();
  await press(window, cloud.edit);
  const dialog = window.getByRole('alertdialog');
  await expect(dialog.getByLabel(cloud.field.appSecret, { exact: true })).toHaveValue('');
  const reply = await askForAccount();
  if (!reply.ok) throw new Error('no account');
  const { account } = cloudContract['cloud.account'].output.parse(reply.value);
  expect(account?.appSecret.endsIn).toBe('-app');
  expect(JSON.stringify(reply)).not.toContain(number.appSecret);
  await press(dialog, common.cancel);
  expect(await complaints(window)).toEqual([]);
});
