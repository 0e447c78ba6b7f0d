import type { Span } from './message.ts';

/**
 * Text as rules see it, so that what looks alike is alike: lower-case, without accents and invisible characters,
 * digits of every script as 0-9, compatibility forms (fullwidth, mathematical, circled) as plain letters, and
 * Cyrillic, Greek and small-capital look-alikes as the Latin letters they imitate.
 *
 * ñ stays a letter of its own, as it is in Spanish: "año" never equals "ano". ç, ã and õ lose their marks.
 * What lies beyond U+FFFF and imitates nothing, such as emoji, stays as it is.
 */
export interface Folded {
  readonly text: string;
  /** For each unit of `text`, where its source starts and ends in the original; null when nothing moved. */
  readonly bounds: { readonly starts: Int32Array; readonly ends: Int32Array } | null;
}

const invisible = /[\p{Cf}\p{Mn}\p{Me}\u115f\u1160\u3164\uffa0]/u;
const mark = /[\p{Mn}\p{Me}]/u;
const digit = /\p{Nd}/u;
const dash = /\p{Pd}/u;
const wordCharacter = /[\p{L}\p{N}\p{Mc}]/u;

const letterN = 0x6e;
const enye = 0xf1;
const combiningTilde = 0x303;

const lookAlikes: ReadonlyMap<string, string> = new Map(
  [
    ['АаΑαᴀɑ', 'a'],
    ['ВвΒβʙ', 'b'],
    ['СсϹϲᴄ', 'c'],
    ['ԁᴅđ', 'd'],
    ['ЕеΕεᴇ', 'e'],
    ['ꜰ', 'f'],
    ['ɢɡ', 'g'],
    ['НнΗһʜħ', 'h'],
    ['ІіΙιɪıӀӏ', 'i'],
    ['Јјᴊȷ', 'j'],
    ['КкΚκᴋ', 'k'],
    ['ʟł', 'l'],
    ['МмΜᴍ', 'm'],
    ['Νηɴ', 'n'],
    ['ОоΟοᴏø', 'o'],
    ['РрΡρᴘ', 'p'],
    ['Ԛԛ', 'q'],
    ['ʀ', 'r'],
    ['Ѕѕꜱ', 's'],
    ['ТтΤτᴛŧ', 't'],
    ['υᴜ', 'u'],
    ['Ѵѵνᴠ', 'v'],
    ['Ԝԝᴡ', 'w'],
    ['ХхΧχ', 'x'],
    ['УуҮүΥγʏ', 'y'],
    ['Ζᴢ', 'z'],
    ['\u2018\u2019\u02bc\u2032\u00b4', "'"],
    ['\u201c\u201d\u2033\u00ab\u00bb', '"'],
    ['\u2212', '-'],
    ['\u2122\u2120', ' '],
  ].flatMap(([from = '', to = '']) => Array.from(from, (character): [string, string] => [character, to])),
);

/** The digit that a decimal digit of any script stands for: each script has runs of ten. */
function digitOf(codePoint: number): string {
  let zero = codePoint;
  while (digit.test(String.fromCodePoint(zero - 1))) zero--;
  return String((codePoint - zero) % 10);
}

function foldPart(part: string): string {
  if (mark.test(part)) return '';
  if (dash.test(part)) return '-';
  if (digit.test(part)) return digitOf(part.codePointAt(0) ?? 0);
  const lower = part.toLowerCase();
  return lookAlikes.get(part) ?? lookAlikes.get(lower) ?? lower;
}

function foldCodePoint(codePoint: number): string {
  if (codePoint >= 0xac00 && codePoint <= 0xd7a3) return String.fromCodePoint(codePoint);
  if (codePoint >= 0x1f150 && codePoint <= 0x1f169) return String.fromCodePoint(0x61 + codePoint - 0x1f150);
  if (codePoint >= 0x1f170 && codePoint <= 0x1f189) return String.fromCodePoint(0x61 + codePoint - 0x1f170);
  const character = String.fromCodePoint(codePoint);
  if (character === 'ñ' || character === 'Ñ') return 'ñ';
  if (invisible.test(character)) return '';
  const known = lookAlikes.get(character);
  if (known !== undefined) return known;
  let folded = '';
  for (const part of character.normalize('NFKD')) folded += foldPart(part);
  return folded;
}

/** What each unit becomes, learned as units are seen; no unit folds to a surrogate, so those say what else it does. */
const plain = new Uint16Array(0x10000);
const removed = 0xd800;
const special = 0xd801;

function learn(unit: number): number {
  if (unit < 0x80) return String.fromCharCode(unit).toLowerCase().charCodeAt(0);
  if ((unit & 0xf800) === 0xd800 || unit === combiningTilde) return special;
  const folded = foldCodePoint(unit);
  const entry = folded === '' ? removed : folded.length === 1 ? folded.charCodeAt(0) : special;
  plain[unit] = entry;
  return entry;
}

