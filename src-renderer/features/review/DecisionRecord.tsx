import { useTranslation } from 'react-i18next';
import type { QueueItem } from '#shared/contract/review.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { DecisionBadge } from './DecisionBadge.tsx';
import css from './DecisionRecord.module.css';

/** A decision that was made: what, when, and the note. */
export function DecisionRecord({ decision }: { readonly decision: NonNullable<QueueItem['decision']> }) {
  const { t } = useTranslation('review');
  const format = useFormat();
  return (
    <section className={css.record} aria-label={t('decision.label')}>
      <p className={css.head}>
        <DecisionBadge decision={decision.decision} />
        <time title={format.exact(decision.at)}>
          {t('decision.decidedAt', { when: format.dateTime(decision.at) })}
        </time>
      </p>
      <p className={decision.note === '' ? css.none : css.note}>{decision.note || t('decision.noNote')}</p>
    </section>
  );
}
