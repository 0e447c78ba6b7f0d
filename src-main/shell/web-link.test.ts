import { expect, it } from 'vitest';
import { webLink } from './web-link.ts';

it('lets only web addresses out, as the URL parser understands them', () => {
  expect(webLink('https://example.com/a?b=1')?.href).toBe('https://example.com/a?b=1');
  expect(webLink('HTTP://EXAMPLE.COM')?.href).toBe('http://example.com/');
});

it.each([
  'javascript:alert(1)//https://example.com',
  ' javascript:alert(1)',
  'file:///etc/passwd',
  'ms-msdt:/id PCWDiagnostic',
  'https',
  '',
  'app://atalaya/index.html',
  'data:text/html,https://example.com',
])('keeps %j in', (text) => {
  expect(webLink(text)).toBeNull();
});