const maxRemembered = 4096;
const remembered = new Map<number, string>();

/** How one character folds by itself; null for a combining tilde, which says something about the letter before. */
export function foldCharacter(codePoint: number): string | null {
  if (codePoint === combiningTilde) return null;
  const entry = codePoint > 0xffff ? special : plain[codePoint] || learn(codePoint);
  if (entry === removed) return '';
  if (entry !== special) return String.fromCharCode(entry);
  let folded = remembered.get(codePoint);
  if (folded === undefined) {
    if (remembered.size >= maxRemembered) remembered.clear();
    folded = foldCodePoint(codePoint);
    remembered.set(codePoint, folded);
  }
  return folded;
}

/** The fold of a text in which nothing moves, or null when something does. */
function foldInPlace(text: string): string | null {
  const lower = text.toLowerCase();
  if (lower.length !== text.length) return null;
  let folded = '';
  let done = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) continue;
    const entry = plain[unit] || learn(unit);
    if (entry === removed) return null;
    if (entry === special) {
      const character = String.fromCodePoint(text.codePointAt(at) ?? unit);
      if (foldCharacter(character.codePointAt(0) ?? unit) !== character) return null;
      at += character.length - 1;
    } else if (entry !== lower.charCodeAt(at)) {
      folded += lower.slice(done, at) + String.fromCharCode(entry);
      done = at + 1;
    }
  }
  return done === 0 ? lower : folded + lower.slice(done);
}

/** Folded units with their bounds, as they are collected. The arrays are used again for the next text. */
class Collected {
  #length = 0;
  #units = new Uint16Array(4096);
  #starts = new Int32Array(4096);
  #ends = new Int32Array(4096);

  add(folded: string, start: number, end: number): void {
    for (let at = 0; at < folded.length; at++) {
      if (this.#length === this.#units.length) this.#grow();
      this.#units[this.#length] = folded.charCodeAt(at);
      this.#starts[this.#length] = start;
      this.#ends[this.#length++] = end;
    }
  }

  /** A mark belongs to the letter right before it: to what is highlighted, and a tilde makes n into ñ. */
  addMark(codePoint: number, start: number, end: number): void {
    const last = this.#length - 1;
    if (last < 0 || this.#ends[last] !== start) return;
    this.#ends[last] = end;
    if (codePoint === combiningTilde && this.#units[last] === letterN) this.#units[last] = enye;
  }

  take(): Folded {
    const length = this.#length;
    this.#length = 0;
    let text = '';
    for (let at = 0; at < length; at += 4096) {
      text += Reflect.apply(String.fromCharCode, null, this.#units.subarray(at, Math.min(at + 4096, length)));
    }
    return { text, bounds: { starts: this.#starts.slice(0, length), ends: this.#ends.slice(0, length) } };
  }

  #grow(): void {
    const [units, starts, ends] = [this.#units, this.#starts, this.#ends];
    this.#units = new Uint16Array(units.length * 2);
    this.#starts = new Int32Array(units.length * 2);
    this.#ends = new Int32Array(units.length * 2);
    this.#units.set(units);
    this.#starts.set(starts);
    this.#ends.set(ends);
  }
}

const collected = new Collected();

/** Folds a text of any length, in time linear in it. Folding what is folded changes nothing. */
export function fold(text: string): Folded {
  const inPlace = foldInPlace(text);
  if (inPlace !== null) return { text: inPlace, bounds: null };
  let end = 0;
  for (const character of text) {
    const start = end;
    end += character.length;
    const codePoint = character.codePointAt(0) ?? 0;
    const folded = foldCharacter(codePoint) ?? '';
    if (folded === character) for (let at = start; at < end; at++) collected.add(text.charAt(at), at, at + 1);
    else if (folded !== '') collected.add(folded, start, end);
    else if (mark.test(character)) collected.addMark(codePoint, start, end);
  }
  return collected.take();
}

/** Where a half-open, non-empty range of a folded text lies in the original. */
export function originalSpan({ bounds }: Folded, start: number, end: number): Span {
  if (bounds === null) return [start, end];
  return [bounds.starts[start] ?? start, bounds.ends[end - 1] ?? end];
}

const wordUnits = new Uint8Array(0x10000);

/** Whether a unit of folded text is part of a word: letters, numbers and spacing marks. Emoji and _ are not. */
export function isWordUnit(unit: number): boolean {
  const known = wordUnits[unit];
  if (known) return known === 1;
  const inWord = (unit & 0xf800) !== 0xd800 && wordCharacter.test(String.fromCharCode(unit));
  wordUnits[unit] = inWord ? 1 : 2;
  return inWord;
}
