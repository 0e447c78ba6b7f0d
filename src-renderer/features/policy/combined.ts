import { useTranslation } from 'react-i18next';
import type { CombinedPart, PolicyRule } from '#shared/model/policy.ts';
import { useFormat } from '../../i18n/useFormat.ts';

export type CombinedRule = Extract<PolicyRule, { type: 'combined' }>;

/** Phrases that a sentence names of each part; of more it says how many. */
const maxNamed = 3;

/** Says what a combination flags, in a sentence. */
export function useCombinedMeaning(): (rule: CombinedRule) => string {
  const { t } = useTranslation('policy');
  const format = useFormat();
  const named = (phrases: readonly string[], others: readonly string[]): string => {
    const written = [
      ...phrases
        .filter((phrase) => phrase.trim() !== '')
        .map((one) => t('combined.quoted', { phrase: one.trim() })),
      ...others,
    ];
    if (written.length === 0) return '…';
    const more = written.length - maxNamed;
    const shown = written.slice(0, maxNamed).join(', ');
    return more > 0 ? t('combined.orMore', { phrases: shown, count: more }) : shown;
  };
  const part = ({ phrases, identifier }: CombinedPart): string =>
    named(phrases, identifier === null ? [] : [t(`identifier.${identifier}.name`)]);
  return ({ all, none, within }) => {
    const parts = format.list(all.map(part));
    const isExcepted = none.some((phrase) => phrase.trim() !== '');
    const place =
      within === null ? t('combined.meaningAnywhere') : t('combined.meaningNear', { count: within });
    const words =
      all.length > 1 ? t('combined.meaning', { parts, place }) : t('combined.meaningOne', { parts });
    return isExcepted
      ? t('combined.meaningUnless', { words, phrases: named(none, []) })
      : t('combined.meaningEnd', { words });
  };
}
