import { useTranslation } from 'react-i18next';
import type { CalendarDay } from '#shared/contract/coverage.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { GapStateBadge } from './GapStateBadge.tsx';
import css from './Coverage.module.css';

/** Gaps of a day that there is room for. */
const shownGaps = 4;

/** The exact times of one day of the calendar; keeps its room when there is no day. */
export function DayDetail({ day }: { readonly day: CalendarDay | null }) {
  const { t } = useTranslation('coverage');
  const format = useFormat();
  const more = day === null ? 0 : day.gaps.length - shownGaps + day.hiddenGaps;
  return (
    <div className={css.detail}>
      {day === null ? (
        <p className={css.soft}>{t('calendar.hint')}</p>
      ) : (
        <>
          <p>
            <strong>{format.longDate(day.date)}</strong>
            {day.linkedMs > 0 && (
              <span className={css.soft}>
                {' · '}
                {t('day.length', {
                  captured: format.lapse(day.capturedMs),
                  linked: format.lapse(day.linkedMs),
                })}
              </span>
            )}
          </p>
          <ul>
            {day.gaps.slice(0, more > 0 ? shownGaps : undefined).map(({ id, cause, from, to, state }) => (
              <li key={`${id} ${from}`} className={css.gap}>
                <span className={css.times}>
                  {format.time(from)} – {format.time(to)}
                </span>
                <span className={css.cause}>{t(`cause.${cause}`)}</span>
                <GapStateBadge state={state} />
              </li>
            ))}
          </ul>
          {more > 0 && <p className={css.soft}>{t('day.more', { count: more })}</p>}
        </>
      )}
    </div>
  );
}
