import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePagedRequest } from '../../api/requests.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { Button } from '../button/Button.tsx';
import { InlineError } from '../feedback/States.tsx';
import { Switch } from '../field/Checkbox.tsx';
import { GapStateBadge } from './GapStateBadge.tsx';
import { useGapWords } from './useGapWords.ts';
import { useNow } from './useNow.ts';
import css from './Coverage.module.css';

const atOnce = 15;

/** A line's interruptions, newest first: when, why, and what became of the messages of that time. */
export function GapList({ lineId }: { readonly lineId: number }) {
  const { t } = useTranslation('coverage');
  const format = useFormat();
  const words = useGapWords();
  const now = useNow();
  const [minor, setMinor] = useState(false);
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = usePagedRequest(
    'coverage.gaps',
    { lineId, minor, limit: atOnce },
    { keepPrevious: true },
  );
  const gaps = data?.pages.flatMap((page) => page.gaps) ?? [];
  return (
    <section className={css.part}>
      <div className={css.bar}>
        <h3>{t('gaps.title')}</h3>
        <Switch isSelected={minor} onChange={setMinor}>
          {t('gaps.minor')}
        </Switch>
      </div>
      {error !== null && <InlineError error={error} />}
      {data !== undefined && gaps.length === 0 && (
        <p className={css.soft}>{t(minor ? 'gaps.noneAtAll' : 'gaps.none')}</p>
      )}
      {gaps.length > 0 && (
        <table className={css.table} aria-label={t('gaps.title')}>
          <thead>
            <tr>
              <th scope="col">{t('column.when')}</th>
              <th scope="col">{t('column.length')}</th>
              <th scope="col">{t('column.cause')}</th>
              <th scope="col">{t('column.outcome')}</th>
            </tr>
          </thead>
          <tbody>
            {gaps.map((gap) => {
              const { main, others } = words.causes(gap);
              return (
                <tr key={gap.id}>
                  <td className={css.times}>{words.times(gap.from, gap.to)}</td>
                  <td className={css.length}>
                    {format.lapse((gap.to ?? Math.max(gap.from, now)) - gap.from)}
                  </td>
                  <td>
                    {main}
                    {others !== null && <span className={css.others}>{others}</span>}
                  </td>
                  <td>
                    <GapStateBadge state={gap.state} />
                    <span className={css.others}>{words.outcome(gap)}</span>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {hasNextPage && (
        <div>
          <Button isPending={isFetchingNextPage} onPress={() => void fetchNextPage()}>
            {t('gaps.more')}
          </Button>
        </div>
      )}
    </section>
  );
}
