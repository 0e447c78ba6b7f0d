import { expect, test } from 'vitest';
import type { MediaReference } from './content.ts';
import { mediaUrl } from './media-file.ts';

const file: MediaReference = {
  type: 'Image',
  url: null,
  directPath: null,
  key: new Uint8Array(32),
  sha256: null,
  encryptedSha256: null,
  size: null,
  name: null,
  mime: null,
  seconds: null,
};

test('a path is looked for on the media server of WhatsApp', () => {
  expect(mediaUrl({ ...file, directPath: '/v/t62.7118-24/x.enc?oh=1' }, 'whatsapp').href).toBe(
    'https://mmg.whatsapp.net/v/t62.7118-24/x.enc?oh=1',
  );
  expect(mediaUrl({ ...file, url: 'https://media.fmex1-1.fna.whatsapp.net/x' }, 'whatsapp').hostname).toBe(
    'media.fmex1-1.fna.whatsapp.net',
  );
});

test.each([
  { directPath: '//example.com/x' },
  { directPath: '/\\example.com/x' },
  { url: 'http://mmg.whatsapp.net/x' },
  { url: 'https://mmg.whatsapp.net:8443/x' },
  { url: 'https://mmg.whatsapp.net.example.com/x' },
  { url: 'https://examplewhatsapp.net/x' },
  { url: 'https://127.0.0.1/x' },
  { url: 'file:///etc/passwd' },
  { url: 'nonsense' },
])('a message cannot make the line ask elsewhere: %j', (named) => {
  expect(() => mediaUrl({ ...file, ...named }, 'whatsapp')).toThrow('address refused');
});

test('a line on a loopback server asks that server only', () => {
  expect(mediaUrl({ ...file, url: 'http://127.0.0.1:1234/media/x' }, 'loopback').port).toBe('1234');
  expect(() => mediaUrl({ ...file, url: 'https://mmg.whatsapp.net/x' }, 'loopback')).toThrow(
    'address refused',
  );
});
