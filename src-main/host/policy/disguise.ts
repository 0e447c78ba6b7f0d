import { isWordUnit, type Folded } from '#shared/model/fold.ts';

/** What stands for a letter inside of a word: digits and symbols that look like one. 1, ! and | are i or l. */
const imitations: ReadonlyMap<string, string> = new Map([
  ['0', 'o'],
  ['1', 'i'],
  ['3', 'e'],
  ['4', 'a'],
  ['5', 's'],
  ['7', 't'],
  ['8', 'b'],
  ['9', 'g'],
  ['@', 'a'],
  ['$', 's'],
  ['€', 'e'],
  ['!', 'i'],
  ['|', 'i'],
]);
const iOrL = new Set(['1', '!', '|']);

/** Letters in a run that no word of the three languages has. */
const longRun = 3;
/** Single letters in a row that may be one word, spelt. */
const fewestSpelt = 3;
/** Units between two spelt letters at most. */
const widestSeparator = 4;
/** Ways in which one text is read at most, and units of all of them together. */
const maxReadings = 16;
const maxUnits = 65_536;

/** What may become of letters that are repeated: each writes a run of a letter, `length` units long, so often. */
const repetitions: readonly ((letter: string, length: number) => number)[] = [
  () => 1,
  (_letter, length) => (length < longRun ? length : 1),
  (letter, length) =>
    'aiu'.includes(letter) ? 1 : length < longRun ? length : 'lrs'.includes(letter) ? 2 : 1,
  (letter, length) => ('aeiou'.includes(letter) ? 1 : Math.min(length, 2)),
  (letter, length) => (length < longRun ? length : 'eo'.includes(letter) ? 2 : 1),
];
const asWritten = (_letter: string, length: number): number => length;

/** Words of one letter, which may stand beside a spelt word without being part of it. */
const shortWords = new Set(['a', 'e', 'i', 'o', 'u', 'y']);

const other = 0;
const letter = 1;
const imitation = 2;
const digit = 3;
const invisible = 4;
const mathematical = 5;

/** Kinds of units as they are written, learned as they are seen: 0 is not known yet. */
const kinds = new Uint8Array(0x10000);

function kindOf(unit: number): number {
  const known = kinds[unit];
  if (known) return known - 1;
  const character = String.fromCharCode(unit);
  let kind = other;
  if (unit === 0xd835) kind = mathematical;
  else if (/[\p{Cf}\p{M}]/u.test(character)) kind = invisible;
  else if (imitations.has(character)) kind = imitation;
  else if (/\p{N}/u.test(character)) kind = digit;
  else if (isWordUnit(unit)) kind = letter;
  kinds[unit] = kind + 1;
  return kind;
}

/** An exclamation mark or a bar: it ends a word more often than it stands for a letter in one. */
const isStroke = (unit: number): boolean => unit === 0x21 || unit === 0x7c;

const isConsonant = (unit: number): boolean =>
  unit >= 0x61 && unit <= 0x7a && !shortWords.has(String.fromCharCode(unit));

function isBetweenLetters(text: string, at: number): boolean {
  return (
    at > 0 &&
    at + 1 < text.length &&
    isWordUnit(text.charCodeAt(at - 1)) &&
    isWordUnit(text.charCodeAt(at + 1))
  );
}

/** A quick look, before anything is folded, that never takes a disguised text for a plain one. */
export function mayBeDisguised(text: string): boolean {
  let letters = 0;
  let imitated = 0;
  let digits = 0;
  let run = 0;
  let longest = 0;
  let last = -1;
  let spelt = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const kind = (kinds[unit] || kindOf(unit) + 1) - 1;
    if (kind === letter) {
      const lower = unit < 0x80 ? unit | 0x20 : unit;
      run = lower === last ? run + 1 : 1;
      last = lower;
      letters++;
      if (run > longest) longest = run;
    } else if (kind === imitation && (!isStroke(unit) || isBetweenLetters(text, at))) {
      imitated++;
      last = -1;
    } else if (kind === digit) {
      digits++;
      last = -1;
    } else if (kind === mathematical) return true;
    else if (kind !== invisible) {
      if (letters + imitated + digits > 0) {
        if (longest >= longRun && (letters > longest || !isConsonant(last))) return true;
        if (letters > 1 && imitated > 0 && digits === 0) return true;
        if (letters + imitated === 1) {
          spelt++;
          if (spelt === fewestSpelt) return true;
        } else spelt = 0;
      }
      letters = 0;
      imitated = 0;
      digits = 0;
      longest = 0;
      last = -1;
    }
  }
  return (
    (longest >= longRun && (letters > longest || !isConsonant(last))) ||
    (letters > 1 && imitated > 0 && digits === 0) ||
    (spelt + 1 === fewestSpelt && letters + imitated === 1)
  );
}

