import { useTranslation } from 'react-i18next';
import { Segments } from '../../ui/field/Segments.tsx';
import { savePreferences, usePreferences } from '../../ui/preferences.ts';
import { SettingsPart } from './SettingsPart.tsx';
import css from './Settings.module.css';

/** How the window looks on this computer. */
export function Appearance() {
  const { t } = useTranslation('settings');
  const { theme, density } = usePreferences();
  return (
    <SettingsPart title={t('appearance')} hint={t('appearanceHint')}>
      <div className={css.choice}>
        <span className={css.label}>{t('theme')}</span>
        <Segments
          label={t('theme')}
          value={theme}
          onChange={(chosen) => savePreferences({ theme: chosen })}
          options={[
            { id: 'system', label: t('themes.system') },
            { id: 'light', label: t('themes.light') },
            { id: 'dark', label: t('themes.dark') },
          ]}
        />
      </div>
      <div className={css.choice}>
        <span className={css.label}>{t('density')}</span>
        <Segments
          label={t('density')}
          value={density}
          onChange={(chosen) => savePreferences({ density: chosen })}
          options={[
            { id: 'comfortable', label: t('densities.comfortable') },
            { id: 'compact', label: t('densities.compact') },
          ]}
        />
      </div>
    </SettingsPart>
  );
}
