import { formFacts } from './header.ts';
import type { Entry } from './pasted.ts';
import type { ChatGrammar } from './types.ts';

/**
 * Marks messages that may be lines of the message before them: whoever types a header of the file's own form inside a
 * message makes the export begin another one there. Such an entry _touches text_: it or the entry before it has
 * further lines. Among those that do, these can be told, and everything else is left unmarked:
 *
 * - the time goes back: a message is sent after its text was typed. The entry that goes back is marked, and the one
 *   before it too where that touches text, as its time may be the one that was made up;
 * - on iPhones, whose headers have seconds, another person writes in the very same second;
 * - a person who writes only where text is touched, and only in the minute of the entry before (`StrangerWatch`);
 * - in a chat with one person, a third one who writes only where text is touched.
 *
 * Where CR LF and LF tell messages from their lines (`lineEndsTell`), nothing needs to be guessed, and where a file's
 * clock is unsteady a step back tells nothing. An earlier time than a late arrival has is the business of
 * `PastedEntries`.
 *
 * It can't be told from the file, and stays unmarked: a header in the name of someone who writes elsewhere too, with
 * the minute (on an iPhone, a second) of its message or one between that and the next message, since a quick answer
 * to a long message looks the same; a stranger's in a group with a later time than its message, as of someone who
 * writes but once; a second line that is the last one, which leaves two messages of one line each; and the only
 * words of the other one in a chat where he wrote nothing.
 */
export class ForgedHeaders {
  readonly #strangers: ReadonlySet<string>;
  readonly #timeTells: boolean;
  readonly #secondTells: boolean;
  readonly #active: boolean;

  constructor({ form, lineEndsTell, unsteadyClock, strangers }: ChatGrammar) {
    this.#strangers = new Set(strangers);
    this.#active = !lineEndsTell;
    this.#timeTells = !unsteadyClock;
    this.#secondTells = formFacts(form).ios;
  }

  /** Looks at an entry and the one before it, both whole; `beforeTouches` is what it returned for that one. */
  mark(before: Entry, entry: Entry, beforeTouches: boolean): boolean {
    if (!this.#active) return false;
    const touches = before.continuations > 0 || entry.continuations > 0;
    if (touches && this.#timeTells) {
      if (entry.local < before.local) {
        entry.suspicious = true;
        if (beforeTouches) before.suspicious = true;
      } else if (this.#secondTells && entry.local === before.local && entry.author !== before.author) {
        entry.suspicious = true;
      }
    }
    if (this.#strangers.size > 0 && entry.author !== null && this.#strangers.has(entry.author)) {
      entry.suspicious = true;
    }
    return touches;
  }
}

/** Where somebody's messages stand. */
export interface Standing {
  /** A message of his touches no text. */
  standsAlone: boolean;
  /** A message of his touches text at another minute than that of the entry before it. */
  hasOwnMinute: boolean;
}

/** Watches in the first pass who writes only where a header may have been typed inside a message. */
export class StrangerWatch {
  #author: Standing | null = null;
  #lines = 0;
  #afterLines = false;
  #ownMinute = true;
  #first = 0;
  #second = 0;
  #third = 0;
  #minute = -1;

  /** A line that begins no message. */
  line(): void {
    this.#lines++;
  }

  /** A header, and who writes under it; null for a notice. */
  header(author: Standing | null, first: number, second: number, third: number, time: number): void {
    this.end();
    const minute = Math.floor(time / 60);
    this.#ownMinute =
      minute !== this.#minute || first !== this.#first || second !== this.#second || third !== this.#third;
    this.#afterLines = this.#lines > 0 && this.#minute >= 0;
    this.#lines = 0;
    this.#author = author;
    this.#first = first;
    this.#second = second;
    this.#third = third;
    this.#minute = minute;
  }

  end(): void {
    const author = this.#author;
    if (author === null) return;
    if (!this.#afterLines && this.#lines === 0) author.standsAlone = true;
    else if (this.#ownMinute) author.hasOwnMinute = true;
  }
}
