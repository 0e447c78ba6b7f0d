import { useTranslation } from 'react-i18next';
import { useRequest } from '../../api/requests.ts';
import { SettingsPart } from './SettingsPart.tsx';

/** Version and licence. */
export function About() {
  const { t } = useTranslation(['settings', 'common']);
  const status = useRequest('workspace.status', {});
  return (
    <SettingsPart title={t('about')}>
      <p>{t('version', { version: status.data?.version ?? '' })}</p>
      <p>{t('licence')}</p>
      <p>{t('noTelemetry')}</p>
    </SettingsPart>
  );
}
