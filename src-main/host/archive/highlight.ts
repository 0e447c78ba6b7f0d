import type { Span } from '#shared/model/message.ts';
import type { SearchTerm } from './search-query.ts';
import { foldWord, type Word } from './search-text.ts';

const maxSpans = 200;
const before = 60;
const after = 180;

/** Where the terms stand in a text with these words: in order, without overlaps. */
export function findSpans(text: string, words: readonly Word[], terms: readonly SearchTerm[]): Span[] {
  const spans: Span[] = [];
  for (let at = 0; at < words.length && spans.length < maxSpans; at += 1) {
    let length = 0;
    for (const term of terms) {
      if (term.words.length > length && matchesAt(text, words, at, term)) length = term.words.length;
    }
    const first = words[at];
    const last = words[at + length - 1];
    if (length === 0 || first === undefined || last === undefined) continue;
    spans.push([first.start, last.end]);
    at += length - 1;
  }
  return spans;
}

function matchesAt(
  text: string,
  words: readonly Word[],
  at: number,
  { words: wanted, prefix }: SearchTerm,
): boolean {
  for (let index = 0; index < wanted.length; index += 1) {
    const word = words[at + index];
    const sought = wanted[index];
    if (word === undefined || sought === undefined || word.initial !== sought.charCodeAt(0)) return false;
    const folded = foldWord(text.slice(word.start, word.end));
    if (folded === sought) continue;
    if (!prefix || index < wanted.length - 1 || !folded.startsWith(sought)) return false;
  }
  return true;
}

/** A part of the text around its first span, with the spans moved to it. */
export function excerptOf(text: string, spans: readonly Span[]): { excerpt: string; spans: Span[] } {
  const first = spans[0]?.[0] ?? 0;
  const wantedStart = Math.max(0, first - before);
  const start = wantedStart === 0 ? 0 : wordStartNear(text, wantedStart);
  const end = Math.min(text.length, first + after);
  const lead = start > 0 ? '… ' : '';
  const excerpt = `${lead}${text.slice(start, end).toWellFormed()}${end < text.length ? ' …' : ''}`;
  return {
    excerpt,
    spans: spans
      .filter(([from, to]) => from >= start && to <= end)
      .map(([from, to]): Span => [from - start + lead.length, to - start + lead.length]),
  };
}

/** The start of the next word, if one is near. */
function wordStartNear(text: string, position: number): number {
  const space = text.indexOf(' ', position);
  return space !== -1 && space - position < before / 2 ? space + 1 : position;
}
