import { expect, test } from 'vitest';
import { excerptAround } from './excerpt.ts';

const marked = (excerpt: ReturnType<typeof excerptAround>) =>
  excerpt.spans.map(([start, end]) => excerpt.text.slice(start, end));

test('a short text is shown whole', () => {
  expect(excerptAround('deposite a mi cuenta', [[12, 20]], 120)).toEqual({
    text: 'deposite a mi cuenta',
    spans: [[12, 20]],
  });
});

test('a long text begins a few words before the first match, and the marks stay on the same words', () => {
  const text = `${'hola '.repeat(100)}deposite a mi cuenta personal${' gracias'.repeat(100)}`;
  const start = text.indexOf('mi cuenta');
  const excerpt = excerptAround(text, [[start, start + 9]], 80);
  expect(excerpt.text.startsWith('…hola hola')).toBe(true);
  expect(excerpt.text.endsWith('…')).toBe(true);
  expect(excerpt.text.length).toBeLessThanOrEqual(82);
  expect(marked(excerpt)).toEqual(['mi cuenta']);
});

test('spans outside the excerpt are left out and one that crosses its end is cut', () => {
  const text = 'x'.repeat(200);
  const excerpt = excerptAround(
    text,
    [
      [0, 5],
      [45, 60],
      [100, 110],
    ],
    50,
  );
  expect(excerpt.spans).toEqual([
    [0, 5],
    [45, 50],
  ]);
});

test('neither end cuts a surrogate pair', () => {
  const text = '😀'.repeat(100);
  const excerpt = excerptAround(text, [[101, 103]], 51);
  expect(excerpt.text.isWellFormed()).toBe(true);
});

test('line breaks become spaces of the same length', () => {
  expect(excerptAround('uno\ndos\r\ntres', [[4, 7]], 50)).toEqual({ text: 'uno dos  tres', spans: [[4, 7]] });
});
