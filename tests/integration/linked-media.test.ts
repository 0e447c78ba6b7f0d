import { createHash, randomBytes } from 'node:crypto';
import { AtalayaError } from '#shared/errors.ts';
import { beforeEach, expect, test } from 'vitest';
import type { Contact } from '../../scripts/loopback-whatsapp/server.ts';
import { startLine, type TestLine, type TestLineOptions } from '../helpers/linked-line.ts';

let line: TestLine;
let ana: Contact;

async function start(options: TestLineOptions = {}) {
  line = await startLine(options);
  ana = line.server.contact('Ana', '5215511111111');
}

beforeEach(() => start());

const attachment = () => line.archive.messages()[0]?.attachment;
const content = randomBytes(200_000);
const sha256 = createHash('sha256').update(content).digest('hex');

test('a file is fetched, checked and named by its content; its message was there before', async () => {
  const file = line.server.media.upload(content, 'Document', 'application/pdf');
  await ana.send({
    message: {
      documentWithCaptionMessage: {
        message: { documentMessage: { ...file, fileName: 'oferta.pdf', caption: 'la oferta' } },
      },
    },
  });
  await line.archive.until(() => line.archive.messages().length === 1);
  expect(line.archive.messages()).toMatchObject([
    {
      kind: 'document',
      text: 'la oferta',
      attachment: { name: 'oferta.pdf', mime: 'application/pdf', size: content.length },
    },
  ]);
  await line.archive.until(() => attachment()?.sha256 === sha256);
  expect(attachment()).toMatchObject({ sha256, missing: null });
  expect(line.archive.state.readAll('media').size).toBe(0);
});

test.each([
  ['image', { imageMessage: {} }],
  ['gif', { videoMessage: { gifPlayback: true } }],
  ['video', { ptvMessage: {} }],
  ['voice', { audioMessage: { ptt: true, seconds: 7 } }],
  ['audio', { audioMessage: { seconds: 7 } }],
  ['sticker', { stickerMessage: {} }],
  ['view-once', { viewOnceMessageV2: { message: { imageMessage: {} } } }],
] as const)('%s', async (kind, shape) => {
  const type =
    kind === 'gif' || kind === 'video' ? 'Video' : kind === 'voice' || kind === 'audio' ? 'Audio' : 'Image';
  const file = line.server.media.upload(content, type, 'x/y');
  const filled = JSON.parse(JSON.stringify(shape), (key, value) =>
    key.endsWith('Message') && key !== 'viewOnceMessageV2' ? { ...value, ...file } : value,
  );
  await ana.send({ message: filled });
  await line.archive.until(() => attachment()?.sha256 === sha256);
  expect(line.archive.messages()[0]?.kind).toBe(kind);
});

/** Sends a picture and resolves when the server was asked for it. */
async function sendPicture(prepare: (url: string) => void = () => undefined) {
  const file = line.server.media.upload(content, 'Image', 'image/jpeg');
  prepare(file.url);
  await ana.send({ message: { imageMessage: file } });
  return file;
}

const isMissing = (reason: string) => line.archive.until(() => attachment()?.missing === reason);
const isStored = () => line.archive.until(() => attachment()?.sha256 === sha256);
const nothingWaits = () =>
  ['media', 'media-due', 'media-ask'].every((category) => line.archive.state.readAll(category).size === 0);

test('a file that is gone from the server is uploaded again by the phone', async () => {
  const file = await sendPicture((url) => line.server.media.expire(url));
  await isStored();
  expect(attachment()).toMatchObject({ sha256, missing: null });
  expect(line.server.media.requests(file.url)).toBe(1);
  expect(nothingWaits()).toBe(true);
});

test('a file of a group is asked for by its author', async () => {
  const group = line.server.group('Ventas', [ana]);
  const file = line.server.media.upload(content, 'Image', 'image/jpeg');
  line.server.media.expire(file.url);
  await group.send(ana, { message: { imageMessage: file } });
  await isStored();
  const request = line.server.seen.find(({ attrs }) => attrs['type'] === 'server-error');
  expect(request?.content).toContainEqual({
    tag: 'rmr',
    attrs: { jid: group.jid, from_me: 'false', participant: ana.jid },
  });
});

test.each([
  ['not-found', 'gone'],
  ['unreachable', 'gone'],
  ['general-error', 'phone-failed'],
  ['decryption-error', 'phone-cannot-decrypt'],
] as const)('a phone that answers %s leaves the file missing as %s', async (behaviour, reason) => {
  line.server.answerUploadRequests(behaviour);
  await sendPicture((url) => line.server.media.expire(url));
  await isMissing(reason);
  expect(attachment()?.sha256).toBeNull();
  expect(nothingWaits()).toBe(true);
});

test('a phone that never answers is asked three times, and then the file is missing', async () => {
  line.server.answerUploadRequests('silent');
  await sendPicture((url) => line.server.media.expire(url));
  await isMissing('expired');
  expect(line.server.seen.filter(({ attrs }) => attrs['type'] === 'server-error')).toHaveLength(3);
  expect(nothingWaits()).toBe(true);
});