interface Letter {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A word that may be disguised: as it stands in the folded text, or spelt letter by letter. */
interface Word {
  readonly letters: readonly Letter[];
}

/** How to read what can be read in several ways. */
interface Manner {
  readonly repeat: (letter: string, length: number) => number;
  readonly one: 'i' | 'l';
  readonly detached: 'none' | 'first' | 'last';
}

function isPart(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (isWordUnit(unit)) return true;
  if (kindOf(unit) !== imitation) return false;
  if (isStroke(unit)) return isBetweenLetters(text, at);
  return (
    (at > 0 && isWordUnit(text.charCodeAt(at - 1))) ||
    (at + 1 < text.length && isWordUnit(text.charCodeAt(at + 1)))
  );
}

/** The words that may be disguised: single letters, and those with a long run or with signs among letters. */
function oddWords(text: string): readonly Word[] {
  const words: Word[] = [];
  let start = -1;
  let isOdd = false;
  for (let at = 0; at <= text.length; at++) {
    if (at < text.length && isPart(text, at)) {
      if (start < 0) start = at;
      isOdd ||= kindOf(text.charCodeAt(at)) === imitation || isLongRun(text, start, at);
    } else if (start >= 0) {
      if (isOdd || at === start + 1) {
        const units = Array.from({ length: at - start }, (_, index) => start + index);
        words.push({
          letters: units.map((from) => ({ text: text.charAt(from), start: from, end: from + 1 })),
        });
      }
      start = -1;
      isOdd = false;
    }
  }
  return words;
}

function isLongRun(text: string, start: number, at: number): boolean {
  const unit = text.charCodeAt(at);
  return at - start + 1 >= longRun && text.charCodeAt(at - 1) === unit && text.charCodeAt(at - 2) === unit;
}

const startOf = (word: Word): number => word.letters[0]?.start ?? 0;
const endOf = (word: Word): number => word.letters.at(-1)?.end ?? 0;
const isLetter = (text: string): boolean => !imitations.has(text) && !/\d/.test(text);
const isSingle = ({ letters: [first, second] }: Word): boolean =>
  first !== undefined && second === undefined && (isLetter(first.text) || imitations.has(first.text));

/** Where the run of single letters that begins at a word ends. */
function singlesEnd(text: string, words: readonly Word[], from: number): number {
  let to = from;
  for (let word = words[to]; word !== undefined && isSingle(word); word = words[++to]) {
    const before = words[to - 1];
    if (to > from && before !== undefined && !areNeighbours(text, endOf(before), startOf(word))) break;
  }
  return to;
}

function areNeighbours(text: string, from: number, to: number): boolean {
  if (to - from > widestSeparator) return false;
  for (let at = from; at < to; at++) if (isWordUnit(text.charCodeAt(at))) return false;
  return true;
}

/** How much two letters are apart: a space more than any other sign. */
function distance(text: string, from: number, to: number): number {
  return to - from + (/\s/.test(text.slice(from, to)) ? widestSeparator : 0);
}

/** Single letters in a row as words: what separates them most separates words. */
function joined(text: string, singles: readonly Word[], detached: Manner['detached']): readonly Word[] {
  const gaps = singles
    .slice(1)
    .map((word, index) => distance(text, endOf(singles[index] ?? word), startOf(word)));
  const narrow = gaps.reduce((least, gap) => Math.min(least, gap), Number.POSITIVE_INFINITY);
  const words: Letter[][] = [];
  for (const [index, { letters }] of singles.entries()) {
    const isShort = ({ letters: [one] }: Word): boolean => shortWords.has(one?.text ?? '');
    const [first] = singles;
    const isApart =
      (detached === 'first' && index === 1 && first !== undefined && isShort(first)) ||
      (detached === 'last' && index === singles.length - 1 && isShort({ letters }));
    if (index === 0 || isApart || (gaps[index - 1] ?? 0) > narrow) words.push([...letters]);
    else words.at(-1)?.push(...letters);
  }
  const isWord = (letters: readonly Letter[]): boolean =>
    letters.length >= fewestSpelt && letters.filter((one) => isLetter(one.text)).length > 1;
  return words.some(isWord) ? words.map((letters) => ({ letters })) : singles;
}

/** The words of a text, with those that are spelt letter by letter put together. */
function together(text: string, words: readonly Word[], detached: Manner['detached']): readonly Word[] {
  const all: Word[] = [];
  for (let at = 0; at < words.length;) {
    const end = singlesEnd(text, words, at);
    const run = words.slice(at, Math.max(end, at + 1));
    all.push(...(run.length < fewestSpelt ? run : joined(text, run, detached)));
    at += run.length;
  }
  return all;
}

/** Whether digits and symbols in a word stand for letters: all of them can, and there are letters enough. */
function imitates({ letters }: Word): boolean {
  const real = letters.filter(({ text }) => isLetter(text)).length;
  const others = letters.length - real;
  return (
    real > 1 &&
    others > 0 &&
    others <= real * 2 &&
    letters.every(({ text }) => isLetter(text) || imitations.has(text))
  );
}

function read(word: Word, { repeat, one }: Manner): readonly Letter[] {
  const decoded = imitates(word)
    ? word.letters.map((each) =>
        isLetter(each.text)
          ? each
          : { ...each, text: iOrL.has(each.text) ? one : (imitations.get(each.text) ?? each.text) },
      )
    : word.letters;
  const runs: Letter[][] = [];
  for (const each of decoded) {
    if (runs.at(-1)?.[0]?.text === each.text && isLetter(each.text)) runs.at(-1)?.push(each);
    else runs.push([each]);
  }
  if (!runs.some(({ length }) => length >= longRun)) return decoded;
  return runs.flatMap((run) => {
    const [first] = run;
    const last = run.at(-1);
    if (first === undefined || last === undefined || run.length === 1) return run;
    const times = repeat(first.text, run.length);
    if (times === run.length) return run;
    return Array.from({ length: times }, () => ({ ...first, end: last.end }));
  });
}

/** A text that is put together from pieces of another, with where they come from. */
function write(folded: Folded, words: readonly Word[], manner: Manner): Folded {
  const { length } = folded.text;
  const starts = new Int32Array(length);
  const ends = new Int32Array(length);
  let text = '';
  const copy = (from: number, to: number): void => {
    for (let at = from; at < to; at++) {
      starts[text.length + at - from] = folded.bounds?.starts[at] ?? at;
      ends[text.length + at - from] = folded.bounds?.ends[at] ?? at + 1;
    }
    text += folded.text.slice(from, to);
  };
  let done = 0;
  for (const word of words) {
    copy(done, startOf(word));
    for (const each of read(word, manner)) {
      starts[text.length] = folded.bounds?.starts[each.start] ?? each.start;
      ends[text.length] = folded.bounds?.ends[each.end - 1] ?? each.end;
      text += each.text;
    }
    done = endOf(word);
  }
  copy(done, length);
  return { text, bounds: { starts, ends } };
}

/**
 * The ways to read a folded text whose words are disguised: repeated letters ("paaaga"), digits and symbols for
 * letters ("h1j0"), letters set apart ("p a g a", "p.a.g.a"). None when nothing is disguised. Each is a text with its
 * place in the original. Takes time linear in the text.
 */
export function readingsOf(folded: Folded): readonly Folded[] {
  const plain = oddWords(folded.text);
  const readings = new Map<string, Folded>();
  const most = Math.min(maxReadings, Math.ceil(maxUnits / folded.text.length));
  for (const { words, manner } of mannersOf(folded.text, plain).slice(0, most)) {
    const reading = write(folded, words, manner);
    if (reading.text !== folded.text && !readings.has(reading.text)) readings.set(reading.text, reading);
  }
  return [...readings.values()];
}

/** In how many ways the words can be read, those that are likelier first. */
function mannersOf(
  text: string,
  plain: readonly Word[],
): readonly { readonly words: readonly Word[]; readonly manner: Manner }[] {
  const spelt = together(text, plain, 'none');
  const isSpelt = spelt.length < plain.length;
  const hasRuns = spelt.some(({ letters }) => hasLongRun(letters));
  const hasOnes = spelt.some((word) => imitates(word) && word.letters.some((one) => iOrL.has(one.text)));
  if (!isSpelt && !hasRuns && !spelt.some(imitates)) return [];
  return (isSpelt ? (['none', 'first', 'last'] as const) : (['none'] as const)).flatMap((detached) => {
    const words = detached === 'none' ? spelt : together(text, plain, detached);
    return (hasOnes ? (['i', 'l'] as const) : (['i'] as const)).flatMap((one) =>
      (hasRuns ? repetitions : [asWritten]).map((repeat) => ({ words, manner: { repeat, one, detached } })),
    );
  });
}

/** Whether a letter is repeated that no word repeats so. Laughter ("kkkk", "jjj") hides nothing. */
function hasLongRun(letters: readonly Letter[]): boolean {
  if (letters.every(({ text }) => text === letters[0]?.text)) return shortWords.has(letters[0]?.text ?? '');
  let run = 0;
  return letters.some(({ text }, index) => {
    run = text === letters[index - 1]?.text ? run + 1 : 1;
    return run >= longRun;
  });
}
