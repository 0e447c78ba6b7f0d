import { fold, isWordUnit } from '#shared/model/fold.ts';
import type { Span } from '#shared/model/message.ts';
import { formsOf, type WordForms } from '#shared/model/word-forms.ts';
import type { CompiledRule } from './rule.ts';

/** Words that a gap stands for when it does not say how many, and at most. */
const usualGap = 5;
export const widestGap = 20;

/** One word of a phrase, folded. */
interface PhraseWord {
  readonly text: string;
  /** Stands for every word that begins with `text`. */
  readonly prefix: boolean;
  /** Any form of the word, where it is asked for. */
  readonly forms: WordForms | null;
  /** Other words that may stand between the word before and this one. */
  readonly gap: number;
}

/**
 * The words of a phrase, folded. A `*` counts right after a word and a `~` right before one; three dots, and a number
 * where there is one, are a gap between two words. Anything else is punctuation.
 */
export function phraseWords(phrase: string): readonly PhraseWord[] {
  const { text } = fold(phrase);
  const words: PhraseWord[] = [];
  let gap = 0;
  let at = 0;
  while (at < text.length) {
    const dots = gapAt(text, at);
    if (dots !== null) {
      gap = words.length === 0 ? 0 : dots.words;
      at = dots.end;
    } else if (isWordUnit(text.charCodeAt(at))) {
      const end = wordEnd(text, at);
      const word = text.slice(at, end);
      const forms = text[at - 1] === '~' ? formsOf(word) : null;
      words.push({ text: word, prefix: text[end] === '*', forms, gap });
      gap = 0;
      at = end;
    } else at++;
  }
  return words;
}

/** The gap that is written at a place of a folded phrase: "..." or "...3". */
function gapAt(text: string, at: number): { readonly words: number; readonly end: number } | null {
  if (!text.startsWith('...', at)) return null;
  let end = at + 3;
  while (text[end] === '.') end++;
  const number = /^\d{1,3}/.exec(text.slice(end, end + 3))?.[0];
  return { words: number === undefined ? usualGap : Number(number), end: end + (number?.length ?? 0) };
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

/**
 * What tells that a phrase may be in a text: the longest run of words that stands there as it is written here, with the
 * separators around it, or the beginnings of a word's forms.
 */
function literalsOf(words: readonly PhraseWord[]): readonly string[] {
  let longest: readonly string[] = [];
  const offer = (literals: readonly string[]): void => {
    if (shortest(literals) > shortest(longest)) longest = literals;
  };
  let literal = ' ';
  for (const { text, prefix, forms, gap } of words) {
    if (forms !== null) {
      offer([...forms.beginnings, ...forms.irregular].map((beginning) => ` ${beginning}`));
      literal = ' ';
      continue;
    }
    if (gap > 0) literal = ' ';
    literal += prefix ? text : `${text} `;
    offer([literal]);
    if (prefix) literal = ' ';
  }
  return longest;
}

const shortest = (literals: readonly string[]): number =>
  literals.length === 0 ? 0 : Math.min(...literals.map((literal) => literal.length));

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

let lastText = '';
let lastSpans: readonly Span[] = [];

/** The words of a folded text. Many phrases look at one text after the other: the last is remembered. */
export function wordSpans(text: string): readonly Span[] {
  if (text === lastText) return lastSpans;
  lastSpans = splitWords(text);
  lastText = text;
  return lastSpans;
}

function splitWords(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (let at = nextWord(text, 0); at < text.length;) {
    const end = wordEnd(text, at);
    spans.push([at, end]);
    at = nextWord(text, end);
  }
  return spans;
}

function isWord(wanted: PhraseWord, word: string): boolean {
  if (wanted.forms !== null) return wanted.forms.accepts(word);
  return wanted.prefix ? word.startsWith(wanted.text) : word === wanted.text;
}

/** The index of the last word of the phrase that begins with a word of a text, the nearest one; -1 when there is none. */
function matchLoosely(
  text: string,
  spans: readonly Span[],
  first: number,
  words: readonly PhraseWord[],
): number {
  let ends = [first];
  for (const wanted of words.slice(1)) {
    const next: number[] = [];
    for (const end of ends) {
      for (let at = Math.max(end + 1, (next.at(-1) ?? -1) + 1); at <= end + 1 + wanted.gap; at++) {
        const span = spans[at];
        if (span !== undefined && isWord(wanted, text.slice(...span))) next.push(at);
      }
    }
    if (next.length === 0) return -1;
    ends = next;
  }
  return ends[0] ?? -1;
}

function findLoosely(text: string, limit: number, words: readonly PhraseWord[]): readonly Span[] {
  const [first] = words;
  const found: Span[] = [];
  const spans = wordSpans(text);
  for (let at = 0; at < spans.length && found.length < limit; at++) {
    const span = spans[at];
    if (span === undefined || first === undefined || !isWord(first, text.slice(...span))) continue;
    const last = matchLoosely(text, spans, at, words);
    const end = spans[last]?.[1];
    if (end === undefined) continue;
    found.push([span[0], end]);
    at = last;
  }
  return found;
}

/**
 * Compiles a phrase. Between its words, any spaces, punctuation and line breaks may stand. Throws a RangeError when
 * it has no words.
 */
export function compilePhrase(phrase: string): CompiledRule {
  const words = phraseWords(phrase);
  const first = words[0]?.text;
  if (first === undefined) throw new RangeError('a phrase has at least one word');
  const isLoose = words.some(({ forms, gap }) => forms !== null || gap > 0);
  return {
    readsDisguises: true,
    literals: literalsOf(words),
    find(text, limit) {
      if (isLoose) return findLoosely(text, limit, words);
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