const askedPhone = () =>
  line.server.reached({ when: 'received', stanza: ({ attrs }) => attrs['type'] === 'server-error' });

test('an answer that is not sealed with the key of the file changes nothing', async () => {
  await start({ mediaScale: 1 });
  line.server.answerUploadRequests('silent');
  const asked = askedPhone();
  const file = line.server.media.upload(content, 'Image', 'image/jpeg');
  line.server.media.expire(file.url);
  const id = await ana.send({ message: { imageMessage: file } });
  await asked;
  const sealed = [
    { tag: 'enc_p', attrs: {}, content: randomBytes(40) },
    { tag: 'enc_iv', attrs: {}, content: randomBytes(12) },
  ];
  line.server.deliver({
    tag: 'notification',
    attrs: { id, from: line.server.phone.jid, type: 'mediaretry', t: '1' },
    content: [
      { tag: 'encrypt', attrs: {}, content: sealed },
      { tag: 'rmr', attrs: { jid: ana.jid, from_me: 'false' } },
    ],
  });
  await line.server.delivered();
  expect(attachment()).toMatchObject({ sha256: null, missing: 'waiting-for-phone' });
});

test('a damaged file is fetched a second time, then asked for at the phone, and never stored', async () => {
  line.server.answerUploadRequests('not-found');
  const file = await sendPicture((url) => line.server.media.corrupt(url));
  await isMissing('gone');
  expect(attachment()?.sha256).toBeNull();
  expect(line.server.media.requests(file.url)).toBe(2);
});

test('a file whose connection breaks in the middle is fetched again', async () => {
  const file = await sendPicture((url) => line.server.media.trouble(url, 'cut', { status: 502 }, 'cut'));
  await isStored();
  expect(line.server.media.requests(file.url)).toBe(4);
});

test('a server that stops sending holds nobody up for ever', async () => {
  const file = await sendPicture((url) => line.server.media.trouble(url, 'stall'));
  await isStored();
  expect(line.server.media.requests(file.url)).toBe(2);
});

test('a server that refuses in a burst is left alone by the whole line for as long as it says', async () => {
  const { media } = line.server;
  media.trouble(null, { status: 403, retryAfter: 1 }, { status: 429, retryAfter: 1 });
  await sendPicture();
  await line.until(() => line.device.files.pause?.reason === 'refused');
  const asked = media.requests();
  await ana.send({ message: { imageMessage: media.upload(content, 'Image', 'image/png') } });
  await line.server.delivered();
  expect(media.requests()).toBe(asked);
  await line.archive.until(() => line.archive.messages().every((each) => each.attachment?.sha256 === sha256));
  expect(line.device.files.pause).toBeNull();
});

test('a file that the server goes on refusing is asked for at the phone', async () => {
  await sendPicture((url) => {
    line.server.media.trouble(url, ...Array.from({ length: 6 }, () => ({ status: 403 })));
  });
  await isStored();
  expect(line.server.seen.filter(({ attrs }) => attrs['type'] === 'server-error')).toHaveLength(1);
});

test('what waits for the phone survives the end of the program', async () => {
  await start({ mediaScale: 0.0001 });
  line.server.answerUploadRequests('silent');
  const asked = askedPhone();
  await sendPicture((url) => line.server.media.expire(url));
  await asked;
  await line.device.close();
  line.server.answerUploadRequests('upload');
  await line.restart();
  await isStored();
  expect(nothingWaits()).toBe(true);
});

test('the same content is not downloaded a second time when a message names its hash', async () => {
  await sendPicture();
  await isStored();
  const second = line.server.media.upload(content, 'Image', 'image/jpeg');
  await ana.send({ message: { imageMessage: second } });
  await line.archive.until(() => line.archive.messages().every((each) => each.attachment?.sha256 === sha256));
  expect(line.server.media.requests(second.url)).toBe(0);
});

test('a full disk pauses the files of the line, which go on by themselves', async () => {
  await start({ mediaScale: 0.02 });
  line.archive.failMediaWith(new AtalayaError('disk-full'));
  await sendPicture();
  await line.until(() => line.device.files.pause?.reason === 'disk-full');
  expect(attachment()).toMatchObject({ sha256: null, missing: 'pending' });
  line.archive.failMediaWith(null);
  await isStored();
});

test('a file that came without its key says so', async () => {
  const { mediaKey: _, ...file } = line.server.media.upload(content, 'Image', 'image/jpeg');
  await ana.send({ message: { imageMessage: file } });
  await isMissing('no-key');
  expect(nothingWaits()).toBe(true);
});

test('a file that a message wants from elsewhere than WhatsApp is never asked for', async () => {
  const file = line.server.media.upload(content, 'Image', 'image/jpeg');
  await ana.send({ message: { imageMessage: { ...file, url: 'http://example.com/x' } } });
  await line.archive.until(() => attachment()?.missing === 'unsafe');
  expect(attachment()?.sha256).toBeNull();
});
