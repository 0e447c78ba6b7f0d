import { useTranslation } from 'react-i18next';
import type { PolicyProblemView } from '#shared/contract/policy.ts';
import css from './PolicyEditor.module.css';
import { useProblemText } from './useProblemText.ts';

/** What keeps a policy from being saved: how much there is to correct, and what concerns no single rule. */
export function ProblemList({ problems }: { readonly problems: readonly PolicyProblemView[] }) {
  const { t } = useTranslation('policy');
  const describe = useProblemText();
  if (problems.length === 0) return null;
  const general = problems.filter(({ rule }) => rule === null);
  return (
    <div role="alert" className={css.problems}>
      <p>{t('problem.count', { count: problems.length })}</p>
      {general.map((problem) => (
        <p key={problem.code}>{describe(problem)}</p>
      ))}
    </div>
  );
}
