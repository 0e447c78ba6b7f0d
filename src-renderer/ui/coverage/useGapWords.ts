import { useTranslation } from 'react-i18next';
import type { GapView } from '#shared/contract/coverage.ts';
import { useFormat } from '../../i18n/useFormat.ts';

/** How gaps are told in words. */
export interface GapWords {
  /** 14:02 to 16:31; with dates where it reaches over midnight. */
  readonly times: (from: number, to: number | null) => string;
  /** The main cause, and what else was the matter. */
  readonly causes: (gap: Pick<GapView, 'cause' | 'causes'>) => {
    readonly main: string;
    readonly others: string | null;
  };
  /** What can be said of the messages of that time. */
  readonly outcome: (gap: GapView) => string;
}

/** A gap that lasted longer may have outlasted what WhatsApp keeps. */
const keptMs = 14 * 86_400_000;

/** Makes the words in the window's language and zone. */
export function useGapWords(): GapWords {
  const { t } = useTranslation('coverage');
  const format = useFormat();

  function outcome({ state, outcome: found, from, to }: GapView): string {
    if (state === 'open') return t('outcome.open');
    if (state === 'waiting' || found === null) return t('outcome.waiting');
    if (found.evidence === 'same-connection') return t('outcome.sameConnection');
    if (found.evidence === 'none') return t('outcome.lost');
    if (found.evidence === 'repeats')
      return found.messages === 0
        ? t('outcome.repeatsNone')
        : t('outcome.repeats', { count: found.messages });
    if (found.evidence === 'messages') return t('outcome.fromHistory', { count: found.messages });
    const parts: string[] = [];
    const announced = found.announced ?? 0;
    if (found.arrived < announced) parts.push(t('outcome.short', { announced, arrived: found.arrived }));
    else if (found.messages > 0) parts.push(t('outcome.filled', { count: found.messages }));
    else parts.push(t(announced === 0 ? 'outcome.nothingWaited' : 'outcome.filledWithoutMessages'));
    if (found.unreadable > 0) parts.push(t('outcome.unreadable', { count: found.unreadable }));
    if (to !== null && to - from > keptMs) parts.push(t('outcome.tooLong'));
    return parts.join(' ');
  }

  return {
    times(from, to) {
      if (to === null) return t('spanOpen', { from: format.dateTime(from) });
      const isOneDay = format.isoDate(from) === format.isoDate(to);
      return t('span', { from: format.dateTime(from), to: isOneDay ? format.time(to) : format.dateTime(to) });
    },
    causes({ cause, causes }) {
      const others = causes.filter((other) => other !== cause).map((other) => t(`cause.${other}`));
      return {
        main: t(`cause.${cause}`),
        others: others.length === 0 ? null : t('also', { causes: format.list(others) }),
      };
    },
    outcome,
  };
}
