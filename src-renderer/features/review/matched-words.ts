import type { Span } from '#shared/model/message.ts';

/** A message can hit hundreds of times; these many are shown, each so long at most. */
const maxWords = 12;
const maxLength = 80;

/** The different words that spans of a text stand for, in reading order. */
export function matchedWords(text: string, spans: readonly Span[]): readonly string[] {
  const words = new Set<string>();
  for (const [start, end] of spans) {
    if (words.size === maxWords) break;
    const word = text.slice(start, end).replace(/\s+/g, ' ').trim();
    if (word !== '') words.add(word.length > maxLength ? `${word.slice(0, maxLength)}…` : word);
  }
  return [...words];
}
