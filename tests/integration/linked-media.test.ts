import { createHash, randomBytes } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import type { Contact } from '../../scripts/loopback-whatsapp/server.ts';
import { startLine, type TestLine } from '../helpers/linked-line.ts';

let line: TestLine;
let ana: Contact;
beforeEach(async () => {
  line = await startLine();
  ana = line.server.contact('Ana', '5215511111111');
});

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

test('a file that is gone from the server is missing, with its reason', async () => {
  const file = line.server.media.upload(content, 'Image', 'image/jpeg');
  line.server.media.expire(file.url);
  await ana.send({ message: { imageMessage: file } });
  await line.archive.until(() => attachment()?.missing === 'expired');
  expect(attachment()).toMatchObject({ sha256: null, missing: 'expired' });
});

test('a file that does not match its MAC is not stored, and stays to be fetched', async () => {
  const file = line.server.media.upload(content, 'Image', 'image/jpeg');
  line.server.media.corrupt(file.url);
  const fetched = line.server.media.fetched(file.url);
  await ana.send({ message: { imageMessage: file } });
  await fetched;
  await line.device.close();
  expect(attachment()).toMatchObject({ sha256: null, missing: 'pending' });
  expect(line.archive.state.readAll('media').size).toBe(1);
});

test('a file that a message wants from elsewhere than WhatsApp is never asked for', async () => {
  const file = line.server.media.upload(content, 'Image', 'image/jpeg');
  await ana.send({ message: { imageMessage: { ...file, url: 'http://example.com/x' } } });
  await line.archive.until(() => attachment()?.missing === 'expired');
  expect(attachment()?.sha256).toBeNull();
});
