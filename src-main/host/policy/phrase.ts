import { fold, isWordUnit } from '#shared/model/fold.ts';
import type { Span } from '#shared/model/message.ts';
import type { CompiledRule } from './rule.ts';

interface PhraseWord {
  readonly text: string;
  /** Stands for every word that begins with `text`. */
  readonly prefix: boolean;
}

/** The words of a phrase, folded. A `*` counts right after a word; anywhere else it is punctuation. */
export function phraseWords(phrase: string): readonly PhraseWord[] {
  const { text } = fold(phrase);
  const words: PhraseWord[] = [];
  let at = nextWord(text, 0);
  while (at < text.length) {
    const end = wordEnd(text, at);
    words.push({ text: text.slice(at, end), prefix: text[end] === '*' });
    at = nextWord(text, end);
  }
  return words;
}

function nextWord(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isWordUnit(text.charCodeAt(at))) at++;
  return at;
}

function wordEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && isWordUnit(text.charCodeAt(at))) at++;
  return at;
}

/** The longest run of words that stands in a text as it is written here, with the separators around it. */
function longestLiteral(words: readonly PhraseWord[]): string {
  let longest = '';
  let literal = ' ';
  for (const { text, prefix } of words) {
    literal += prefix ? text : `${text} `;
    if (literal.length > longest.length) longest = literal;
    if (prefix) literal = ' ';
  }
  return longest;
}

/** Where the words, the first of which was seen at `start`, end; -1 when they are not all there. */
function matchWords(text: string, start: number, words: readonly PhraseWord[]): number {
  let end = start;
  for (const [index, word] of words.entries()) {
    const at = index === 0 ? start : nextWord(text, end);
    if (!text.startsWith(word.text, at)) return -1;
    end = wordEnd(text, at + word.text.length);
    if (!word.prefix && end !== at + word.text.length) return -1;
  }
  return end;
}

/**
 * Compiles a phrase. Between its words, any spaces, punctuation and line breaks may stand. Throws a RangeError when
 * it has no words.
 */
export function compilePhrase(phrase: string): CompiledRule {
  const words = phraseWords(phrase);
  const first = words[0]?.text;
  if (first === undefined) throw new RangeError('a phrase has at least one word');
  return {
    readsDisguises: true,
    literals: [longestLiteral(words)],
    find(text, limit) {
      const spans: Span[] = [];
      let start = text.indexOf(first);
      while (start >= 0 && spans.length < limit) {
        const inWord = start > 0 && isWordUnit(text.charCodeAt(start - 1));
        const end = inWord ? -1 : matchWords(text, start, words);
        if (end > 0) spans.push([start, end]);
        start = text.indexOf(first, end > 0 ? end : start + 1);
      }
      return spans;
    },
  };
}
