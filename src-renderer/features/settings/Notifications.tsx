import { useTranslation } from 'react-i18next';
import { Switch } from '../../ui/field/Checkbox.tsx';
import { savePreferences, usePreferences } from '../../ui/preferences.ts';
import { SettingsPart } from './SettingsPart.tsx';

/** Whether the system tells when a line needs a person. */
export function Notifications() {
  const { t } = useTranslation('settings');
  const { notifications } = usePreferences();
  return (
    <SettingsPart title={t('notifications')} hint={t('notifyHint')}>
      <Switch isSelected={notifications} onChange={(chosen) => savePreferences({ notifications: chosen })}>
        {t('notify')}
      </Switch>
    </SettingsPart>
  );
}
