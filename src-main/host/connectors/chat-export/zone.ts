import { AtalayaError } from '#shared/errors.ts';

const millisecondsPerDay = 86_400_000;
/** Days remembered of a zone: a chat of ten years has fewer. */
const maximumDays = 4096;
/** Zones remembered; a company has one, or a few. */
const maximumZones = 8;
/** How far back two messages that follow each other may be, in milliseconds, where the clocks show an hour twice. */
const disorder = 600_000;

/** The instant at which the offset of a zone changes. */
interface Change {
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

/** What is known of a zone, for all files whose times are in it: to ask is slow. */
interface KnownZone {
  readonly format: Intl.DateTimeFormat;
  /** Each local day's offset in milliseconds, or the change around that day. */
  readonly days: Map<number, number | Change>;
}

const zones = new Map<string, KnownZone>();

function knownZone(zone: string): KnownZone {
  const known = zones.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    era: 'short',
  });
  if (zones.size >= maximumZones) zones.clear();
  const made = { format, days: new Map<number, number | Change>() };
  zones.set(zone, made);
  return made;
}

/**
 * Turns wall-clock times of one IANA zone into UTC. A time that a change of the clocks skipped counts from before the
 * change; of a time that occurred twice, the first is taken that does not lie before the message before it.
 */
export class ZonedClock {
  readonly #format: Intl.DateTimeFormat;
  readonly #days: Map<number, number | Change>;
  #day = Number.NaN;
  #offset: number | Change = 0;
  #last = Number.NEGATIVE_INFINITY;

  /** Throws `invalid-request` when there is no such zone. */
  constructor(zone: string) {
    try {
      const { format, days } = knownZone(zone);
      this.#format = format;
      this.#days = days;
    } catch (cause) {
      throw new AtalayaError('invalid-request', { field: 'zone' }, { cause });
    }
  }

  /** UTC milliseconds of wall-clock milliseconds (those of the same clock in UTC). */
  toUtc(local: number): number {
    const day = Math.floor(local / millisecondsPerDay);
    if (day !== this.#day) {
      this.#day = day;
      this.#offset = this.#offsetOfDay(day);
    }
    const utc =
      typeof this.#offset === 'number' ? local - this.#offset : this.#aroundChange(local, this.#offset);
    this.#last = utc;
    return utc;
  }

  #offsetOfDay(day: number): number | Change {
    const known = this.#days.get(day);
    if (known !== undefined) return known;
    const start = (day - 1) * millisecondsPerDay;
    const end = (day + 2) * millisecondsPerDay;
    const before = this.#offsetAt(start);
    const after = this.#offsetAt(end);
    const offset = before === after ? before : { at: this.#changeBetween(start, end, before), before, after };
    if (this.#days.size >= maximumDays) this.#days.clear();
    this.#days.set(day, offset);
    return offset;
  }

  #changeBetween(start: number, end: number, before: number): number {
    let low = start;
    let high = end;
    while (high - low > 1000) {
      const middle = Math.floor((low + high) / 2000) * 1000;
      if (this.#offsetAt(middle) === before) low = middle;
      else high = middle;
    }
    return high;
  }

  #aroundChange(local: number, change: Change): number {
    const early = local - change.before;
    const late = local - change.after;
    if (early < change.at && (late < change.at || early >= this.#last - disorder)) return early;
    return late >= change.at ? late : early;
  }

  /** Offset in milliseconds at an instant. */
  #offsetAt(utc: number): number {
    const parts = new Map(this.#format.formatToParts(utc).map(({ type, value }) => [type, value]));
    const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
    const wall = Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
    );
    return wall - Math.floor(utc / 1000) * 1000;
  }
}
