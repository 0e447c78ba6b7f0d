import { Calendar } from './calendar.ts';
import { formFacts } from './header.ts';
import { dateOrders, type DateOrder } from '#shared/model/chat-export.ts';
import type { DateOrderBasis } from './types.ts';

/**
 * How far back, in seconds, a message may go behind the one before it. Real exports go back a little: a phone that
 * was offline files late arrivals behind what was written meanwhile, and clocks go back an hour in autumn.
 */
export const clockTolerance = 3600;

/** What the whole file says for and against one order. */
interface Evidence {
  readonly calendar: Calendar;
  /** Headers whose date does not exist in this order. */
  impossible: number;
  /** Times that go back by more than the tolerance. */
  backward: number;
  dates: number;
  latest: number;
  earliest: number;
  last: number;
  lastDay: number;
}

export interface DateOrderVerdict {
  readonly order: DateOrder;
  readonly basis: DateOrderBasis;
  readonly ambiguous: boolean;
  /** Steps back in time in that order. */
  readonly backward: number;
  /** Wall-clock seconds of the earliest and the latest message. */
  readonly earliest: number;
  readonly latest: number;
}

/** What the words of the file say about the locale of the phone. */
export interface LocaleHints {
  /** Something that WhatsApp writes in English. */
  readonly english: boolean;
  /** A 12-hour clock's word, as written in the first header that has one. */
  readonly periodText: string;
  /** Days or months are written without a leading zero. */
  readonly unpadded: boolean;
}

/** A chat on four dates or more is rarely spread over a span four times as long as it must be. */
const revealingDates = 4;
const revealingSpan = 4;

/** Collects over the whole file what tells the order of its dates. */
export class DateOrderEvidence {
  readonly #form: number;
  readonly #candidates: readonly Evidence[];
  /** Some date has a day and a month that differ. */
  #matters = false;

  constructor(form: number) {
    this.#form = form;
    const { yearFirst, yearLast } = formFacts(form);
    this.#candidates = dateOrders
      .filter((order) => (yearFirst ? order === 'ymd' : !(yearLast && order === 'ymd')))
      .map((order) => ({
        calendar: new Calendar(order),
        impossible: 0,
        backward: 0,
        dates: 0,
        latest: Number.NEGATIVE_INFINITY,
        earliest: Number.POSITIVE_INFINITY,
        last: Number.NEGATIVE_INFINITY,
        lastDay: Number.NaN,
      }));
  }

  /** Takes one header's three numbers and its seconds since midnight. */
  add(first: number, second: number, third: number, time: number): void {
    if (first !== second) this.#matters = true;
    for (const candidate of this.#candidates) {
      const now = candidate.calendar.seconds(first, second, third, time);
      if (Number.isNaN(now)) {
        candidate.impossible++;
        continue;
      }
      if (now < candidate.last - clockTolerance) candidate.backward++;
      candidate.last = now;
      if (now - time !== candidate.lastDay) {
        candidate.lastDay = now - time;
        candidate.dates++;
      }
      if (now > candidate.latest) candidate.latest = now;
      if (now < candidate.earliest) candidate.earliest = now;
    }
  }

  /** Null when no date exists in any order. */
  verdict(hints: LocaleHints): DateOrderVerdict | null {
    const possible = this.#candidates.filter((candidate) => candidate.earliest <= candidate.latest);
    const fitting = withLeast(possible, (candidate) => candidate.impossible);
    const steady = this.#withoutRare(withLeast(fitting, (candidate) => candidate.backward));
    const [first] = steady;
    if (first === undefined) return null;
    if (steady.length > 1 && this.#matters) {
      return verdict(densest(steady) ?? this.#byLocale(steady, hints) ?? first, 'guess');
    }
    return verdict(first, this.#withoutRare(fitting).length > 1 && this.#matters ? 'sequence' : 'days');
  }

  /** A year of two digits comes first nearly nowhere: that order must be better than the others, not as good. */
  #withoutRare(candidates: readonly Evidence[]): readonly Evidence[] {
    const { yearFirst } = formFacts(this.#form);
    const usual = candidates.filter((candidate) => yearFirst || candidate.calendar.order !== 'ymd');
    return usual.length > 0 ? usual : candidates;
  }

  /** Only English of the United States puts the month first: slashes, and AM and PM or numbers without padding. */
  #byLocale(candidates: readonly Evidence[], hints: LocaleHints): Evidence | undefined {
    const { slash, clock12 } = formFacts(this.#form);
    const american = clock12 ? /[AP]M/u.test(hints.periodText) : hints.english && hints.unpadded;
    const order: DateOrder = slash && american ? 'mdy' : 'dmy';
    return candidates.find((candidate) => candidate.calendar.order === order);
  }
}

function withLeast(
  candidates: readonly Evidence[],
  measure: (candidate: Evidence) => number,
): readonly Evidence[] {
  const least = Math.min(...candidates.map(measure));
  return candidates.filter((candidate) => measure(candidate) === least);
}

/** The order in which a chat on several dates is not spread out over years; undefined when none stands out. */
function densest(candidates: readonly Evidence[]): Evidence | undefined {
  if (candidates.some((candidate) => candidate.dates < revealingDates)) return undefined;
  const [first, next] = candidates.toSorted((a, b) => span(a) - span(b));
  return first !== undefined && next !== undefined && span(first) * revealingSpan < span(next)
    ? first
    : undefined;
}

function span(candidate: Evidence): number {
  return candidate.latest - candidate.earliest;
}

function verdict(candidate: Evidence, basis: DateOrderBasis): DateOrderVerdict {
  const { backward, earliest, latest } = candidate;
  return { order: candidate.calendar.order, basis, ambiguous: basis === 'guess', backward, earliest, latest };
}
