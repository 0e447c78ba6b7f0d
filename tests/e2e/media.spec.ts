import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { expect, test, type Locator } from '@playwright/test';
import { proto } from '@whiskeysockets/baileys';
import { packHistory } from '../../scripts/loopback-whatsapp/people.ts';
import {
  type Contact,
  type LoopbackWhatsapp,
  startLoopbackWhatsapp,
} from '../../scripts/loopback-whatsapp/server.ts';
import { root } from '../../scripts/setup/npm.mjs';
import { complaints, type RunningApp } from '../helpers/electron-app.ts';
import { linkFirstLine, list, openApp, press, railEntry } from '../helpers/person.ts';
import { makeWorkspace, type TestWorkspace } from '../helpers/workspace.ts';
import { filled, words } from '../helpers/words.ts';

test.describe.configure({ mode: 'serial' });

const { inbox, lines, message } = words;
const photo = readFileSync(path.join(root, 'resources/demo/day/obra.jpg'));
const voice = readFileSync(path.join(root, 'resources/demo/day/es-nota.opus'));

let app: RunningApp;
let workspace: TestWorkspace;
let whatsapp: LoopbackWhatsapp;
let ana: Contact;

test.beforeAll(async () => {
  whatsapp = await startLoopbackWhatsapp();
  ana = whatsapp.contact('Ana', '5215511111111');
  workspace = await makeWorkspace();
  app = await openApp(workspace.folder, `--wa-url=${whatsapp.url}`);
});

test.afterAll(async () => {
  await app.close();
  await whatsapp.close();
  await workspace.remove();
});

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return frame;
}

