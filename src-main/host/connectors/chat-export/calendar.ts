import type { DateOrder } from '#shared/model/chat-export.ts';

const secondsPerDay = 86_400;
const daysPerMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** WhatsApp began in 2009; a year outside of this range is no year of a message. */
const firstYear = 2009;
const lastYear = 2099;

/** Years of the Buddhist era are 543 ahead of ours. */
const buddhistLead = 543;
/** From this year of the Buddhist era on there is WhatsApp: two digits that are no less mean its century. */
const firstBuddhistShort = (firstYear + buddhistLead) % 100;

/** Two digits mean this century, ours or that of the Buddhist era. */
function fullYear(year: number): number {
  if (year < firstBuddhistShort) return 2000 + year;
  if (year < 100) return 2500 + year - buddhistLead;
  return year >= firstYear + buddhistLead && year <= lastYear + buddhistLead ? year - buddhistLead : year;
}

/** The years of the Persian calendar since there is WhatsApp. */
const firstPersianYear = 1387;
const lastPersianYear = 1478;
/** The day before the first of 1387, in days since 1970. */
const beforePersianYears = 13_957;

/** Leap years come in cycles of 33 years; true of all years in the range. */
function isPersianLeap(year: number): boolean {
  return (year * 25 + 11) % 33 < 8;
}

/** Days since 1970 of a date in the Persian calendar: six months of 31 days, five of 30, one of 29 or 30. */
function persianDay(year: number, month: number, day: number): number {
  const longest = month <= 6 ? 31 : month < 12 || isPersianLeap(year) ? 30 : 29;
  if (month < 1 || month > 12 || day < 1 || day > longest) return Number.NaN;
  let days = beforePersianYears;
  for (let before = firstPersianYear; before < year; before++) days += isPersianLeap(before) ? 366 : 365;
  return days + (month - 1) * 30 + Math.min(month - 1, 6) + day;
}

/** Days since 1 January 1970 of a date in the Gregorian calendar. */
function dayNumber(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function dayOf(year: number, month: number, day: number): number {
  if (year >= firstPersianYear && year <= lastPersianYear) return persianDay(year, month, day);
  const full = fullYear(year);
  if (full < firstYear || full > lastYear || month < 1 || month > 12 || day < 1) return Number.NaN;
  if (day > (daysPerMonth[month - 1] ?? 0)) return Number.NaN;
  if (month === 2 && day === 29 && (full % 4 !== 0 || (full % 100 === 0 && full % 400 !== 0)))
    return Number.NaN;
  return dayNumber(full, month, day);
}

/** Days since 1970 of a header's three numbers, NaN when there is no such day in that order. */
function dayInOrder(order: DateOrder, first: number, second: number, third: number): number {
  if (order === 'ymd') return dayOf(first, second, third);
  return order === 'dmy' ? dayOf(third, second, first) : dayOf(third, first, second);
}

/** Remembers the last date, as most headers repeat it. */
export class Calendar {
  readonly order: DateOrder;
  #first = -1;
  #second = -1;
  #third = -1;
  #seconds = 0;

  constructor(order: DateOrder) {
    this.order = order;
  }

  /** Seconds from 1970 to a wall-clock time as if its zone were UTC, NaN when there is no such day. */
  seconds(first: number, second: number, third: number, time: number): number {
    if (second !== this.#second || first !== this.#first || third !== this.#third) {
      this.#first = first;
      this.#second = second;
      this.#third = third;
      this.#seconds = dayInOrder(this.order, first, second, third) * secondsPerDay;
    }
    return this.#seconds + time;
  }
}

/** `YYYY-MM-DDTHH:MM:SS` of wall-clock seconds. */
export function localTimeText(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 19);
}
