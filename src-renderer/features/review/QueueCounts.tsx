import { useTranslation } from 'react-i18next';
import { severities } from '#shared/model/policy.ts';
import { useRequest } from '../../api/requests.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { SeverityBadge } from '../../ui/feedback/Badge.tsx';
import css from './QueueCounts.module.css';

/** How much waits in all, and how much of each severity. */
export function QueueCounts() {
  const { t } = useTranslation('review');
  const format = useFormat();
  const { data } = useRequest('review.counts', {});
  if (data === undefined) return null;
  return (
    <div className={css.counts}>
      <span>{t('counts.open', { count: data.open })}</span>
      {severities.toReversed().map((severity) =>
        data[severity] === 0 ? null : (
          <span key={severity} className={css.count}>
            <SeverityBadge severity={severity} isShapeOnly />
            {format.number(data[severity])}
          </span>
        ),
      )}
    </div>
  );
}
