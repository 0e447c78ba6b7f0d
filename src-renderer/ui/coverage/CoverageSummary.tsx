import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/contract.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import css from './Coverage.module.css';

/** Days that the totals reach back. */
const summaryMs = 30 * 86_400_000;
const hourMs = 3_600_000;

export interface CoverageSummaryProps {
  readonly summary: Output<'coverage.summary'>;
  readonly isPlatform: boolean;
}

/** How well a line was captured lately, in sentences. */
export function CoverageSummary({ summary, isPlatform }: CoverageSummaryProps) {
  const { t } = useTranslation('coverage');
  const format = useFormat();
  const { since, historyFrom, linkedMs, capturedMs, filledMs, longest } = summary;
  if (since === null)
    return <p className={css.soft}>{t(isPlatform ? 'summary.platformNone' : 'summary.none')}</p>;
  const live = format.percent(linkedMs === 0 ? 1 : capturedMs / linkedMs);
  const isShort = linkedMs < summaryMs - hourMs;
  return (
    <div className={css.summary}>
      <p>
        {isShort ? t('summary.liveShort', { live, since: format.date(since) }) : t('summary.live', { live })}{' '}
        {filledMs > 0 &&
          t('summary.covered', { covered: format.percent((capturedMs + filledMs) / linkedMs) })}
      </p>
      {longest !== null && (
        <p>
          {t('summary.longest', {
            length: format.lapse(longest.to - longest.from),
            from: format.dateTime(longest.from),
            cause: t(`cause.${longest.cause}`),
          })}
        </p>
      )}
      <p className={css.soft}>
        {t(isPlatform ? 'summary.platformSince' : 'summary.since', { since: format.dateTime(since) })}{' '}
        {historyFrom !== null &&
          historyFrom < since &&
          t('summary.history', { from: format.date(historyFrom) })}
      </p>
    </div>
  );
}
