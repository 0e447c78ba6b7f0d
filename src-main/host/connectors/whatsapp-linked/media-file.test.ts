import { expect, test } from 'vitest';
import { mediaUrl, retryAfterOf } from './media-file.ts';
import type { MediaReference } from './media-reference.ts';

const file: MediaReference = {
  type: 'Image',
  url: null,
  directPath: null,
  key: new Uint8Array(32),
  sha256: null,
  size: null,
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
  const hosts = { loopback: '127.0.0.1:1234' };
  expect(mediaUrl({ ...file, url: 'http://127.0.0.1:1234/media/x' }, hosts).pathname).toBe('/media/x');
  expect(mediaUrl({ ...file, directPath: '/media/y' }, hosts).href).toBe('http://127.0.0.1:1234/media/y');
  for (const named of [
    { url: 'https://mmg.whatsapp.net/x' },
    { url: 'http://127.0.0.1:1235/x' },
    { directPath: '//example.com/x' },
  ])
    expect(() => mediaUrl({ ...file, ...named }, hosts)).toThrow('address refused');
});

test('a server may ask to be left alone for some seconds or until a time, and not for ever', () => {
  expect(retryAfterOf('3')).toBe(3000);
  expect(retryAfterOf(new Date(Date.now() - 5000).toUTCString())).toBe(0);
  expect(retryAfterOf('99999999')).toBe(6 * 3_600_000);
  expect(retryAfterOf('soon')).toBeNull();
  expect(retryAfterOf(null)).toBeNull();
});
