import { useTranslation } from 'react-i18next';
import { useRequest } from '../../api/requests.ts';
import { ErrorState } from '../../ui/feedback/States.tsx';
import { useHasRole } from '../../ui/frame/useMe.ts';
import { Region } from '../../ui/layout/Region.tsx';
import { About } from './About.tsx';
import { Appearance } from './Appearance.tsx';
import { Backup } from './Backup.tsx';
import { Company } from './Company.tsx';
import { Notifications } from './Notifications.tsx';
import { Security } from './Security.tsx';
import css from './Settings.module.css';
import { Storage } from './Storage.tsx';

/** Settings of the workspace and of this window. */
export function SettingsScreen() {
  const { t } = useTranslation('settings');
  const isOwner = useHasRole('owner');
  const settings = useRequest('workspace.settings', {});
  return (
    <Region kind="detail" label={t('title')}>
      {settings.error !== null ? (
        <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />
      ) : (
        settings.data !== undefined && (
          <div className={css.scroller}>
            <div className={css.column}>
              {isOwner && <Company settings={settings.data} />}
              <Appearance />
              <Notifications />
              <Security settings={settings.data} />
              <Storage settings={settings.data} />
              {isOwner && <Backup />}
              <About />
            </div>
          </div>
        )
      )}
    </Region>
  );
}
