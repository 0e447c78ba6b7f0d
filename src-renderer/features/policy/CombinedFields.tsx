import { Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyProblemView } from '#shared/contract/policy.ts';
import { identifierTypes, maxCombinedWithin, type CombinedPart } from '#shared/model/policy.ts';
import { IconButton } from '../../ui/button/IconButton.tsx';
import { Select } from '../../ui/field/Select.tsx';
import { TextField } from '../../ui/field/TextField.tsx';
import { useCombinedMeaning, type CombinedRule } from './combined.ts';
import css from './CombinedRules.module.css';
import { useProblemText } from './useProblemText.ts';

export interface CombinedFieldsProps {
  readonly rule: CombinedRule;
  /** Its place among the combinations, from 1. */
  readonly number: number;
  /** Whether its fields are shown; the sentence always is. */
  readonly isOpen: boolean;
  readonly problems: readonly PolicyProblemView[];
  readonly actions: ReactNode;
  readonly onChange: (rule: CombinedRule) => void;
}

const distances = [0, 1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, maxCombinedWithin];

/** One combination: what it means in a sentence, its parts, how near they are and what speaks against it. */
export function CombinedFields(props: CombinedFieldsProps) {
  const { rule, number, isOpen, problems, actions } = props;
  const { t } = useTranslation('policy');
  const describe = useProblemText();
  const meaning = useCombinedMeaning();
  const [first] = problems;
  const isWritten = [...rule.all.flatMap(({ phrases }) => phrases), ...rule.none].some(
    (phrase) => phrase.trim() !== '',
  );
  return (
    <section className={css.rule} aria-label={t('combined.number', { number })}>
      <p className={css.meaning}>{meaning(rule)}</p>
      {isOpen && <Fields {...props} isWritten={isWritten} />}
      {first !== undefined && isWritten && (!isOpen || first.place === undefined) && (
        <p className={css.error}>{describe(first)}</p>
      )}
      <div className={css.actions}>{actions}</div>
    </section>
  );
}

function Fields({
  rule,
  problems,
  isWritten,
  onChange,
}: CombinedFieldsProps & { readonly isWritten: boolean }) {
  const { t } = useTranslation('policy');
  const describe = useProblemText();
  const { all, none, within } = rule;
  const problemOf = (part: number): string | null => {
    const problem = problems.find(({ place }) => place?.part === part);
    if (problem?.place === undefined || !isWritten) return null;
    const words = describe(problem);
    return problem.code === 'combined-part-empty'
      ? words
      : t('problem.line', { line: problem.place.line + 1, problem: words });
  };
  const setPart = (index: number, part: CombinedPart) =>
    onChange({ ...rule, all: all.map((other, at) => (at === index ? part : other)) });
  const options = [...new Set([...distances, ...(within === null ? [] : [within])])].toSorted(
    (a, b) => a - b,
  );

  return (
    <>
      {all.map((part, index) => (
        // Parts have no identity of their own: their place is what they are.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className={css.part}>
          <TextField
            label={t(index === 0 ? 'combined.first' : 'combined.also')}
            description={index === 0 ? t('combined.partHint') : undefined}
            value={part.phrases.join('\n')}
            onChange={(text) => setPart(index, { ...part, phrases: linesOf(text) })}
            rows={3}
            spellCheck="false"
            error={problemOf(index)}
          />
          <div className={css.beside}>
            <Select
              label={t('combined.orNumber')}
              options={[
                { id: 'none', label: t('combined.noNumber') },
                ...identifierTypes.map((type) => ({ id: type, label: t(`identifier.${type}.name`) })),
              ]}
              value={part.identifier ?? 'none'}
              onChange={(type) => setPart(index, { ...part, identifier: type === 'none' ? null : type })}
            />
            <IconButton
              icon={Trash2}
              label={t('combined.removePart', { number: index + 1 })}
              onPress={() => onChange({ ...rule, all: all.filter((_, at) => at !== index) })}
            />
          </div>
        </div>
      ))}
      <TextField
        label={t('combined.none')}
        description={t('combined.noneHint')}
        value={none.join('\n')}
        onChange={(text) => onChange({ ...rule, none: linesOf(text) })}
        rows={2}
        spellCheck="false"
        error={problemOf(all.length)}
      />
      <Select
        label={t('combined.within')}
        options={[
          { id: 'anywhere', label: t('combined.anywhere') },
          ...options.map((count) => ({ id: String(count), label: t('combined.words', { count }) })),
        ]}
        value={within === null ? 'anywhere' : String(within)}
        onChange={(value) => onChange({ ...rule, within: value === 'anywhere' ? null : Number(value) })}
      />
    </>
  );
}

/** Typed lines as phrases; an empty field has none. */
function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.split('\n');
}
