/*
 * How text is cut into words, the same for the index, for a query and for highlighting. SQLite's unicode61 tokenizer
 * does it in the index (letters, numbers and symbols make words; accents and case are dropped); emoji and other
 * symbols are set apart from the words beside them first, so that each can be found alone.
 */
const beyondAscii = /[^\0-\x7f]/;
/** Where the symbols are: not among the accented letters of Latin scripts. */
const maybeSymbol = /[\xa6\xa9\xae\xb0\u0482-\uffff]/;
const symbols = /\p{So}/gu;
const marks = /\p{M}+/gu;
const inWord = /[\p{L}\p{N}\p{Co}]/u;
const isSymbol = /\p{So}/u;
const isMark = /\p{M}/u;

/** The text as it goes into the index. */
export function toSearchText(text: string): string {
  return maybeSymbol.test(text) ? text.replace(symbols, ' $& ') : text;
}

/** Where a word stands in a text (UTF-16 code units), and the first unit of it as the index has it. */
export interface Word {
  readonly start: number;
  readonly end: number;
  readonly initial: number;
}

/** A word, or a part of one, as the index has it. */
export function foldWord(text: string): string {
  return beyondAscii.test(text)
    ? text.normalize('NFD').replace(marks, '').normalize('NFC').toLowerCase()
    : text.toLowerCase();
}

const separator = 1;
const letter = 2;
const mark = 3;
const symbol = 4;
/** What characters are and what they fold to at first, learned as they are seen; beyond the two planes, each time. */
const classes = new Uint8Array(0x20000);
const initials = new Uint16Array(0x20000);

function classOf(codePoint: number): number {
  const known = classes[codePoint];
  if (known) return known;
  const character = String.fromCodePoint(codePoint);
  const found = inWord.test(character)
    ? letter
    : isMark.test(character)
      ? mark
      : isSymbol.test(character)
        ? symbol
        : separator;
  classes[codePoint] = found;
  return found;
}

function initialOf(codePoint: number): number {
  const known = initials[codePoint];
  if (known) return known;
  const found = foldWord(String.fromCodePoint(codePoint)).charCodeAt(0);
  initials[codePoint] = found;
  return found;
}

/** The words of a text in order. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let start = -1;
  let initial = 0;
  for (let at = 0, next = 0; at < text.length; at = next) {
    const codePoint = text.codePointAt(at) ?? 0;
    next = codePoint > 0xffff ? at + 2 : at + 1;
    const found = classOf(codePoint);
    if (found === letter || (found === mark && start !== -1)) {
      if (start !== -1) continue;
      start = at;
      initial = initialOf(codePoint);
      continue;
    }
    if (start !== -1) words.push({ start, end: at, initial });
    start = -1;
    if (found === symbol) words.push({ start: at, end: next, initial: initialOf(codePoint) });
  }
  if (start !== -1) words.push({ start, end: text.length, initial });
  return words;
}
