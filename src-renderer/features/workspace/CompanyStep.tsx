import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { languages, type Language } from '#shared/model/workspace.ts';
import { switchLanguage } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { Checkbox } from '../../ui/field/Checkbox.tsx';
import { Segments } from '../../ui/field/Segments.tsx';
import { TextField } from '../../ui/field/TextField.tsx';
import { ZoneField } from '../../ui/field/ZoneField.tsx';
import { Entrance } from './Entrance.tsx';
import css from './Entrance.module.css';

/** What the first step asks for. */
export interface CompanyDraft {
  readonly language: Language;
  readonly name: string;
  /** Of the person who sets it up, and owns it. */
  readonly ownName: string;
  readonly zone: string;
  readonly addsStarters: boolean;
}

export interface CompanyStepProps {
  readonly draft: CompanyDraft;
  readonly onChange: (draft: CompanyDraft) => void;
  readonly onRestore: () => void;
  readonly onNext: () => void;
}

/** First step: language, company, time zone, and whether to begin with the starter policies. */
export function CompanyStep({ draft, onChange, onRestore, onNext }: CompanyStepProps) {
  const { t } = useTranslation(['workspace', 'backup', 'common']);
  const chooseLanguage = (language: Language) => {
    onChange({ ...draft, language });
    void switchLanguage(language);
  };
  const isComplete = draft.name.trim() !== '' && draft.ownName.trim() !== '';
  return (
    <Entrance title={t('company.title')} lead={t('company.lead')} step={t('step', { step: 1, steps: 3 })}>
      <Form
        className={cx(css.form)}
        onSubmit={(event) => {
          event.preventDefault();
          if (isComplete) onNext();
        }}
      >
        <div>
          <p className={css.label}>{t('company.language')}</p>
          <Segments
            label={t('company.language')}
            value={draft.language}
            onChange={chooseLanguage}
            options={languages.map((id) => ({ id, label: t(`common:languages.${id}`) }))}
          />
        </div>
        <TextField
          label={t('company.name')}
          description={t('company.nameHint')}
          value={draft.name}
          onChange={(name) => onChange({ ...draft, name })}
          maxLength={120}
          autoFocus
        />
        <TextField
          label={t('company.ownName')}
          description={t('company.ownNameHint')}
          value={draft.ownName}
          onChange={(ownName) => onChange({ ...draft, ownName })}
          maxLength={120}
        />
        <ZoneField
          label={t('company.zone')}
          description={t('company.zoneHint')}
          value={draft.zone}
          onChange={(zone) => onChange({ ...draft, zone })}
        />
        <Checkbox
          isSelected={draft.addsStarters}
          onChange={(addsStarters) => onChange({ ...draft, addsStarters })}
        >
          {t('company.starters')}
        </Checkbox>
        <div className={css.actions}>
          <span className={css.first}>
            <Button variant="quiet" onPress={onRestore}>
              {t('backup:restore.begin')}
            </Button>
          </span>
          <Button type="submit" variant="primary" isDisabled={!isComplete}>
            {t('common:next')}
          </Button>
        </div>
      </Form>
    </Entrance>
  );
}
