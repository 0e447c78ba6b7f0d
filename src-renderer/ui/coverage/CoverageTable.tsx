import { useTranslation } from 'react-i18next';
import type { CalendarDay } from '#shared/contract/coverage.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import css from './Coverage.module.css';

/** The calendar as a table: the days on which the line was linked. */
export function CoverageTable({
  days,
  label,
}: {
  readonly days: readonly CalendarDay[];
  readonly label: string;
}) {
  const { t } = useTranslation('coverage');
  const format = useFormat();
  const linked = days.filter(({ linkedMs }) => linkedMs > 0);
  if (linked.length === 0) return <p className={css.soft}>{t('calendar.tableEmpty')}</p>;
  return (
    // A region that scrolls must be reachable by keyboard.
    <div className={css.scroller} role="log" aria-live="off" aria-label={label} tabIndex={0}>
      <table className={css.table} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t('column.day')}</th>
            <th scope="col">{t('column.live')}</th>
            <th scope="col">{t('column.covered')}</th>
            <th scope="col">{t('column.gaps')}</th>
          </tr>
        </thead>
        <tbody>
          {linked.map(({ date, linkedMs, capturedMs, filledMs, gaps, hiddenGaps }) => (
            <tr key={date}>
              <th scope="row">{format.calendarDate(date)}</th>
              <td className={css.length}>{format.percent(capturedMs / linkedMs)}</td>
              <td className={css.length}>{format.percent((capturedMs + filledMs) / linkedMs)}</td>
              <td>
                {gaps.map(({ id, from, to, cause }) => (
                  <span key={`${id} ${from}`} className={css.others}>
                    {format.time(from)} – {format.time(to)} · {t(`cause.${cause}`)}
                  </span>
                ))}
                {hiddenGaps > 0 && <span className={css.others}>{t('day.more', { count: hiddenGaps })}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
