import { useTranslation } from 'react-i18next';
import type { CalendarDay } from '#shared/contract/coverage.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import type { DayLook } from './dayLook.ts';

/** A day of the calendar as a sentence, for those who hear it. */
export function useDayWords(): (day: CalendarDay, look: DayLook) => string {
  const { t } = useTranslation('coverage');
  const format = useFormat();
  return ({ date, linkedMs, capturedMs, filledMs }, look) =>
    t(`day.${look}`, {
      day: format.longDate(date),
      live: format.percent(capturedMs / Math.max(1, linkedMs)),
      covered: format.percent((capturedMs + filledMs) / Math.max(1, linkedMs)),
    });
}
