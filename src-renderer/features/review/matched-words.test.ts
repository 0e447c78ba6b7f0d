import { expect, test } from 'vitest';
import { matchedWords } from './matched-words.ts';

test('each matched word is shown once, on one line', () => {
  const text = 'por fuera, sin\nfactura, por fuera';
  expect(
    matchedWords(text, [
      [0, 9],
      [11, 22],
      [24, 33],
    ]),
  ).toEqual(['por fuera', 'sin factura']);
});

test('a flood of matches is cut off', () => {
  const text = Array.from({ length: 100 }, (_, index) => `w${index}`.padEnd(4)).join('');
  const spans = Array.from({ length: 100 }, (_, index) => [index * 4, index * 4 + 4] as const);
  expect(matchedWords(text, spans)).toHaveLength(12);
});
