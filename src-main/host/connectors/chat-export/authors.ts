import { detached, holdsAt, isMark, isSpace, plain } from './chars.ts';
import { noticeVerbs } from './markers.ts';

/** Names of contacts and groups are shorter than this many UTF-16 code units. */
const longestName = 200;
/** Names remembered; a hostile file has no end of them. */
const maximumCached = 4096;
/** Names tried before looking for a colon: most chats have two. */
const maximumRecent = 4;
/** A notice that quotes something with a colon is longer than most names. */
const shortestNotice = 12;

/** Tells the author from the text in what follows a header. One instance serves a whole file. */
export class AuthorSplitter {
  /** Where the text begins after a successful `split`. */
  bodyStart = 0;
  readonly #colonNames: readonly string[];
  readonly #known = new Map<string, string | null>();
  readonly #recent: { readonly raw: string; readonly name: string }[] = [];

  /** `colonNames` are names with `: ` inside, as they are written in the file. */
  constructor(colonNames: readonly string[]) {
    this.#colonNames = colonNames;
  }

  /** The author's name between `start` and the first `: `, or null for a notice of WhatsApp. */
  split(text: string, start: number, stop: number): string | null {
    for (const { raw, name } of this.#recent) {
      const colon = start + raw.length;
      if (colon < stop && endsName(text, colon, stop) && holdsAt(text, raw, start)) {
        this.#setBodyStart(text, colon, stop);
        return name;
      }
    }
    const colon = this.#colonAfter(text, start, Math.min(stop, start + longestName), stop);
    if (colon <= start) return null;
    const name = this.#nameOf(text.slice(start, colon));
    if (name !== null) this.#setBodyStart(text, colon, stop);
    return name;
  }

  #setBodyStart(text: string, colon: number, stop: number): void {
    const next = colon + 1;
    this.bodyStart = next < stop && isSpace(text.charCodeAt(next)) ? next + 1 : next;
  }

  #colonAfter(text: string, start: number, limit: number, stop: number): number {
    for (const name of this.#colonNames) {
      const end = start + name.length;
      if (text.startsWith(name, start) && endsName(text, end, stop)) return end;
    }
    for (let at = start; at < limit; at++) {
      if (text.charCodeAt(at) === 0x3a && endsName(text, at, stop)) return at;
    }
    return -1;
  }

  #nameOf(raw: string): string | null {
    const known = this.#known.get(raw);
    if (known !== undefined) return known;
    const tidy = plain(raw);
    const name = tidy === '' || isQuoting(tidy) ? null : detached(tidy);
    const kept = detached(raw);
    if (this.#known.size < maximumCached) this.#known.set(kept, name);
    const isShort = this.#recent.length < maximumRecent && this.#colonNames.length === 0;
    if (isShort && name !== null) this.#recent.push({ raw: kept, name });
    return name;
  }
}

/** A colon that ends a name: white space, a mark or nothing follows it. */
export function endsName(text: string, colon: number, stop: number): boolean {
  if (text.charCodeAt(colon) !== 0x3a) return false;
  if (colon + 1 >= stop) return true;
  const next = text.charCodeAt(colon + 1);
  return isSpace(next) || isMark(next);
}

/** The beginning of a notice whose colon is inside of what it quotes: `Ana changed the subject to "Urgent`. */
function isQuoting(name: string): boolean {
  if (name.length < shortestNotice) return false;
  const count = (mark: string) => name.split(mark).length - 1;
  if (count('"') % 2 === 1 || count('“') > count('”') || count('«') > count('»') || count('„') > count('“'))
    return true;
  const lower = name.toLowerCase();
  return noticeVerbs.some((verb) => lower.includes(verb));
}
