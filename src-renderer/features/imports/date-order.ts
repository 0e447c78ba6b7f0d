import type { DateOrder } from '#shared/model/chat-export.ts';

/** One date of a chat export, read in two ways. */
export interface DateReading {
  readonly order: DateOrder;
  /** The calendar date, as ISO 8601 without a time. */
  readonly date: string;
}

/**
 * The ways to read a date that could be day-first or month-first, the more likely one first. `local` is the date as
 * it was read in `order`, ISO 8601 without zone. One reading only when the other would not be a date, or the same one.
 */
export function dateReadings(local: string, order: DateOrder): readonly DateReading[] {
  const [year, month, day] = local.slice(0, 10).split('-');
  const asRead: DateReading = { order, date: local.slice(0, 10) };
  if (order === 'ymd' || year === undefined || month === undefined || day === undefined) return [asRead];
  if (Number(day) > 12 || day === month) return [asRead];
  return [asRead, { order: order === 'dmy' ? 'mdy' : 'dmy', date: `${year}-${day}-${month}` }];
}
