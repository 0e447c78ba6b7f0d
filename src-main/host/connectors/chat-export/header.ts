import { detached, digitValue, holdsAt, isMark, isSpace } from './chars.ts';
import { dayPeriodOf, joinOf, type DayPeriod } from './clock-words.ts';

/** What a line's beginning is. A `lookalike` holds a date and a time but ends as no header does. */
export type HeaderMatch = 'none' | 'lookalike' | 'header';

/**
 * Two headers of one export have the same form: brackets, separators, digits of the year, seconds, clock and what
 * follows the time. Padding, the letter case of am/pm and the kind of spaces are no part of it.
 */
const form = {
  bracket: 1 << 0,
  timeFirst: 1 << 1,
  dateSeparator: 2, // shift, 3 bits
  dotAfterDate: 1 << 5,
  yearFirst: 1 << 6,
  yearLast: 1 << 7,
  era: 1 << 8,
  comma: 1 << 9,
  joiningWord: 1 << 10,
  timeSeparator: 11, // shift, 2 bits
  seconds: 1 << 13,
  periodBefore: 1 << 14,
  periodAfter: 1 << 15,
  ending: 16, // shift, 2 bits
} as const;

const endings = { bracket: 0, hyphen: 1, dash: 2, colon: 3 } as const;

/** Facts that a form's number holds. */
export function formFacts(value: number): {
  ios: boolean;
  yearFirst: boolean;
  yearLast: boolean;
  slash: boolean;
  clock12: boolean;
} {
  return {
    ios: (value & form.bracket) !== 0,
    yearFirst: (value & (form.yearFirst | form.era)) !== 0,
    yearLast: (value & form.yearLast) !== 0,
    slash: ((value >> form.dateSeparator) & 7) === 1,
    clock12: (value & (form.periodBefore | form.periodAfter)) !== 0,
  };
}

const slash = 0x2f;
const dot = 0x2e;
const hyphen = 0x2d;
const colon = 0x3a;
const space = 0x20;
/** 年 and 月 between the numbers, 日 behind them. */
const yearSign = 0x5e74;
const monthSign = 0x6708;
const daySign = 0x65e5;
/** Longest text looked at between date and time, and between time and author. */
const maximumWord = 24;
/** Distinct words remembered; a hostile file has no end of them. */
const maximumCached = 256;

/**
 * Scans the beginning of a line for a message header, on character codes and without allocating. One instance is
 * used for a whole file; after `scan` its fields describe the header that was found.
 */
export class HeaderScanner {
  /** Form of the header, comparable with `===`. */
  form = 0;
  /** The date's numbers in the order they are written. */
  first = 0;
  second = 0;
  third = 0;
  /** Some number of the date is written with one digit. */
  unpadded = false;
  /** Seconds since midnight. */
  time = 0;
  /** Where the text after the header begins. */
  end = 0;
  /** The word for am or pm as it is written, for the guess at the locale. */
  periodText = '';

  #at = 0;
  #width = 0;
  /** Everything before the time in the last header, which most headers repeat, and what it says. */
  #prefix = '';
  #prefixForm = 0;
  #prefixPeriod: DayPeriod | null = null;
  readonly #joins = new Map<string, ReturnType<typeof joinOf>>();
  readonly #periods = new Map<string, DayPeriod | null | undefined>();

  /** Looks at `text` from `start` to `stop`, which holds (the beginning of) one line. */
  scan(text: string, start: number, stop: number): HeaderMatch {
    if (this.#prefix !== '' && holdsAt(text, this.#prefix, start)) {
      this.#at = start + this.#prefix.length;
      this.form = this.#prefixForm;
      return this.#time(text, stop) ? this.#finish(text, stop, this.#prefixPeriod) : 'none';
    }
    let at = start;
    let code = text.charCodeAt(at);
    while (at < stop && isMark(code)) code = text.charCodeAt(++at);
    if (at >= stop) return 'none';
    let found = 0;
    if (code === 0x5b) {
      found = form.bracket;
      code = text.charCodeAt(++at);
      while (isMark(code)) code = text.charCodeAt(++at);
    }
    if (digitValue(code) < 0 && code !== 0x52 && code !== 0x48) return 'none';
    this.form = found;
    this.#at = at;
    return this.#isTimeFirst(text, at)
      ? this.#scanTimeFirst(text, stop)
      : this.#scanDateFirst(text, start, stop);
  }

