import { expect, test } from 'vitest';
import { hitsStillThere } from './try-hits.ts';

const before = 'deposite a mi cuenta sin factura';
const hits = [
  { rule: 'a', span: [0, 8] as const },
  { rule: 'b', span: [21, 32] as const },
];

test('a hit behind the place where somebody types moves with its words', () => {
  const now = 'deposite a mi propia cuenta sin factura';
  const moved = hitsStillThere(hits, before, now);
  expect(moved.map(({ span }) => now.slice(...span))).toEqual(['deposite', 'sin factura']);
});

test('a hit whose words are being changed is left out', () => {
  expect(hitsStillThere(hits, before, 'deposte a mi cuenta sin factura')).toEqual([
    { rule: 'b', span: [20, 31] },
  ]);
});

test('nothing is left of hits in a text that was replaced', () => {
  expect(hitsStillThere(hits, before, 'hola')).toEqual([]);
  expect(hitsStillThere(hits, before, '')).toEqual([]);
});
