import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRequest } from '../../api/requests.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { Button } from '../button/Button.tsx';
import { IconButton } from '../button/IconButton.tsx';
import { InlineError } from '../feedback/States.tsx';
import { CoverageCalendar } from './CoverageCalendar.tsx';
import { CoverageSummary } from './CoverageSummary.tsx';
import { CoverageTable } from './CoverageTable.tsx';
import { GapList } from './GapList.tsx';
import { monthEnd, monthStart } from './months.ts';
import { useNow } from './useNow.ts';
import css from './Coverage.module.css';

const shownMonths = 3;

export interface CoveragePanelProps {
  readonly lineId: number;
  /** The line is on the Business Platform, which has other words for being connected. */
  readonly isPlatform: boolean;
}

/** When a line was really captured: its totals, a calendar, and its interruptions. */
export function CoveragePanel({ lineId, isPlatform }: CoveragePanelProps) {
  const { t } = useTranslation('coverage');
  const format = useFormat();
  const today = format.isoDate(useNow());
  const newest = monthStart(today, 1 - shownMonths);
  const [from, setFrom] = useState<string | null>(null);
  const [isTable, setTable] = useState(false);
  const first = from ?? newest;
  const last = monthEnd(monthStart(first, shownMonths - 1));
  const summary = useRequest('coverage.summary', { lineId });
  const calendar = useRequest('coverage.calendar', { lineId, from: first, to: last }, { keepPrevious: true });

  if (summary.error !== null) return <InlineError error={summary.error} />;
  if (summary.data === undefined) return null;
  const { since } = summary.data;
  const hasOlder = since !== null && format.isoDate(since) < first;
  const days = calendar.data?.days ?? [];
  return (
    <section className={css.panel} aria-label={t('title')}>
      <h3 className={css.title}>{t('title')}</h3>
      <CoverageSummary summary={summary.data} isPlatform={isPlatform} />
      {since !== null && (
        <>
          <section className={css.part}>
            <div className={css.bar}>
              <div className={css.buttons}>
                <IconButton
                  icon={ChevronLeft}
                  label={t('calendar.older')}
                  isDisabled={!hasOlder}
                  onPress={() => setFrom(monthStart(first, -shownMonths))}
                />
                <IconButton
                  icon={ChevronRight}
                  label={t('calendar.newer')}
                  isDisabled={first >= newest}
                  onPress={() => setFrom(monthStart(first, shownMonths))}
                />
              </div>
              <Button variant="quiet" onPress={() => setTable(!isTable)}>
                {t(isTable ? 'calendar.asCalendar' : 'calendar.asTable')}
              </Button>
            </div>
            {calendar.error !== null && <InlineError error={calendar.error} />}
            {isTable ? (
              <CoverageTable
                days={days}
                label={t('calendar.table', { months: `${format.month(first)} – ${format.month(last)}` })}
              />
            ) : (
              <CoverageCalendar first={first} months={shownMonths} days={days} today={today} />
            )}
          </section>
          <GapList lineId={lineId} />
        </>
      )}
    </section>
  );
}