  #isTimeFirst(text: string, at: number): boolean {
    return text.charCodeAt(at + 2) === colon || text.charCodeAt(at + 1) === colon;
  }

  #scanDateFirst(text: string, start: number, stop: number): HeaderMatch {
    this.#prefix = '';
    if (!this.#date(text, stop) || this.#at >= stop) return 'none';
    const period = this.#join(text, stop);
    if (period === undefined) return 'none';
    this.#prefixForm = this.form;
    this.#prefixPeriod = period;
    const end = this.#at;
    if (!this.#time(text, stop)) return 'none';
    const match = this.#finish(text, stop, period);
    if (match === 'header') this.#prefix = detached(text.slice(start, end));
    return match;
  }

  #scanTimeFirst(text: string, stop: number): HeaderMatch {
    this.form |= form.timeFirst;
    if (!this.#time(text, stop) || this.#at >= stop) return 'none';
    const before = this.#join(text, stop);
    if (before === undefined) return 'none';
    if (!this.#date(text, stop)) return 'none';
    return this.#finish(text, stop, before);
  }

  /** Reads a number of at most four digits; 0 digits leave `#width` 0. */
  #number(text: string, stop: number): number {
    let at = this.#at;
    let value = 0;
    const limit = Math.min(stop, at + 4);
    const begin = at;
    while (at < limit) {
      const digit = digitValue(text.charCodeAt(at));
      if (digit < 0) break;
      value = value * 10 + digit;
      at++;
    }
    this.#width = at - begin;
    this.#at = at;
    return value;
  }

  #skipMarks(text: string, stop: number): void {
    while (this.#at < stop && isMark(text.charCodeAt(this.#at))) this.#at++;
  }

  #date(text: string, stop: number): boolean {
    const era = this.#era(text.charCodeAt(this.#at));
    if (era !== 0) this.#at++;
    this.first = this.#number(text, stop);
    const firstWidth = this.#width;
    if (firstWidth === 0) return false;
    const separator = this.#separator(text, stop);
    if (separator === 0) return false;
    this.second = this.#number(text, stop);
    const secondWidth = this.#width;
    if (secondWidth === 0 || secondWidth > 2 || this.#separator(text, stop) !== separator) return false;
    this.third = this.#number(text, stop);
    const thirdWidth = this.#width;
    if (thirdWidth === 0 || thirdWidth === 3 || firstWidth === 3 || firstWidth + thirdWidth > 6) return false;
    this.unpadded = firstWidth === 1 || secondWidth === 1;
    this.form |= separator << form.dateSeparator;
    if (era !== 0) {
      this.first += era;
      this.form |= form.era;
    } else if (firstWidth === 4 || separator === 5) this.form |= form.yearFirst;
    else if (thirdWidth === 4) this.form |= form.yearLast;
    this.#skipMarks(text, stop);
    if (separator === 5) {
      if (text.charCodeAt(this.#at) === daySign) this.#at++;
    } else if (separator !== 1 && text.charCodeAt(this.#at) === dot) {
      this.#at++;
      this.form |= form.dotAfterDate;
    }
    return true;
  }

  /** Year before the first of a Japanese era: R for Reiwa, H for Heisei. */
  #era(code: number): number {
    if (code === 0x52) return 2018;
    return code === 0x48 ? 1988 : 0;
  }

  /** 1 slash, 2 dot, 3 hyphen, 4 dot and space, 5 the signs for year and month; 0 anything else. */
  #separator(text: string, stop: number): number {
    this.#skipMarks(text, stop);
    const code = text.charCodeAt(this.#at);
    let kind = 0;
    if (code === slash) kind = 1;
    else if (code === dot) kind = 2;
    else if (code === hyphen) kind = 3;
    else if (code === yearSign || code === monthSign) kind = 5;
    else return 0;
    this.#at++;
    if (kind === 2 && isSpace(text.charCodeAt(this.#at))) {
      kind = 4;
      this.#at++;
    }
    this.#skipMarks(text, stop);
    return kind;
  }

  /** What joins date and time, up to the next digit. Returns the day period in it, undefined when it is no join. */
  #join(text: string, stop: number): DayPeriod | null | undefined {
    const begin = this.#at;
    const code = text.charCodeAt(begin);
    if (
      code === 0x2c &&
      text.charCodeAt(begin + 1) === space &&
      digitValue(text.charCodeAt(begin + 2)) >= 0
    ) {
      this.#at = begin + 2;
      this.form |= form.comma;
      return null;
    }
    if (code === space && digitValue(text.charCodeAt(begin + 1)) >= 0) {
      this.#at = begin + 1;
      return null;
    }
    const limit = Math.min(stop, begin + maximumWord);
    let at = begin;
    while (at < limit && digitValue(text.charCodeAt(at)) < 0) at++;
    if (at === limit || at === begin) return undefined;
    const join = remembered(this.#joins, text.slice(begin, at), joinOf);
    if (join === undefined) return undefined;
    this.#at = at;
    if (join.comma) this.form |= form.comma;
    if (join.word) this.form |= form.joiningWord;
    if (join.period !== null) this.form |= form.periodBefore;
    return join.period;
  }

  #time(text: string, stop: number): boolean {
    const hour = this.#number(text, stop);
    if (this.#width === 0 || this.#width > 2 || hour > 24) return false;
    const separator = this.#timeSeparator(text);
    if (separator === 0) return false;
    const minute = this.#number(text, stop);
    if (this.#width === 0 || this.#width > 2 || minute > 59) return false;
    this.form |= separator << form.timeSeparator;
    this.time = hour * 3600 + minute * 60;
    const mark = this.#at;
    const again =
      separator === 3
        ? this.#word(text, 'min') && this.#space(text)
        : this.#timeSeparator(text) === separator;
    if (again) {
      const second = this.#number(text, stop);
      if (this.#width > 0 && this.#width <= 2 && second <= 60) {
        this.time += Math.min(second, 59);
        this.form |= form.seconds;
        if (separator === 3) this.#word(text, 's');
        return true;
      }
    }
    this.#at = mark;
    return true;
  }

  /** 1 colon, 2 dot, 3 the letter h; 0 anything else. */
  #timeSeparator(text: string): number {
    const code = text.charCodeAt(this.#at);
    if (code === colon || code === dot) {
      this.#at++;
      return code === colon ? 1 : 2;
    }
    let at = this.#at;
    if (isSpace(code)) at++;
    if (text.charCodeAt(at) !== 0x68) return 0;
    at++;
    if (isSpace(text.charCodeAt(at))) at++;
    this.#at = at;
    return 3;
  }

  /** Skips a space and a word behind it. */
  #word(text: string, word: string): boolean {
    const found = isSpace(text.charCodeAt(this.#at)) && holdsAt(text, word, this.#at + 1);
    if (found) this.#at += 1 + word.length;
    return found;
  }

  #space(text: string): boolean {
    const found = isSpace(text.charCodeAt(this.#at));
    if (found) this.#at++;
    return found;
  }

  #finish(text: string, stop: number, before: DayPeriod | null): HeaderMatch {
    const bracket = (this.form & form.bracket) !== 0;
    const begin = this.#at;
    this.periodText = '';
    if (bracket && text.charCodeAt(begin) === 0x5d)
      return this.#close(text, stop, begin, endings.bracket, before);
    if (!bracket && text.charCodeAt(begin) === space && text.charCodeAt(begin + 1) === hyphen) {
      const after = text.charCodeAt(begin + 2);
      if (after === space || begin + 2 >= stop) return this.#close(text, stop, begin, endings.hyphen, before);
    }
    const limit = Math.min(stop, begin + maximumWord);
    for (let at = begin; at < limit; at++) {
      const ending = this.#endingAt(text, at, stop, bracket);
      if (ending < 0) continue;
      const raw = text.slice(begin, at);
      const after = remembered(this.#periods, raw, dayPeriodOf);
      if (after === undefined || (after !== null && before !== null)) return 'lookalike';
      if (after !== null) {
        this.form |= form.periodAfter;
        this.periodText = raw;
      }
      return this.#close(text, stop, at, ending, before ?? after);
    }
    return 'lookalike';
  }

  #endingAt(text: string, at: number, stop: number, bracket: boolean): number {
    const code = text.charCodeAt(at);
    if (bracket) return code === 0x5d ? endings.bracket : -1;
    const following = at + 1 < stop ? text.charCodeAt(at + 1) : space;
    if (code === colon) return isSpace(following) ? endings.colon : -1;
    if (!isSpace(code) || (at + 2 < stop && !isSpace(text.charCodeAt(at + 2)))) return -1;
    if (following === hyphen) return endings.hyphen;
    return following === 0x2013 || following === 0x2014 ? endings.dash : -1;
  }

  #close(text: string, stop: number, at: number, ending: number, period: DayPeriod | null): HeaderMatch {
    this.form |= ending << form.ending;
    let end = at + (ending === endings.bracket || ending === endings.colon ? 1 : 2);
    if (end < stop && isSpace(text.charCodeAt(end))) end++;
    this.end = Math.min(end, stop);
    const hour = Math.floor(this.time / 3600);
    if (period === 'am') this.time -= hour === 12 ? 12 * 3600 : 0;
    else if (period === 'pm') this.time += hour < 12 ? 12 * 3600 : 0;
    else if (period === 'noon') this.time += hour < 11 ? 12 * 3600 : 0;
    if (this.time >= 24 * 3600) this.time -= 24 * 3600;
    return 'header';
  }
}

function remembered<T>(cache: Map<string, T>, raw: string, make: (raw: string) => T): T {
  const known = cache.get(raw);
  if (known !== undefined) return known;
  const made = make(raw);
  if (cache.size < maximumCached) cache.set(detached(raw), made);
  return made;
}
