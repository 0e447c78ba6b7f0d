import { RotateCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { canBeRetried } from '#shared/model/attachment.ts';
import { useAction, useRequest } from '../../api/requests.ts';
import { useErrorText } from '../../i18n/errors.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { Button } from '../../ui/button/Button.tsx';
import { showToast } from '../../ui/feedback/toasts.ts';
import { useShortcut } from '../../ui/keyboard/shortcuts.ts';
import css from './LineDetail.module.css';

export interface LineMediaProps {
  readonly lineId: number;
  /** Whether the line has a connector that can fetch files. */
  readonly canFetch: boolean;
}

/** How many of a line's files are there, how many are missing and why, and the way to fetch those again. */
export function LineMedia({ lineId, canFetch }: LineMediaProps) {
  const { t } = useTranslation(['lines', 'message']);
  const format = useFormat();
  const describe = useErrorText();
  const { data } = useRequest('media.line', { lineId });
  const retry = useAction('media.retryLine');
  const { stored = 0, missing = [], pause = null } = data ?? {};
  const hasRetry = canFetch && missing.some(({ reason }) => canBeRetried(reason));
  const fetchAgain = () =>
    retry.mutate(
      { lineId },
      {
        onSuccess: ({ files }) => showToast(t('files.asked', { count: files })),
        onError: (error) => showToast(describe(error), { tone: 'error' }),
      },
    );
  useShortcut({ keys: 'r', label: t('files.retry'), group: t('title'), enabled: hasRetry }, fetchAgain);
  if (stored === 0 && missing.length === 0) return null;
  return (
    <section className={css.files} aria-label={t('files.title')}>
      <h3 className={css.heading}>{t('files.title')}</h3>
      <dl className={css.counts}>
        <div className={css.fact}>
          <dt>{t('files.stored')}</dt>
          <dd>{format.number(stored)}</dd>
        </div>
        {missing.map(({ reason, count }) => (
          <div key={reason} className={css.fact}>
            <dt>{t(`message:missing.${reason}`)}</dt>
            <dd>{format.number(count)}</dd>
          </div>
        ))}
      </dl>
      {pause !== null && (
        <p className={css.since}>{t(`files.pause.${pause.reason}`, { when: format.time(pause.until) })}</p>
      )}
      {hasRetry && (
        <Button icon={RotateCw} shortcut="r" isPending={retry.isPending} onPress={fetchAgain}>
          {t('files.retry')}
        </Button>
      )}
    </section>
  );
}
