import { expect, test } from 'vitest';
import { graphUrl, isAllowedAddress } from './media-api.ts';

const allowed = (address: string, api = graphUrl) => isAllowedAddress(new URL(address), api);

test('the token is given to Meta’s own file servers alone', () => {
  expect(allowed('https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1')).toBe(true);
  expect(allowed('https://mmg.whatsapp.net/v/file')).toBe(true);
  for (const address of [
    'http://lookaside.fbsbx.com/file',
    'https://lookaside.fbsbx.com.evil.example/file',
    'https://evil.example/lookaside.fbsbx.com',
    'https://whatsapp.net.evil.example/file',
    'https://evilwhatsapp.net/file',
    'https://lookaside.fbsbx.com:8443/file',
    'https://user@lookaside.fbsbx.com/file',
    'http://127.0.0.1:80/file',
  ])
    expect([address, allowed(address)]).toEqual([address, false]);
});

test('a loopback API gives loopback addresses, and no others', () => {
  expect(allowed('http://127.0.0.1:9999/file', 'http://127.0.0.1:9998/v25.0')).toBe(true);
  expect(allowed('https://lookaside.fbsbx.com/file', 'http://127.0.0.1:9998/v25.0')).toBe(false);
});
