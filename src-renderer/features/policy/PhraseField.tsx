import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Label, Text, TextArea, TextField } from 'react-aria-components';
import type { PolicyProblemView } from '#shared/contract/policy.ts';
import type { PolicyRule } from '#shared/model/policy.ts';
import { cx } from '../../ui/cx.ts';
import { lineRange, phraseLines } from './phrases.ts';
import css from './PhraseField.module.css';
import { useProblemText } from './useProblemText.ts';

export interface PhraseFieldProps {
  readonly text: string;
  readonly rules: readonly PolicyRule[];
  readonly problems: readonly PolicyProblemView[];
  readonly onChange: (text: string) => void;
}

/** Problems shown at once; correcting them shows the next. */
const maxShown = 5;

/** Hundreds of phrases, one per line, with what is wrong in which line. */
export function PhraseField({ text, rules, problems, onChange }: PhraseFieldProps) {
  const { t } = useTranslation('policy');
  const describe = useProblemText();
  const area = useRef<HTMLTextAreaElement>(null);
  const lines = phraseLines(text, rules);
  const count = rules.filter((rule) => rule.type === 'phrase').length;
  const wrong = problems.flatMap((problem) => {
    const line = problem.rule === null ? undefined : lines.get(problem.rule);
    return line === undefined ? [] : [{ line, problem }];
  });
  const show = (line: number) => {
    const [start, end] = lineRange(text, line);
    area.current?.focus();
    area.current?.setSelectionRange(start, end);
  };

  return (
    <TextField className={cx(css.field)} value={text} onChange={onChange} isInvalid={wrong.length > 0}>
      <div className={css.head}>
        <Label className={cx(css.label)}>{t('rules.phrases')}</Label>
        <span className={css.count}>{t('rules.phrasesCount', { count })}</span>
      </div>
      <TextArea ref={area} className={cx(css.area)} rows={12} wrap="off" spellCheck="false" />
      {wrong.length > 0 && (
        <ul className={css.problems}>
          {wrong.slice(0, maxShown).map(({ line, problem }) => (
            <li key={`${line} ${problem.code}`}>
              <button type="button" className={css.problem} onClick={() => show(line)}>
                {t('problem.line', { line: line + 1, problem: describe({ ...problem, position: null }) })}
              </button>
            </li>
          ))}
        </ul>
      )}
      <Text slot="description" className={cx(css.hint)}>
        {t('rules.phrasesHint')}
      </Text>
    </TextField>
  );
}
