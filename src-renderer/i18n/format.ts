import { TZDate } from '@date-fns/tz';
import { differenceInCalendarDays } from 'date-fns';
import type { Money } from '#shared/model/details.ts';

const dayMs = 86_400_000;
const defaultRegions: Readonly<Record<string, string>> = { es: 'es-419', en: 'en-GB' };

/** The locale for dates and numbers: the system's own variant of the interface's language. */
export function formattingLocale(
  language: string,
  preferred: readonly string[] = navigator.languages,
): string {
  const base = language.split('-')[0];
  const regional = preferred.find((tag) => tag.includes('-') && tag.split('-')[0] === base);
  return regional ?? defaultRegions[language] ?? language;
}

/** Dates, times, numbers and sizes in words, for one language and one time zone. Times are UTC milliseconds. */
export interface Format {
  readonly zone: string;
  /** 14:32 */
  readonly time: (at: number) => string;
  /** 3 mar 2026 */
  readonly date: (at: number) => string;
  /** 3 mar 2026, 14:32 */
  readonly dateTime: (at: number) => string;
  /** With seconds and zone, for what may be evidence. */
  readonly exact: (at: number) => string;
  /** Today, yesterday, Tuesday, 3 March: a divider between days. */
  readonly day: (at: number, now?: number) => string;
  /** As short as it can be said: 14:32 today, Tue this week, 3 mar, 03/03/24. For lists. */
  readonly brief: (at: number, now?: number) => string;
  /** How long ago, in whole units: 3 min ago, 2 days ago. */
  readonly ago: (at: number, now?: number) => string;
  /** A calendar date such as 2026-03-03, which has no zone. */
  readonly calendarDate: (date: string) => string;
  readonly number: (value: number) => string;
  /** $ 1,250.00; with the code as it came where that is no currency. */
  readonly money: (amount: Money) => string;
  /** 1.2 MB */
  readonly bytes: (value: number) => string;
  /** Length of a recording: 0:07, 1:02:03. */
  readonly duration: (seconds: number) => string;
  /** A length of time in its largest whole unit: 7 days, 12 hours. */
  readonly period: (seconds: number) => string;
  /** How long something lasted, in its two largest units: 2 h 14 min, 3 days 1 h, 12 s. */
  readonly lapse: (ms: number) => string;
  /** 99.2 %; rounded down, so that 100 % is only said of all. */
  readonly percent: (ratio: number) => string;
  /** November 2026, of a calendar date. */
  readonly month: (date: string) => string;
  /** One letter or two for the day of the week, of a calendar date. */
  readonly weekdayLetter: (date: string) => string;
  /** Tuesday, 3 November, of a calendar date. */
  readonly longDate: (date: string) => string;
  /** "Ana, Luis and Marta" */
  readonly list: (names: readonly string[]) => string;
  /** 2026-03-03: the calendar date in the zone, for comparing. */
  readonly isoDate: (at: number) => string;
  /** Days between two times as the zone's calendar counts them. */
  readonly daysBetween: (later: number, earlier: number) => number;
  /** The instant at which a calendar date such as 2026-03-03, moved by days, begins in the zone. */
  readonly startOfDay: (date: string, addDays?: number) => number | null;
}

