import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/contract.ts';
import { languages } from '#shared/model/workspace.ts';
import { useAction } from '../../api/requests.ts';
import { switchLanguage } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button/Button.tsx';
import { InlineError } from '../../ui/feedback/States.tsx';
import { Select } from '../../ui/field/Select.tsx';
import { TextField } from '../../ui/field/TextField.tsx';
import { ZoneField } from '../../ui/field/ZoneField.tsx';
import { SettingsPart } from './SettingsPart.tsx';
import css from './Settings.module.css';

/** Company, language and zone. Language and zone take effect at once; a name is saved when it is finished. */
export function Company({ settings }: { readonly settings: Output<'workspace.settings'> }) {
  const { t } = useTranslation(['settings', 'common']);
  const save = useAction('workspace.saveSettings');
  const [company, setCompany] = useState(settings.company);
  const { language, zone } = settings;
  const present = { company: settings.company, language, zone };
  const isRenamed = company.trim() !== '' && company.trim() !== settings.company;
  return (
    <SettingsPart title={t('company')}>
      <form
        className={css.rename}
        onSubmit={(event) => {
          event.preventDefault();
          if (isRenamed) save.mutate({ ...present, company: company.trim() });
        }}
      >
        <TextField label={t('companyName')} value={company} onChange={setCompany} maxLength={120} />
        <Button type="submit" isDisabled={!isRenamed} isPending={save.isPending}>
          {t('common:save')}
        </Button>
      </form>
      <Select
        label={t('language')}
        value={language}
        options={languages.map((id) => ({ id, label: t(`common:languages.${id}`) }))}
        onChange={(chosen) => {
          void switchLanguage(chosen);
          save.mutate({ ...present, language: chosen });
        }}
      />
      <ZoneField
        label={t('zone')}
        description={t('zoneHint')}
        value={zone}
        onChange={(chosen) => save.mutate({ ...present, zone: chosen })}
      />
      {save.error !== null && <InlineError error={save.error} />}
    </SettingsPart>
  );
}
