import { describe, expect, it } from 'vitest';
import { segmentText, type Mark } from './segments.ts';

const mark = (start: number, end: number, label: string | null = null): Mark => ({
  span: [start, end],
  label,
});
const shown = (text: string, ...marks: readonly Mark[]) =>
  segmentText(text, marks).map(({ text, isMarked, labels }) =>
    isMarked ? `[${text}|${labels.join('+')}]` : text,
  );

describe('a marked text', () => {
  it('is one stretch without marks, and none when it is empty', () => {
    expect(shown('plain')).toEqual(['plain']);
    expect(shown('')).toEqual([]);
  });

  it('is cut at the edges of its marks', () => {
    expect(shown('pay me outside', mark(7, 14, 'Side payments'))).toEqual([
      'pay me ',
      '[outside|Side payments]',
    ]);
  });

  it('names every mark where they overlap', () => {
    expect(shown('abcdef', mark(0, 4, 'A'), mark(2, 6, 'B'))).toEqual(['[ab|A]', '[cd|A+B]', '[ef|B]']);
  });

  it('ignores marks that are empty, reversed or beyond its end', () => {
    expect(shown('abc', mark(1, 1), mark(2, 1), mark(5, 9), mark(2, 99, 'A'))).toEqual(['ab', '[c|A]']);
  });

  it('never cuts a character in two', () => {
    expect(shown('a😀b', mark(0, 2, 'A'))).toEqual(['[a😀|A]', 'b']);
  });

  it('finds links without the punctuation after them', () => {
    const segments = segmentText('see https://example.com/a?b=1. ok', []);
    expect(segments.map(({ text, link }) => [text, link])).toEqual([
      ['see ', null],
      ['https://example.com/a?b=1', 'https://example.com/a?b=1'],
      ['. ok', null],
    ]);
  });

  it('keeps the link whole under a mark', () => {
    const segments = segmentText('http://a.example/path', [mark(7, 16, 'A')]);
    expect(new Set(segments.map(({ link }) => link))).toEqual(new Set(['http://a.example/path']));
  });

  it('makes no link of other schemes', () => {
    expect(segmentText('javascript:alert(1) file:///etc', []).every(({ link }) => link === null)).toBe(true);
  });
});
