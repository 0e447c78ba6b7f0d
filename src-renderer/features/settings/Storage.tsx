import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/contract.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { Facts } from '../../ui/layout/Facts.tsx';
import { SettingsPart } from './SettingsPart.tsx';

/** Where the workspace is, and how big. */
export function Storage({ settings }: { readonly settings: Output<'workspace.settings'> }) {
  const { t } = useTranslation(['settings', 'common']);
  const format = useFormat();
  return (
    <SettingsPart title={t('storage')} hint={t('storageHint')}>
      <Facts
        facts={[
          { name: t('folder'), value: settings.folder },
          { name: t('content'), value: t('common:messages', { count: settings.messages }) },
          { name: t('size'), value: format.bytes(settings.archiveBytes) },
        ]}
      />
    </SettingsPart>
  );
}