/** A PNG of noise, which no compression makes small. */
function noise(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Array.from({ length: height }, () =>
    Buffer.concat([Buffer.from([0]), randomBytes(width * 3)]),
  );
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows), { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function bubble(text: string): Locator {
  return app.window.getByRole('article').filter({ hasText: text });
}

test('a picture that the phone is still asked for shows its preview in the place that it will have', async () => {
  const { window } = app;
  await linkFirstLine(window, whatsapp);
  await railEntry(window, 'inbox').click();

  whatsapp.answerUploadRequests('silent');
  const file = whatsapp.media.upload(photo, 'Image', 'image/jpeg');
  whatsapp.media.expire(file.url);
  await ana.send({
    message: {
      imageMessage: { ...file, caption: 'The site', jpegThumbnail: photo, width: 640, height: 480 },
    },
  });
  await list(window, inbox.title).getByRole('option').filter({ hasText: 'Ana' }).click();
  const box = bubble('The site').getByRole('figure');
  await expect(box).toContainText(message.previewOnly);
  await expect(box).toContainText(message.missing['waiting-for-phone']);
  const preview = box.getByRole('img');
  await expect(preview).not.toHaveJSProperty('naturalWidth', 0);
  const place = await box.boundingBox();

  whatsapp.answerUploadRequests('upload');
  await box.getByRole('button', { name: message.fetchAgain }).press('Enter');
  const open = bubble('The site').getByRole('button', { name: message.openImage });
  await expect(open).toBeVisible();
  expect(await open.boundingBox()).toEqual(place);
});

test('a file that the phone has no more says so, and can be fetched again by keyboard', async () => {
  whatsapp.answerUploadRequests('not-found');
  const file = whatsapp.media.upload(Buffer.from('%PDF-1.4'), 'Document', 'application/pdf');
  whatsapp.media.expire(file.url);
  await ana.send({
    message: {
      documentWithCaptionMessage: {
        message: {
          documentMessage: {
            ...file,
            fileName: 'Offer 2026.pdf',
            caption: 'Our offer',
            pageCount: 3,
            jpegThumbnail: photo,
          },
        },
      },
    },
  });
  await expect(bubble('Our offer')).toContainText(message.missing.gone);
  await expect(bubble('Our offer')).toContainText('3 pages');
  whatsapp.answerUploadRequests('upload');
  await bubble('Our offer').getByRole('button', { name: message.fetchAgain }).press('Enter');
  await expect(bubble('Our offer').getByRole('button', { name: message.saveAs })).toBeVisible();
});

test('a large picture is decoded at the size of its box, and whole when it is opened', async () => {
  const { window } = app;
  const file = whatsapp.media.upload(noise(1600, 1200), 'Image', 'image/png');
  await ana.send({ message: { imageMessage: { ...file, caption: 'A photograph' } } });
  const shown = bubble('A photograph').locator('canvas');
  await expect(shown).toHaveJSProperty('width', 533);
  await expect(shown).toHaveJSProperty('height', 400);
  await press(bubble('A photograph'), message.openImage);
  await expect(window.getByRole('dialog').getByRole('img').first()).toHaveJSProperty('naturalWidth', 1600);
  await window.keyboard.press('Escape');
});

test('a voice message has its length and its waveform', async () => {
  const file = whatsapp.media.upload(voice, 'Audio', 'audio/ogg; codecs=opus');
  const waveform = Uint8Array.from({ length: 64 }, (_, index) => Math.round(50 + 50 * Math.sin(index / 3)));
  await ana.send({ message: { audioMessage: { ...file, ptt: true, seconds: 7, waveform } } });
  const player = app.window.getByRole('article').filter({ has: app.window.locator('audio') });
  await expect(player).toContainText('0:07');
  await expect(player.locator('rect')).toHaveCount(64);
  await expect(player.getByRole('slider', { name: message.position })).toHaveCount(1);
});

test('a GIF plays by itself unless the system asks for less motion', async () => {
  const { window } = app;
  const file = whatsapp.media.upload(randomBytes(2000), 'Video', 'video/mp4');
  await window.emulateMedia({ reducedMotion: 'reduce' });
  await ana.send({
    message: { videoMessage: { ...file, gifPlayback: true, caption: 'Again', jpegThumbnail: photo } },
  });
  const gif = bubble('Again').locator('video');
  await expect(gif).toHaveJSProperty('autoplay', false);
  await expect(gif).toHaveAttribute('poster', /preview/);
  await window.emulateMedia({ reducedMotion: null });
});

test('the line says how far its history has come in, and which pieces could not be read', async () => {
  const { window } = app;
  const { FULL, RECENT } = proto.HistorySync.HistorySyncType;
  const conversations = [
    {
      id: ana.jid,
      messages: [
        {
          message: {
            key: { id: 'OLD', fromMe: false, remoteJid: ana.jid },
            message: { conversation: 'A word from before' },
            messageTimestamp: Math.floor(Date.now() / 1000),
          },
        },
      ],
    },
  ];
  await whatsapp.phone.sendHistory({ syncType: RECENT, progress: 63, conversations });
  await railEntry(window, 'lines').click();
  const history = window.getByRole('region', { name: lines.history.title });
  await expect(history.getByRole('progressbar')).toContainText(
    filled(lines.history.percent, { percent: '63%' }),
  );
  await expect(history).toContainText(/1 message, back to \w+ \d+, \d{4}/);

  const piece = { syncType: FULL, progress: 100, conversations: [] };
  const file = whatsapp.media.upload(packHistory(piece), 'History', 'application/octet-stream');
  whatsapp.media.trouble(file.url, { status: 404 }, { status: 404 }, { status: 404 });
  await whatsapp.phone.sendHistory(piece, file);
  await expect(history).toContainText(filled(lines.history.failed_one, { count: 1 }));
  await press(history, lines.history.retry);
  await expect(history.getByRole('button')).toHaveCount(0);
  await expect(history.getByRole('progressbar')).toHaveCount(0);
});

test('the line says how many files are missing and why, and fetches them again', async () => {
  const { window } = app;
  whatsapp.answerUploadRequests('not-found');
  for (const name of ['one', 'two']) {
    const file = whatsapp.media.upload(Buffer.from(name), 'Document', 'text/plain');
    whatsapp.media.expire(file.url);
    await ana.send({ message: { documentMessage: { ...file, fileName: `${name}.txt` } } });
  }
  await railEntry(window, 'lines').click();
  const files = window.getByRole('region', { name: lines.files.title });
  await expect(files).toContainText(`${message.missing.gone}2`);
  whatsapp.answerUploadRequests('upload');
  await window.keyboard.press('r');
  await expect(files).not.toContainText(message.missing.gone);
  await expect(files.getByRole('button', { name: lines.files.retry })).toHaveCount(0);
  expect(await complaints(window)).toEqual([]);
});
