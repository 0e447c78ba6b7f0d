import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarDay } from '#shared/contract/coverage.ts';
import { formattingLocale } from '../../i18n/format.ts';
import { CalendarMonth } from './CalendarMonth.tsx';
import { DayDetail } from './DayDetail.tsx';
import { layOutMonths, moved } from './months.ts';
import css from './Calendar.module.css';

export interface CoverageCalendarProps {
  /** The first day of the first month. */
  readonly first: string;
  readonly months: number;
  readonly days: readonly CalendarDay[];
  readonly today: string;
}

const steps: Readonly<Record<string, { readonly days?: number; readonly months?: number }>> = {
  ArrowLeft: { days: -1 },
  ArrowRight: { days: 1 },
  ArrowUp: { days: -7 },
  ArrowDown: { days: 7 },
  PageUp: { months: -1 },
  PageDown: { months: 1 },
};

/** Months of days, each filled as far as the line was captured. Tabbing comes to one day, arrow keys to the others. */
export function CoverageCalendar({ first, months, days, today }: CoverageCalendarProps) {
  const { t, i18n } = useTranslation('coverage');
  const box = useRef<HTMLDivElement>(null);
  const [pointed, setPointed] = useState<string | null>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const byDate = useMemo(() => new Map(days.map((day) => [day.date, day])), [days]);
  const layout = useMemo(
    () => layOutMonths(first, months, formattingLocale(i18n.language)),
    [first, months, i18n.language],
  );
  const entrance = [focused, today].find((date) => date !== null && byDate.has(date)) ?? first;

  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    box.current?.querySelector<HTMLElement>(`[data-date="${moved(entrance, step)}"]`)?.focus();
  };
  const actions = {
    onPoint: setPointed,
    onLeave: () => setPointed(null),
    onFocus: setFocused,
    onKeyDown,
  };
  return (
    <>
      <div ref={box} className={css.months} role="group" aria-label={t('calendar.label')}>
        {layout.map((month) => (
          <CalendarMonth
            key={month.date}
            month={month}
            days={byDate}
            today={today}
            entrance={entrance}
            actions={actions}
          />
        ))}
      </div>
      <ul className={css.legend} aria-hidden>
        {(['captured', 'filled', 'missing'] as const).map((kind) => (
          <li key={kind}>
            <span className={css.sample}>
              <span className={css[kind]} style={{ flexGrow: 1 }} />
            </span>
            {t(`legend.${kind}`)}
          </li>
        ))}
      </ul>
      <DayDetail day={byDate.get(pointed ?? focused ?? '') ?? null} />
    </>
  );
}
