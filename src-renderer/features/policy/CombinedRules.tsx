import { ChevronDown, ChevronUp, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyProblemView } from '#shared/contract/policy.ts';
import { maxCombinedParts, type PolicyRule } from '#shared/model/policy.ts';
import { Button } from '../../ui/button/Button.tsx';
import type { CombinedRule } from './combined.ts';
import { CombinedFields } from './CombinedFields.tsx';
import css from './CombinedRules.module.css';

export interface CombinedRulesProps {
  readonly rules: readonly PolicyRule[];
  readonly problems: readonly PolicyProblemView[];
  readonly newId: () => string;
  readonly onChange: (rules: readonly CombinedRule[]) => void;
}

const usualWithin = 5;

/** Words that mean something only together, or only where others are not: each combination with its fields. */
export function CombinedRules({ rules, problems, newId, onChange }: CombinedRulesProps) {
  const { t } = useTranslation('policy');
  const combined = rules.filter((rule) => rule.type === 'combined');
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const part = { phrases: [], identifier: null };
  const toggle = (id: string) =>
    setOpened(
      (before) => new Set(before.has(id) ? [...before].filter((other) => other !== id) : [...before, id]),
    );
  const add = () => {
    const id = newId();
    toggle(id);
    onChange([...combined, { id, type: 'combined', all: [part, part], none: [], within: usualWithin }]);
  };
  return (
    <div className={css.group} role="group" aria-label={t('combined.title')}>
      <span className={css.label}>{t('combined.title')}</span>
      <span className={css.hint}>{t('combined.hint')}</span>
      {combined.map((rule, index) => (
        <CombinedFields
          key={rule.id}
          rule={rule}
          number={index + 1}
          isOpen={opened.has(rule.id)}
          problems={problems.filter((problem) => problem.rule === rule.id)}
          actions={
            <>
              <Button
                variant="quiet"
                icon={opened.has(rule.id) ? ChevronUp : ChevronDown}
                onPress={() => toggle(rule.id)}
              >
                {t(opened.has(rule.id) ? 'combined.close' : 'combined.open')}
              </Button>
              <Button
                variant="quiet"
                icon={Plus}
                isDisabled={rule.all.length >= maxCombinedParts}
                onPress={() =>
                  onChange(
                    combined.map((other) =>
                      other.id === rule.id ? { ...rule, all: [...rule.all, part] } : other,
                    ),
                  )
                }
              >
                {t('combined.addPart')}
              </Button>
              <Button
                variant="quiet"
                icon={Trash2}
                onPress={() => onChange(combined.filter((other) => other.id !== rule.id))}
              >
                {t('combined.remove')}
              </Button>
            </>
          }
          onChange={(next) => onChange(combined.map((other) => (other.id === rule.id ? next : other)))}
        />
      ))}
      <div>
        <Button icon={Plus} onPress={add}>
          {t('combined.add')}
        </Button>
      </div>
    </div>
  );
}