/** Symbols of the international system of units, the same in every language of ours. */
const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'] as const;
type LapseUnit = 'day' | 'hour' | 'minute' | 'second';
const lapseUnits: readonly (readonly [LapseUnit, number])[] = [
  ['day', dayMs],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
];
const agoUnits = [
  ['day', dayMs],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** Makes the formatters of a language and a zone. */
export function createFormat(language: string, zone: string, preferred?: readonly string[]): Format {
  const locale = formattingLocale(language, preferred);
  const dates = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone: zone, hourCycle: 'h23', ...options });
    return (at: number) => format.format(at);
  };
  const time = dates({ hour: '2-digit', minute: '2-digit' });
  const date = dates({ day: 'numeric', month: 'short', year: 'numeric' });
  const dayOfYear = dates({ weekday: 'long', day: 'numeric', month: 'long' });
  const dayWithYear = dates({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const weekday = dates({ weekday: 'short' });
  const dayAndMonth = dates({ day: 'numeric', month: 'short' });
  const numericDate = dates({ day: '2-digit', month: '2-digit', year: '2-digit' });
  const isoDate = new Intl.DateTimeFormat('en-CA', { timeZone: zone });
  const plainDate = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', dateStyle: 'medium' });
  const month = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: 'long', year: 'numeric' });
  const weekdayLetter = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', weekday: 'narrow' });
  const longDate = new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  });
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const lapse = (unit: LapseUnit) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: unit === 'day' ? 'long' : 'short' });
  const lapses = { day: lapse('day'), hour: lapse('hour'), minute: lapse('minute'), second: lapse('second') };
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const elapsed = new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: 'short' });
  const names = new Intl.ListFormat(locale);
  const local = (at: number) => new TZDate(at, zone);
  const daysBetween = (later: number, earlier: number) =>
    differenceInCalendarDays(local(later), local(earlier));
  const isThisYear = (at: number, now: number) => local(at).getFullYear() === local(now).getFullYear();

  return {
    zone,
    time,
    date,
    dateTime: dates({ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' }),
    exact: dates({ dateStyle: 'long', timeStyle: 'long' }),
    day(at, now = Date.now()) {
      const days = daysBetween(now, at);
      if (days === 0 || days === 1) return capitalise(words.format(-days, 'day'), locale);
      return capitalise(isThisYear(at, now) ? dayOfYear(at) : dayWithYear(at), locale);
    },
    brief(at, now = Date.now()) {
      const days = daysBetween(now, at);
      if (days === 0) return time(at);
      if (days === 1) return words.format(-1, 'day');
      if (days > 1 && days < 7) return weekday(at);
      return isThisYear(at, now) ? dayAndMonth(at) : numericDate(at);
    },
    ago(at, now = Date.now()) {
      const passed = Math.max(0, now - at);
      const [unit, length] = agoUnits.find(([, length]) => passed >= length) ?? ['minute', 60_000];
      return elapsed.format(-Math.floor(passed / length), unit);
    },
    calendarDate: (text) => plainDate.format(new Date(`${text}T00:00:00Z`)),
    number: (value) => number.format(value),
    money({ thousandths, currency }) {
      if (!/^[A-Z]{3}$/.test(currency)) return `${number.format(thousandths / 1000)} ${currency}`.trim();
      return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(thousandths / 1000);
    },
    bytes(value) {
      const power = Math.min(byteUnits.length - 1, value < 1 ? 0 : Math.floor(Math.log10(value) / 3));
      const amount = new Intl.NumberFormat(locale, { maximumFractionDigits: power === 0 ? 0 : 1 });
      return `${amount.format(value / 1000 ** power)}\u00a0${byteUnits[power]}`;
    },
    duration(seconds) {
      const whole = Math.max(0, Math.round(seconds));
      const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
      const shown = parts[0] === 0 ? parts.slice(1) : parts;
      return shown.map((part, index) => (index === 0 ? `${part}` : `${part}`.padStart(2, '0'))).join(':');
    },
    period(seconds) {
      const [unit, length] = agoUnits.find(([, ms]) => (seconds * 1000) % ms === 0) ?? ['second', 1000];
      return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(
        (seconds * 1000) / length,
      );
    },
    lapse(ms) {
      const start = Math.max(
        0,
        lapseUnits.findIndex(([, length]) => ms >= length),
      );
      const units = ms < 1000 ? lapseUnits.slice(-1) : lapseUnits.slice(start, start + 2);
      let left = ms;
      const parts = units.map(([unit, length]) => {
        const whole = Math.floor(left / length);
        left -= whole * length;
        return { unit, whole };
      });
      return parts
        .filter(({ whole }, index) => index === 0 || whole > 0)
        .map(({ unit, whole }) => lapses[unit].format(whole))
        .join(' ');
    },
    percent: (ratio) => percent.format(Math.floor(ratio * 1000) / 1000),
    month: (text) => capitalise(month.format(new Date(`${text}T00:00:00Z`)), locale),
    weekdayLetter: (text) => weekdayLetter.format(new Date(`${text}T00:00:00Z`)),
    longDate: (text) => capitalise(longDate.format(new Date(`${text}T00:00:00Z`)), locale),
    list: (values) => names.format(values),
    isoDate: (at) => isoDate.format(at),
    daysBetween,
    startOfDay(text, addDays = 0) {
      const [year, month, day] = text.split('-').map(Number);
      if (year === undefined || month === undefined || day === undefined) return null;
      const at = new TZDate(year, month - 1, day + addDays, zone).getTime();
      return Number.isNaN(at) ? null : at;
    },
  };
}

function capitalise(text: string, locale: string): string {
  const [first = ''] = text;
  return first.toLocaleUpperCase(locale) + text.slice(first.length);
}
