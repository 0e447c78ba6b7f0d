import { AuthorSplitter } from './authors.ts';
import { Calendar } from './calendar.ts';
import { isMark, isSpace, truncated } from './chars.ts';
import { HeaderScanner } from './header.ts';
import type { LineHandler } from './lines.ts';
import { longestText, PastedEntries, type Entry } from './pasted.ts';
import type { ChatGrammar, LineCounts, UnreadLine } from './types.ts';
import type { DateOrder } from '#shared/model/chat-export.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Puts lines together to messages and notices, and accounts for each of them. */
export class EntryReader implements LineHandler {
  readonly counts: Mutable<LineCounts> = {
    total: 0,
    message: 0,
    system: 0,
    continuation: 0,
    blank: 0,
    unread: 0,
    cut: 0,
  };
  /** Text that is in no entry; whoever reads it empties it. */
  unread: UnreadLine[] = [];

  readonly #form: number;
  readonly #lineEndsTell: boolean;
  readonly #scanner = new HeaderScanner();
  readonly #authors: AuthorSplitter;
  readonly #calendar: Calendar;
  readonly #entries: PastedEntries;
  #current: Entry | null = null;
  /** What became of the last line: text of the current entry, or unread. */
  #reading = false;
  #cut = false;

  constructor(grammar: ChatGrammar, order: DateOrder, emit: (entry: Entry) => void) {
    this.#form = grammar.form;
    this.#lineEndsTell = grammar.lineEndsTell;
    this.#authors = new AuthorSplitter(grammar.colonNames);
    this.#calendar = new Calendar(order);
    this.#entries = new PastedEntries(grammar, emit);
  }

  line(text: string, start: number, stop: number, afterCrlf: boolean | null): void {
    this.counts.total++;
    this.#cut = false;
    const scanner = this.#scanner;
    const match = scanner.scan(text, start, stop);
    if (match === 'header' && scanner.form === this.#form && !(this.#lineEndsTell && afterCrlf === false)) {
      const local = this.#calendar.seconds(scanner.first, scanner.second, scanner.third, scanner.time);
      if (!Number.isNaN(local)) {
        this.#begin(text, start, stop, local);
        return;
      }
    }
    this.#continue(text, start, stop, match !== 'none');
  }

  more(text: string, start: number, stop: number): void {
    const entry = this.#current;
    if (!this.#reading || entry === null) {
      this.#keepUnread(text.slice(start, stop));
      return;
    }
    const room = entry.full ? 0 : longestText - entry.text.length;
    const fitting = truncated(text.slice(start, stop), room);
    entry.text += fitting;
    if (start + fitting.length < stop) this.#cutOff(entry, text.slice(start + fitting.length, stop));
  }

  /** `isCut`: the file ends before its end, so that nobody knows how the last message goes on; it is kept as unread. */
  end(isCut: boolean): void {
    const last = this.#current;
    this.#current = null;
    if (last !== null && !isCut) this.#entries.push(last);
    this.#entries.end();
    if (last === null || !isCut) return;
    const head = last.block.slice(last.block.lastIndexOf('\n', last.start - 1) + 1, last.start);
    this.counts.unread += 1 + last.continuations;
    this.#keepUnread(head + last.text, 'no-message');
  }

  #begin(text: string, start: number, stop: number, local: number): void {
    const first = this.#current === null;
    if (this.#current !== null) this.#entries.push(this.#current);
    const scanner = this.#scanner;
    const author = this.#authors.split(text, scanner.end, stop);
    const bodyStart = author === null ? scanner.end : this.#authors.bodyStart;
    const room = Math.min(stop, bodyStart + longestText);
    const body =
      stop > room ? truncated(text.slice(bodyStart, stop), longestText) : text.slice(bodyStart, stop);
    const entry: Entry = {
      local,
      author,
      head: this.#entries.needsHead(local) ? text.slice(start, bodyStart) : '',
      text: body,
      block: text,
      start: bodyStart,
      continuations: 0,
      suspicious: false,
      full: false,
      first,
    };
    this.#current = entry;
    this.#reading = true;
    if (stop > room) this.#cutOff(entry, text.slice(bodyStart + body.length, stop));
  }

  #continue(text: string, start: number, stop: number, looksLikeHeader: boolean): void {
    const entry = this.#current;
    if (entry === null) {
      this.#reading = false;
      if (isBlank(text, start, stop)) this.counts.blank++;
      else {
        this.counts.unread++;
        this.#keepUnread(text.slice(start, stop), 'no-message');
      }
      return;
    }
    if (looksLikeHeader) entry.suspicious = true;
    if (entry.full || entry.text.length + 1 + stop - start > longestText) {
      entry.full = true;
      this.#reading = false;
      this.counts.unread++;
      this.#keepUnread(text.slice(start, stop));
      return;
    }
    entry.text += `\n${text.slice(start, stop)}`;
    entry.continuations++;
    this.#reading = true;
  }

  /** The end of a line that its entry has no room for. */
  #cutOff(entry: Entry, rest: string): void {
    entry.full = true;
    if (!this.#cut) this.counts.cut++;
    this.#cut = true;
    this.#keepUnread(rest);
  }

  #keepUnread(
    text: string,
    reason: UnreadLine['reason'] = this.#current === null ? 'no-message' : 'too-long',
  ): void {
    for (let rest = text; rest !== '';) {
      const piece = truncated(rest, longestText);
      this.unread.push({ line: this.counts.total, text: piece, reason });
      rest = rest.slice(piece.length);
    }
  }
}

function isBlank(text: string, start: number, stop: number): boolean {
  for (let at = start; at < stop; at++) {
    const code = text.charCodeAt(at);
    if (!isSpace(code) && !isMark(code)) return false;
  }
  return true;
}
