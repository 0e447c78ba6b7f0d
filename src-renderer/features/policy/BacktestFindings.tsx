import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { backtestKinds, type BacktestKind } from '#shared/model/backtest.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { Segments } from '../../ui/field/Segments.tsx';
import css from './Backtest.module.css';
import { tally, type FinishedBacktest } from './backtests.ts';
import { BacktestSamples } from './BacktestSamples.tsx';

/** What a draft would have flagged, in sentences and in samples to judge. */
export function BacktestFindings({ finished }: { readonly finished: FinishedBacktest }) {
  const { t } = useTranslation('policy');
  const format = useFormat();
  const { result, judgements } = finished;
  const { messages, counts, version } = result;
  const [kind, setKind] = useState<BacktestKind>('hits');
  const samples = result.samples[kind];
  const { judged, right } = tally(samples, judgements);
  return (
    <>
      <div role="status" className={css.findings}>
        <p className={css.strong}>
          {t('backtest.looked', { count: messages })} {t('backtest.hits', { count: counts.hits })}
        </p>
        <p>
          {version === null ? (
            t('backtest.first')
          ) : counts.added + counts.gone === 0 ? (
            t('backtest.same', { version })
          ) : (
            <>
              {t('backtest.added', { count: counts.added, version })}{' '}
              {t('backtest.gone', { count: counts.gone })}
            </>
          )}
        </p>
      </div>
      {version !== null && counts.added + counts.gone > 0 && (
        <Segments
          label={t('backtest.which')}
          options={backtestKinds.map((id) => ({
            id,
            label: t(`backtest.kinds.${id}`, { number: format.number(counts[id]) }),
          }))}
          value={kind}
          onChange={setKind}
        />
      )}
      {samples.length > 0 && (
        <>
          <p className={css.soft}>
            {samples.length < counts[kind]
              ? t('backtest.some', { count: samples.length })
              : t('backtest.allShown')}{' '}
            {t('backtest.keys')}
          </p>
          <BacktestSamples key={kind} samples={samples} judgements={judgements} />
          <p role="status" className={css.strong}>
            {judged === 0
              ? t('backtest.unjudged')
              : t(kind === 'gone' ? 'backtest.lost' : 'backtest.precision', {
                  count: judged,
                  right,
                  percent: format.percent(right / judged),
                })}
          </p>
        </>
      )}
    </>
  );
}
