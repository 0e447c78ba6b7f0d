import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyProblemView } from '#shared/contract/policy.ts';
import { useRequest } from '../../api/requests.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { Button } from '../../ui/button/Button.tsx';
import { Progress } from '../../ui/feedback/Progress.tsx';
import { InlineError } from '../../ui/feedback/States.tsx';
import { DateField } from '../../ui/field/DateField.tsx';
import { Segments } from '../../ui/field/Segments.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import css from './Backtest.module.css';
import { BacktestFindings } from './BacktestFindings.tsx';
import { backtestOf, useBacktests } from './backtests.ts';
import { ProblemList } from './ProblemList.tsx';
import { useBacktest, type BacktestSubject } from './useBacktest.ts';

const periods = ['month', 'year', 'all', 'dates'] as const;
type PeriodChoice = (typeof periods)[number];
const daysOf = { month: 30, year: 365 } as const;

export interface BacktestDialogProps {
  readonly subject: BacktestSubject;
  readonly problems: readonly PolicyProblemView[];
  readonly onClose: () => void;
}

/** Runs the draft over the archive and shows what it would have flagged, and what differs from what is in force. */
export function BacktestDialog({ subject, problems, onClose }: BacktestDialogProps) {
  const { t } = useTranslation(['policy', 'common']);
  const format = useFormat();
  const [choice, setChoice] = useState<PeriodChoice>('month');
  const [dates, setDates] = useState({ from: '', to: '' });
  const { isRunning, error, run, cancel } = useBacktest(subject);
  const { data } = useRequest('policy.backtesting', {}, { enabled: isRunning });
  const last = useBacktests((state) => state.last);
  const finished = backtestOf(last, subject.draftKey, subject.definition);
  const progress = data?.progress ?? null;
  const name = subject.definition.name.trim() || t('newName');

  const start = () => {
    if (choice === 'dates')
      return run({ from: format.startOfDay(dates.from), to: format.startOfDay(dates.to, 1) });
    const days = choice === 'all' ? null : daysOf[choice];
    const today = format.isoDate(Date.now());
    return run({ from: days === null ? null : format.startOfDay(today, -days), to: null });
  };

  return (
    <Dialog
      title={t('backtest.of', { name })}
      isOpen
      size="large"
      onClose={onClose}
      footer={
        isRunning ? (
          <Button onPress={cancel}>{t('common:cancel')}</Button>
        ) : (
          <Button
            variant={finished === null ? 'primary' : 'secondary'}
            isDisabled={problems.length > 0}
            onPress={() => void start()}
          >
            {t(finished === null ? 'backtest.run' : 'backtest.again')}
          </Button>
        )
      }
    >
      <p className={css.soft}>{t('backtest.hint')}</p>
      <div className={css.period}>
        <Segments
          label={t('backtest.period')}
          options={periods.map((id) => ({ id, label: t(`backtest.periods.${id}`) }))}
          value={choice}
          onChange={setChoice}
        />
        {choice === 'dates' && (
          <div className={css.dates}>
            <DateField
              label={t('backtest.from')}
              value={dates.from}
              onChange={(from) => setDates({ ...dates, from })}
            />
            <DateField
              label={t('backtest.to')}
              value={dates.to}
              onChange={(to) => setDates({ ...dates, to })}
            />
          </div>
        )}
      </div>
      <ProblemList problems={problems} />
      {error !== null && <InlineError error={error} />}
      {isRunning ? (
        <Progress
          label={t('backtest.running')}
          value={progress === null || progress.total === 0 ? null : progress.done}
          total={progress?.total ?? 0}
          {...(progress !== null &&
            progress.total > 0 && {
              detail: t('backtest.progress', { done: progress.done, total: progress.total }),
            })}
        />
      ) : (
        finished !== null && <BacktestFindings finished={finished} />
      )}
    </Dialog>
  );
}
