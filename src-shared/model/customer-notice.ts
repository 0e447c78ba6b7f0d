import { fold, isWordUnit } from './fold.ts';

/** A wording that tells customers about the supervision, ready to be looked for in messages. */
export interface Wording {
  readonly words: readonly string[];
  /** How many words its placeholders may be filled with. */
  readonly filling: number;
  /** A message with fewer characters can't contain it. */
  readonly shortest: number;
}

/** With fewer words, ordinary messages would be taken for the notice. */
export const fewestWords = 12;

/** What an edit costs: a word of the notice that is missing or another one, and a word put in between. */
const missingCost = 4;
const extraCost = 1;
/** Words that a placeholder may be filled with, as the name of a company. */
const longestFilling = 12;
/** Of the cost of a notice that is missing altogether, how much a message may have: one word in five. */
const tolerated = 1 / 5;
/** Of a message, no more characters are looked at: nobody hides a notice that far down in good faith. */
const longestRead = 8_000;

/** The words of a text as they compare: folded, without punctuation and emoji. */
export function wordsOf(text: string): string[] {
  const folded = fold(text).text;
  const words: string[] = [];
  let start = -1;
  for (let at = 0; at <= folded.length; at++) {
    const isWord = at < folded.length && isWordUnit(folded.charCodeAt(at));
    if (isWord && start === -1) start = at;
    else if (!isWord && start !== -1) {
      words.push(folded.slice(start, at));
      start = -1;
    }
  }
  return words;
}

/** A wording from its text; placeholders stand for any words. */
export function wordingOf(text: string): Wording {
  const parts = text.split(/\{\{\w+\}\}/);
  const words = wordsOf(parts.join(' '));
  const lengths = words.map(({ length }) => length).toSorted((one, other) => one - other);
  const needed = lengths.slice(0, words.length - Math.floor(words.length * tolerated));
  return {
    words,
    filling: (parts.length - 1) * longestFilling,
    shortest: needed.reduce((sum, length) => sum + length, 0),
  };
}

/**
 * Whether a text contains one of the wordings, give or take small edits: at least four in five of its words in their
 * order, and little put in between. What stands before and after it does not matter.
 */
export function containsWording(text: string, wordings: readonly Wording[]): boolean {
  const read = text.slice(0, longestRead);
  const likely = wordings.filter(({ shortest }) => read.length >= shortest);
  if (likely.length === 0) return false;
  const words = wordsOf(read);
  const present = new Set(words);
  return likely.some((wording) => {
    const found = wording.words.filter((word) => present.has(word)).length;
    return found >= wording.words.length * (1 - tolerated) && isWithin(words, wording);
  });
}

/** Approximate matching of the whole notice anywhere in the message (Sellers), by words. */
function isWithin(message: readonly string[], { words: notice, filling }: Wording): boolean {
  const limit = Math.floor(notice.length * missingCost * tolerated) + filling * extraCost;
  let column = Array.from({ length: notice.length + 1 }, (_, row) => row * missingCost);
  for (const word of message) {
    const next = [0];
    for (const [at, wanted] of notice.entries()) {
      const before = column[at] ?? 0;
      next.push(
        Math.min(
          word === wanted ? before : before + missingCost,
          (column[at + 1] ?? 0) + extraCost,
          (next[at] ?? 0) + missingCost,
        ),
      );
    }
    column = next;
    if ((column.at(-1) ?? 0) <= limit) return true;
  }
  return false;
}
