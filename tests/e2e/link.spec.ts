import { expect, test } from '@playwright/test';
import { type LoopbackWhatsapp, startLoopbackWhatsapp } from '../../scripts/loopback-whatsapp/server.ts';
import { complaints, type RunningApp } from '../helpers/electron-app.ts';
import { fillLine, list, openApp, press, railEntry } from '../helpers/person.ts';
import { makeWorkspace, type TestWorkspace } from '../helpers/workspace.ts';
import { words } from '../helpers/words.ts';

test.describe.configure({ mode: 'serial' });

const { common, errors, inbox, lines } = words;
const number = '5215500000001';

let app: RunningApp;
let workspace: TestWorkspace;
let whatsapp: LoopbackWhatsapp;

test.beforeAll(async () => {
  whatsapp = await startLoopbackWhatsapp({ number });
  workspace = await makeWorkspace();
  app = await openApp(workspace.folder, `--wa-url=${whatsapp.url}`);
});

test.afterAll(async () => {
  await app.close();
  await whatsapp.close();
  await workspace.remove();
});

const condition = () => list(app.window, lines.list.label).getByRole('option');

test('a number that WhatsApp gives no code for is told so, and can be put right', async () => {
  const { window } = app;
  await press(window, inbox.empty.link);
  await fillLine(window, 'Front desk', 'Owen Blake');
  await press(window.getByRole('alertdialog'), lines.dialog.addAndLink);
  const dialog = window.getByRole('alertdialog');
  await expect(dialog.getByRole('img', { name: lines.link.qr })).toBeVisible();
  await dialog.getByRole('radio', { name: lines.link.byCode }).click();
  const field = dialog.getByLabel(lines.link.phone);
  await expect(field).toBeFocused();
  await field.fill('55 1234');
  await window.keyboard.press('Enter');
  await expect(dialog.getByText(lines.link.phoneInvalid)).toBeVisible();

  whatsapp.refuseCodes(true);
  await field.fill('+52 1 55 0000 0001');
  await window.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toHaveText(errors['link-code-refused']);
  whatsapp.refuseCodes(false);
  await press(dialog, common.tryAgain);
});

test('a phone is linked by the code that is typed on it', async () => {
  const { window } = app;
  const dialog = window.getByRole('alertdialog');
  await dialog.getByLabel(lines.link.phone).fill('+52 1 55 0000 0001');
  await press(dialog, lines.link.ask);
  const shown = dialog.getByRole('img', { name: /(?:[0-9A-Z] ){7}[0-9A-Z]/ });
  await expect(shown).toBeVisible();
  await expect(shown).toHaveText(/^[0-9A-Z]{8}$/);
  expect(
    await whatsapp.phone.typeCode(await shown.innerText().then((text) => text.replaceAll(/\s/g, ''))),
  ).toBe(true);
  await expect(window.getByRole('heading', { name: lines.link.linked })).toBeVisible();
  await window.keyboard.press('Escape');
  await railEntry(window, 'lines').click();
  await expect(condition()).toContainText(lines.condition.connected.label);
});

test('each way in which a line can stand still says what it is and what to do', async () => {
  const { window } = app;
  const detail = window.getByRole('region', { name: 'Front desk' });

  whatsapp.sendNow({
    tag: 'stream:error',
    attrs: {},
    content: [{ tag: 'conflict', attrs: { type: 'replaced' } }],
  });
  await expect(detail.getByText(lines.condition.replaced.hint)).toBeVisible();
  await press(detail, lines.action.resume);
  await expect(condition()).toContainText(lines.condition.connected.label);

  whatsapp.sendNow({ tag: 'failure', attrs: { reason: '402', expire: '86400' } });
  await expect(detail.getByText(lines.condition.banned.hint)).toBeVisible();
  await expect(detail.getByText(/^The block ends on /)).toBeVisible();
  await press(detail, lines.action.resume);
  await expect(condition()).toContainText(lines.condition.connected.label);

  whatsapp.forge('server-key');
  whatsapp.drop();
  await expect(detail.getByRole('alert')).toHaveText(errors['server-untrusted']);
  whatsapp.forge(null);
  await expect(condition()).toContainText(lines.condition.connected.label);

  whatsapp.phone.unlink();
  await expect(detail.getByText(lines.condition['logged-out'].hint)).toBeVisible();
  await expect(detail.getByRole('button', { name: lines.action.link })).toBeVisible();
  expect(await complaints(window)).toEqual([]);
});
