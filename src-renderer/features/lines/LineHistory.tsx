import { RotateCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LineView } from '#shared/contract/lines.ts';
import { useAction } from '../../api/requests.ts';
import { useErrorText } from '../../i18n/errors.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { Button } from '../../ui/button/Button.tsx';
import { Progress } from '../../ui/feedback/Progress.tsx';
import { showToast } from '../../ui/feedback/toasts.ts';
import css from './LineDetail.module.css';

export interface LineHistoryProps {
  readonly lineId: number;
  readonly history: NonNullable<LineView['history']>;
}

/** How much of the time before the line was linked its phone has handed over, and what of it could not be read. */
export function LineHistory({ lineId, history }: LineHistoryProps) {
  const { t } = useTranslation('lines');
  const format = useFormat();
  const describe = useErrorText();
  const retry = useAction('lines.retryHistory');
  const { percent, messages, oldestAt, waiting, failed } = history;
  const isComing = waiting > failed || (percent !== null && percent < 100);
  const brought =
    oldestAt === null
      ? t('history.none')
      : t('history.messages', { count: messages, date: format.date(oldestAt) });
  return (
    <section className={css.files} aria-label={t('history.title')}>
      <h3 className={css.heading}>{t('history.title')}</h3>
      {isComing ? (
        <div className={css.progress}>
          <Progress
            label={
              percent === null
                ? t('history.coming')
                : t('history.percent', { percent: format.percent(percent / 100) })
            }
            value={percent}
            total={100}
            detail={brought}
          />
        </div>
      ) : (
        <p>{brought}</p>
      )}
      {failed > 0 && (
        <>
          <p className={css.meaning}>{t('history.failed', { count: failed })}</p>
          <Button
            icon={RotateCw}
            isPending={retry.isPending}
            onPress={() =>
              retry.mutate(
                { id: lineId },
                { onError: (error) => showToast(describe(error), { tone: 'error' }) },
              )
            }
          >
            {t('history.retry')}
          </Button>
        </>
      )}
    </section>
  );
}
