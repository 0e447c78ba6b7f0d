import { parseDate, startOfMonth, startOfWeek, type CalendarDate } from '@internationalized/date';

/** A place in a calendar's week; days of the months before and after stay empty. */
export interface Place {
  readonly date: string;
  readonly isOfMonth: boolean;
}

/** A month as a calendar sets it, in whole weeks. */
export interface Month {
  /** Its first day, 2026-11-01. */
  readonly date: string;
  readonly weeks: readonly (readonly Place[])[];
}

const daysInWeek = 7;

/** The first day of the month that lies `by` months from a date's own. */
export function monthStart(date: string, by = 0): string {
  return startOfMonth(parseDate(date)).add({ months: by }).toString();
}

/** A calendar date, moved. */
export function moved(date: string, by: { readonly days?: number; readonly months?: number }): string {
  return parseDate(date).add(by).toString();
}

/** The last day of a date's month. */
export function monthEnd(date: string): string {
  return moved(monthStart(date, 1), { days: -1 });
}

/** Lays out months in a row; weeks begin as they do in the locale. */
export function layOutMonths(first: string, count: number, locale: string): readonly Month[] {
  return Array.from({ length: count }, (_, index) => {
    const start = parseDate(monthStart(first, index));
    const end = start.add({ months: 1 });
    const weeks: Place[][] = [];
    for (let day = startOfWeek(start, locale); day.compare(end) < 0; day = day.add({ days: daysInWeek }))
      weeks.push(weekOf(day, start));
    return { date: start.toString(), weeks };
  });
}

function weekOf(first: CalendarDate, month: CalendarDate): Place[] {
  return Array.from({ length: daysInWeek }, (_, index) => {
    const day = first.add({ days: index });
    return { date: day.toString(), isOfMonth: day.month === month.month };
  });
}
