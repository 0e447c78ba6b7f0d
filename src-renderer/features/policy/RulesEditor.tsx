import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PolicyProblemView } from '#shared/contract/policy.ts';
import type { PolicyRule } from '#shared/model/policy.ts';
import { Button } from '../../ui/button/Button.tsx';
import { IconButton } from '../../ui/button/IconButton.tsx';
import { TextField } from '../../ui/field/TextField.tsx';
import { CombinedRules } from './CombinedRules.tsx';
import { identifiersOf, withIdentifiers, withPhrases, withRules, type PolicyDraft } from './drafts.ts';
import { IdentifiersField } from './IdentifiersField.tsx';
import { MessageField } from './MessageField.tsx';
import { PhraseField } from './PhraseField.tsx';
import css from './RulesEditor.module.css';
import { useProblemText } from './useProblemText.ts';

export interface RulesEditorProps {
  readonly draft: PolicyDraft;
  /** The rules in force, whose ids stay with what they look for. */
  readonly saved: readonly PolicyRule[];
  readonly problems: readonly PolicyProblemView[];
  readonly onChange: (draft: PolicyDraft) => void;
}

const newId = () => crypto.randomUUID();

/** What a policy looks for: phrases, patterns, numbers and addresses. */
export function RulesEditor({ draft, saved, problems, onChange }: RulesEditorProps) {
  const { t } = useTranslation('policy');
  const describe = useProblemText();
  const { rules } = draft.definition;
  const patterns = rules.filter((rule) => rule.type === 'pattern');
  const setPatterns = (next: readonly PolicyRule[]) => onChange(withRules(draft, 'pattern', next));
  const problemOf = (rule: string) => {
    const problem = problems.find((one) => one.rule === rule);
    return problem === undefined ? null : describe(problem);
  };

  return (
    <section className={css.rules}>
      <h3>{t('rules.title')}</h3>
      {rules.length === 0 && <p className={css.hint}>{t('rules.none')}</p>}
      <PhraseField
        text={draft.phrases}
        rules={rules}
        problems={problems}
        onChange={(phrases) => onChange(withPhrases(draft, phrases, saved, newId))}
      />
      <CombinedRules
        rules={rules}
        problems={problems}
        newId={newId}
        onChange={(next) => onChange(withRules(draft, 'combined', next))}
      />
      <div className={css.group} role="group" aria-label={t('rules.patterns')}>
        <span className={css.label}>{t('rules.patterns')}</span>
        <span className={css.hint}>{t('rules.patternsHint')}</span>
        {patterns.map((rule, index) => (
          <div key={rule.id} className={css.pattern}>
            <TextField
              label={t('rules.pattern', { number: index + 1 })}
              isLabelHidden
              value={rule.pattern}
              onChange={(pattern) =>
                setPatterns(patterns.map((other) => (other.id === rule.id ? { ...rule, pattern } : other)))
              }
              maxLength={2000}
              spellCheck="false"
              autoFocus={rule.pattern === ''}
              error={rule.pattern === '' ? null : problemOf(rule.id)}
            />
            <IconButton
              icon={Trash2}
              label={t('rules.removePattern', { number: index + 1 })}
              onPress={() => setPatterns(patterns.filter((other) => other.id !== rule.id))}
            />
          </div>
        ))}
        <div>
          <Button
            icon={Plus}
            onPress={() => setPatterns([...patterns, { id: newId(), type: 'pattern', pattern: '' }])}
          >
            {t('rules.addPattern')}
          </Button>
        </div>
      </div>
      <MessageField
        rules={rules}
        newId={newId}
        onChange={(next) => onChange(withRules(draft, 'message', next))}
      />
      <IdentifiersField
        chosen={identifiersOf(draft)}
        except={draft.except}
        onChange={(chosen, except) => onChange(withIdentifiers(draft, chosen, except, saved, newId))}
      />
    </section>
  );
}
