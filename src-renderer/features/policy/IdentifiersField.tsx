import { useTranslation } from 'react-i18next';
import { identifierGroups, type IdentifierType } from '#shared/model/policy.ts';
import { Checkbox } from '../../ui/field/Checkbox.tsx';
import { TextField } from '../../ui/field/TextField.tsx';
import css from './IdentifiersField.module.css';

export interface IdentifiersFieldProps {
  readonly chosen: ReadonlySet<IdentifierType>;
  /** What is typed as allowed, one per line. */
  readonly except: string;
  readonly onChange: (chosen: ReadonlySet<IdentifierType>, except: string) => void;
}

const groups = ['payment', 'identity', 'contact'] as const;
/** Addresses that the company itself has. */
const withExceptions: readonly IdentifierType[] = identifierGroups.contact;

/** Which kinds of numbers and addresses a policy looks for, and which of them are the company's own. */
export function IdentifiersField({ chosen, except, onChange }: IdentifiersFieldProps) {
  const { t } = useTranslation('policy');
  const choose = (type: IdentifierType, isChosen: boolean) => {
    const next = new Set(chosen);
    if (isChosen) next.add(type);
    else next.delete(type);
    onChange(next, except);
  };
  return (
    <div className={css.field} role="group" aria-label={t('rules.identifiers')}>
      <span className={css.label}>{t('rules.identifiers')}</span>
      <span className={css.hint}>{t('rules.identifiersHint')}</span>
      {groups.map((group) => (
        <div key={group} className={css.group} role="group" aria-label={t(`rules.identifierGroup.${group}`)}>
          <span className={css.groupName}>{t(`rules.identifierGroup.${group}`)}</span>
          <div className={css.types}>
            {identifierGroups[group].map((type) => (
              <Checkbox
                key={type}
                isSelected={chosen.has(type)}
                onChange={(isChosen) => choose(type, isChosen)}
              >
                {t(`identifier.${type}.name`)}
                <span className={css.hint}> {t(`identifier.${type}.hint`)}</span>
              </Checkbox>
            ))}
          </div>
        </div>
      ))}
      {withExceptions.some((type) => chosen.has(type)) && (
        <TextField
          label={t('rules.except')}
          description={t('rules.exceptHint')}
          value={except}
          onChange={(text) => onChange(chosen, text)}
          rows={3}
          spellCheck="false"
        />
      )}
    </div>
  );
}
