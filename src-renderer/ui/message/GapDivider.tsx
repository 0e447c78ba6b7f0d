import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/useFormat.ts';
import type { GapMark } from './threadGaps.ts';
import css from './GapDivider.module.css';

/** A time between two messages in which the line was not captured. */
export function GapDivider({ gap }: { readonly gap: GapMark }) {
  const { t } = useTranslation('coverage');
  const format = useFormat();
  const { count, from, to, lengthMs, cause, state, messages } = gap;
  const isOpenQuestion = state === 'open' || state === 'partly' || state === 'lost';
  const why = t(`cause.${cause}`);
  const isOneDay = to !== null && format.isoDate(from) === format.isoDate(to);
  const times = {
    from: format.dateTime(from),
    to: to === null ? '' : isOneDay ? format.time(to) : format.dateTime(to),
  };
  const what =
    count > 1
      ? t(to === null ? 'thread.manyOpen' : 'thread.many', {
          ...times,
          count,
          length: format.lapse(lengthMs),
          cause: why,
        })
      : t(to === null ? 'thread.since' : 'thread.once', { ...times, cause: why });
  return (
    <div className={css.gap} role="note" data-state={state}>
      <div className={css.words}>
        {isOpenQuestion && <CircleAlert aria-hidden className={css.sign} />}
        <p>
          {what}{' '}
          <span className={css.outcome}>
            {messages === 0 ? t(`thread.${state}.none`) : t(`thread.${state}.some`, { count: messages })}
          </span>
        </p>
      </div>
    </div>
  );
}
