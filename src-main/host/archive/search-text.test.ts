import { describe, expect, it } from 'vitest';
import { openTestArchive } from '../../../tests/helpers/archive.ts';
import { findSpans } from './highlight.ts';
import { facet } from './search-index.ts';
import { parseQuery } from './search-query.ts';
import { foldWord, toSearchText, wordsOf } from './search-text.ts';

const texts = [
  'Mañana le envío el presupuesto Nº 7',
  'man\u0303ana, a tu cafe\u0301',
  'jajaja😂😂 ok👍🏽',
  'a 25°C ©2026 ❤️ hola',
  'Ünïcödé ẞ İstanbul',
  'Ωμέγα привет 안녕하세요 𝒜𝓃𝒶',
  '\ud800 x \u0301y',
];

function foldedWords(text: string): string[] {
  return wordsOf(text).map(({ start, end }) => foldWord(text.slice(start, end)));
}

describe('the words of a text', () => {
  it('are letters and numbers without accents or case, and each symbol by itself', () => {
    expect(foldedWords('Mañana: 3 más👍🏽, 25°C')).toEqual(['manana', '3', 'mas', '👍', '25', '°', 'c']);
    expect(foldedWords('')).toEqual([]);
  });

  it('know their first unit as the index has it', () => {
    for (const text of texts) {
      for (const { start, end, initial } of wordsOf(text)) {
        expect(initial).toBe(foldWord(text.slice(start, end)).charCodeAt(0));
      }
    }
  });

  it('are what the index finds, and what is marked', () => {
    const { writer } = openTestArchive().archive;
    for (const [index, text] of texts.entries()) {
      writer
        .sql('insert into search (rowid, body, facets) values (?, ?, ?)')
        .run(index + 1, toSearchText(text), '');
      for (const { start, end } of wordsOf(text)) {
        const { expression, terms } = parseQuery(`"${text.slice(start, end)}"`);
        const found = writer
          .sql<{ rowid: number }>('select rowid from search where search match ?')
          .all(expression);
        expect(found).toContainEqual({ rowid: index + 1 });
        expect(findSpans(text, wordsOf(text), terms)).toContainEqual([start, end]);
      }
    }
  });
});

describe('the facets of a message', () => {
  it('are never alike, whatever the ids are', () => {
    const ids = [1, 2, 1023, 1024, 1025, 2048, 1_048_575, 1_048_576, 5_000_000];
    const words = ids.flatMap((id) => [facet.line(id), facet.conversation(id), facet.sender(id)]);
    expect(new Set(words).size).toBe(words.length);
    const { writer } = openTestArchive().archive;
    for (const [index, word] of words.entries()) {
      writer.sql('insert into search (rowid, body, facets) values (?, ?, ?)').run(index + 1, '', word);
    }
    for (const [index, word] of words.entries()) {
      const found = writer
        .sql<{ rowid: number }>('select rowid from search where search match ?')
        .all(`"${word}"`);
      expect(found).toEqual([{ rowid: index + 1 }]);
    }
  });
});
