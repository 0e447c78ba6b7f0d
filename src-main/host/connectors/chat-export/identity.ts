import { Occurrences } from './occurrences.ts';

/** Seconds of the file's own time; an equal message that comes later than twice this is taken for the same one. */
const window = 7200;

/** Names remembered; a hostile file has no end of them. */
const maximumAuthors = 4096;

/** The two halves of the hash over a name. */
interface AuthorHash {
  readonly first: number;
  readonly second: number;
}

/** Letters of base64url. */
const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_', (letter) =>
  letter.charCodeAt(0),
);

const firstFactor = 0x85ebca6b;
const secondFactor = 0xc2b2ae35;

/**
 * Gives messages the keys by which the archive knows them again. A key holds the wall-clock time as it is written, a
 * 64-bit hash over the author's name and what makes up the content (for media only the caption, as an export without
 * media tells neither kind nor file name) and, of several equal ones, which it is. So the same file, or a later
 * export of the chat that overlaps, gives the same keys, wherever it begins. The hash need not resist an attack: two
 * messages of one minute that collide are told apart by their number, and whoever could make use of more than that
 * makes the export himself.
 *
 * Limits. An export from another phone differs in what it writes (seconds, names of contacts, language of notices),
 * and so do its keys. A message that was edited or deleted between two exports has a new content: it is added beside
 * the original, which stays. The same holds for a date order guessed wrongly the first time, and for a contact
 * renamed. Of equal messages of one minute, an export that begins between them counts from its first: nothing is
 * added.
 */
export class MessageIdentity {
  readonly #blocks = new CodeUnits();
  readonly #pieces = new CodeUnits();
  readonly #occurrences = new Occurrences(window);

  /** Where each author's name leaves the two halves of the hash. */
  readonly #authors = new Map<string, AuthorHash>();

  /**
   * Key of a message at `local` wall-clock seconds. `author` is '' for a notice, `text` from `start` to `stop` what
   * makes it the same message again, and `sort` a letter that keeps sorts of content apart.
   */
  keyOf(local: number, author: string, sort: string, text: string, start = 0, stop = text.length): string {
    const name = this.#authors.get(author) ?? this.#begin(author);
    const sortCode = sort.charCodeAt(0) << 16;
    let first = Math.imul(name.first ^ sortCode, firstFactor);
    let second = Math.imul(name.second ^ sortCode, secondFactor);
    // Two UTF-16 code units at a time; the last one of an odd number goes alone.
    const units = (stop - start === text.length ? this.#pieces : this.#blocks).of(text);
    const even = start + ((stop - start) & ~1);
    for (let at = start; at < even; at += 2) {
      const pair = (units[at] ?? 0) | ((units[at + 1] ?? 0) << 16);
      first = Math.imul(first ^ pair, firstFactor) ^ (first >>> 15);
      second = Math.imul(second ^ pair, secondFactor) ^ (second >>> 13);
    }
    const odd = even < stop ? (units[even] ?? 0) + 1 : 0;
    first = Math.imul(first ^ odd, firstFactor);
    second = Math.imul(second ^ odd, secondFactor);
    first =
      Math.imul(first ^ (first >>> 16), secondFactor) ^ Math.imul(second ^ (second >>> 13), firstFactor);
    second =
      Math.imul(second ^ (second >>> 16), secondFactor) ^ Math.imul(first ^ (first >>> 13), firstFactor);
    const key = keyText(local, first, second);
    const earlier = this.#occurrences.count(local, first, second);
    return earlier === 0 ? key : `${key}.${earlier}`;
  }

  #begin(author: string): AuthorHash {
    let first = secondFactor;
    let second = firstFactor;
    for (let at = 0; at < author.length; at++) {
      const code = author.charCodeAt(at);
      first = Math.imul(first ^ code, firstFactor);
      second = Math.imul(second ^ code, secondFactor);
    }
    const name = { first, second };
    if (this.#authors.size < maximumAuthors) this.#authors.set(author, name);
    return name;
  }
}

/** The code units of a text as numbers in an array, which are read much faster than those of a string. */
class CodeUnits {
  #text = '';
  #units = new Uint16Array(4096);
  #bytes = Buffer.from(this.#units.buffer);

  /** Valid until the next call; behind the text's end stands what was there before. */
  of(text: string): Uint16Array {
    if (text === this.#text) return this.#units;
    if (text.length > this.#units.length) {
      this.#units = new Uint16Array(2 * text.length);
      this.#bytes = Buffer.from(this.#units.buffer);
    }
    this.#bytes.write(text, 'utf16le');
    this.#text = text;
    return this.#units;
  }
}

/** Three 32-bit numbers in base64url, six letters each. */
function keyText(a: number, b: number, c: number): string {
  return String.fromCharCode(
    letter(a >>> 26),
    letter(a >>> 20),
    letter(a >>> 14),
    letter(a >>> 8),
    letter(a >>> 2),
    letter(a << 4),
    letter(b >>> 26),
    letter(b >>> 20),
    letter(b >>> 14),
    letter(b >>> 8),
    letter(b >>> 2),
    letter(b << 4),
    letter(c >>> 26),
    letter(c >>> 20),
    letter(c >>> 14),
    letter(c >>> 8),
    letter(c >>> 2),
    letter(c << 4),
  );
}

function letter(bits: number): number {
  return letters[bits & 63] ?? 0;
}
