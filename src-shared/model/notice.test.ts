import { expect, test } from 'vitest';
import { noticeCodes, noticeText, readNotice } from './notice.ts';

test.each(noticeCodes)('%s is read back from the text that stores it, with its value and without', (code) => {
  expect(readNotice(noticeText(code))).toEqual({ code, value: '' });
  expect(readNotice(noticeText(code, 'Ventas Norte\n2026'))).toEqual({ code, value: 'Ventas Norte\n2026' });
});

test('people are one value, as they are read', () => {
  expect(noticeText('group-add', ['+5215511111111', '+5215522222222'])).toBe(
    'group-add +5215511111111, +5215522222222',
  );
});

test('what a person or a chat export wrote is no notice', () => {
  for (const text of ['', 'hola', 'Ana cambió el asunto', 'group-additional', ' call-voice', 'toString'])
    expect(readNotice(text)).toBeNull();
});
