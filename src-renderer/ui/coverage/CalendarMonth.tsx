import type { KeyboardEvent } from 'react';
import type { CalendarDay } from '#shared/contract/coverage.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { dayLook, dayShares } from './dayLook.ts';
import type { Month } from './months.ts';
import { useDayWords } from './useDayWords.ts';
import css from './Calendar.module.css';

/** What happens at the days of a calendar, by their dates. */
export interface DayActions {
  readonly onPoint: (date: string) => void;
  readonly onLeave: () => void;
  readonly onFocus: (date: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

export interface CalendarMonthProps {
  readonly month: Month;
  readonly days: ReadonlyMap<string, CalendarDay>;
  readonly today: string;
  /** The one day that tabbing comes to. */
  readonly entrance: string | null;
  readonly actions: DayActions;
}

/** One month of a calendar of coverage. */
export function CalendarMonth({ month, days, today, entrance, actions }: CalendarMonthProps) {
  const format = useFormat();
  return (
    <table className={css.month}>
      <caption>{format.month(month.date)}</caption>
      <thead>
        <tr>
          {month.weeks[0]?.map(({ date }) => (
            <th key={date} scope="col">
              {format.weekdayLetter(date)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {month.weeks.map((week) => (
          <tr key={week[0]?.date}>
            {week.map(({ date, isOfMonth }) => {
              const day = isOfMonth ? days.get(date) : undefined;
              return (
                <td key={date} aria-hidden={day === undefined}>
                  {day !== undefined && (
                    <DayCell day={day} today={today} isEntrance={date === entrance} actions={actions} />
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface DayCellProps {
  readonly day: CalendarDay;
  readonly today: string;
  readonly isEntrance: boolean;
  readonly actions: DayActions;
}

/** A day, filled from the top as far as it was captured; hatched for the rest. */
function DayCell({ day, today, isEntrance, actions }: DayCellProps) {
  const say = useDayWords();
  const look = dayLook(day, today);
  const { captured, filled, missing } = dayShares(day, look);
  return (
    <button
      type="button"
      className={css.day}
      data-date={day.date}
      data-look={look}
      aria-current={day.date === today ? 'date' : undefined}
      aria-label={say(day, look)}
      tabIndex={isEntrance ? 0 : -1}
      onMouseEnter={() => actions.onPoint(day.date)}
      onMouseLeave={actions.onLeave}
      onFocus={() => actions.onFocus(day.date)}
      onKeyDown={actions.onKeyDown}
    >
      <span aria-hidden className={css.fill}>
        <span className={css.captured} style={{ flexGrow: captured }} />
        <span className={css.filled} style={{ flexGrow: filled }} />
        <span className={css.missing} style={{ flexGrow: missing }} />
        <span style={{ flexGrow: Math.max(0, 1 - captured - filled - missing) }} />
      </span>
      <span aria-hidden className={css.number}>
        {Number(day.date.slice(-2))}
      </span>
    </button>
  );
}
