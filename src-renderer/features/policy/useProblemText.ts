import { useTranslation } from 'react-i18next';
import type { PolicyProblemView } from '#shared/contract/policy.ts';
import { policyProblemCodes } from '#shared/model/policy.ts';

/** Says what is wrong with a rule, and at which character. */
export function useProblemText(): (problem: PolicyProblemView) => string {
  const { t } = useTranslation('policy');
  return ({ code, position }) => {
    const known = policyProblemCodes.find((one) => one === code);
    const words = known === undefined ? t('problem.unknown') : t(`problem.${known}`);
    return position === null ? words : t('problem.at', { position: position + 1, problem: words });
  };
}
