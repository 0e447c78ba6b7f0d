import { clockTolerance } from './date-order.ts';
import { ForgedHeaders } from './forged.ts';
import type { ChatGrammar } from './types.ts';

/** WhatsApp's own limit for the text of a message, in characters; ours counts UTF-16 code units. */
export const longestText = 65_536;

/** A message or notice as its lines were read, before anything is made of its text. */
export interface Entry {
  /** Wall-clock seconds. */
  readonly local: number;
  /** Null for a notice. */
  readonly author: string | null;
  /** The header and the author as written, where `needsHead` asked for it. */
  readonly head: string;
  text: string;
  /** Where the first line of the text stands: a character is read faster there than in a piece that was cut out. */
  readonly block: string;
  readonly start: number;
  /** Lines after the first. */
  continuations: number;
  /** Something in it looks like a header. */
  suspicious: boolean;
  /** It has no room for more lines. */
  full: boolean;
  /** It is the first of the file. */
  readonly first: boolean;
}

/**
 * Tells messages from headers that were pasted or typed inside a message, by their time. A paste quotes the past, all
 * of it is inside one message, and after it the time goes on from where it was. So entries that go back by more than
 * `clockTolerance` belong to the message before them when they are older than the one before that too, and time comes
 * back within the longest text that a message can have. Otherwise they are messages: the one before them is ahead of
 * its time (a header typed inside a message, a phone's clock), they arrived hours late, or exports were joined. Where
 * it is that one alone which stands out, it and all that go back are marked, as they may be a paste of the last hours
 * after all.
 */
export class PastedEntries {
  readonly #emit: (entry: Entry) => void;
  readonly #active: boolean;
  readonly #forged: ForgedHeaders;
  /** Whether the held entry or the one before it has further lines. */
  #touches = false;
  #held: Entry | null = null;
  #high = Number.NEGATIVE_INFINITY;
  #highBefore = Number.NEGATIVE_INFINITY;
  #back: Entry[] = [];
  #length = 0;

  /** Passes everything on as it is when the file's clock is too unsteady for the rule. */
  constructor(grammar: ChatGrammar, emit: (entry: Entry) => void) {
    this.#active = !grammar.unsteadyClock;
    this.#forged = new ForgedHeaders(grammar);
    this.#emit = emit;
  }

  /** Whether the head of an entry that comes next may be needed, to put it back into a message. */
  needsHead(local: number): boolean {
    return this.#active && (this.#back.length > 0 || local < this.#high - clockTolerance);
  }

  push(entry: Entry): void {
    if (!this.#active || this.#held === null) {
      this.#hold(entry);
      return;
    }
    const isBack = entry.local < this.#high - clockTolerance;
    if (!isBack) {
      if (this.#isHeldAhead()) {
        this.#release();
        this.push(entry);
        return;
      }
      if (this.#back.length > 0) this.#absorb(this.#held);
      this.#hold(entry);
      return;
    }
    if (this.#back.length === 0) this.#length = this.#held.text.length;
    this.#length += entry.head.length + entry.text.length + 1;
    this.#back.push(entry);
    if (this.#length > longestText) this.#release();
  }

  end(): void {
    while (this.#held !== null) {
      if (this.#isHeldAhead() || (this.#isFirst && this.#back.length > 1)) {
        this.#release();
        continue;
      }
      if (this.#back.length > 0) this.#absorb(this.#held);
      this.#emit(this.#held);
      this.#held = null;
    }
  }

  get #isFirst(): boolean {
    return this.#highBefore === Number.NEGATIVE_INFINITY;
  }

  /** Whether what goes back follows in time on what was before the held entry: then that one is out of order. */
  #isHeldAhead(): boolean {
    const [first] = this.#back;
    return first !== undefined && !this.#isFirst && first.local >= this.#highBefore - clockTolerance;
  }

  #hold(entry: Entry): void {
    if (this.#held !== null) {
      this.#touches = this.#forged.mark(this.#held, entry, this.#touches);
      this.#emit(this.#held);
    }
    this.#held = entry;
    this.#highBefore = this.#high;
    this.#high = Math.max(this.#high, entry.local);
  }

  /** Puts the entries that go back into the message before them, word for word. */
  #absorb(message: Entry): void {
    for (const entry of this.#back) {
      message.text += `\n${entry.head}${entry.text}`;
      message.continuations += entry.continuations + 1;
    }
    message.suspicious = true;
    this.#back = [];
  }

  /** Takes the entries that go back for messages: time starts again from the first of them. */
  #release(): void {
    const entries = this.#back;
    if (this.#held !== null && this.#isHeldAhead())
      for (const entry of [this.#held, ...entries]) entry.suspicious = true;
    this.#back = [];
    this.#high = Number.NEGATIVE_INFINITY;
    const [first] = entries;
    if (first !== undefined) first.suspicious = true;
    for (const entry of entries) this.push(entry);
  }
}
