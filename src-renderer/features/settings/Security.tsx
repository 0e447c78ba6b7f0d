import { KeyRound, Lock } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRequest } from '../../api/requests.ts';
import { Button } from '../../ui/button/Button.tsx';
import { useLock } from '../../ui/frame/useLock.ts';
import { ChangePassphrase } from './ChangePassphrase.tsx';
import { SettingsPart } from './SettingsPart.tsx';
import css from './Settings.module.css';

/** The passphrase, locking, and whether capture starts with the computer. */
export function Security() {
  const { t } = useTranslation(['settings', 'common']);
  const status = useRequest('workspace.status', {});
  const { askToLock } = useLock();
  const [isChanging, setChanging] = useState(false);
  return (
    <SettingsPart title={t('security')}>
      {status.data !== undefined && <p>{status.data.startsUnattended ? t('unattended') : t('attended')}</p>}
      <div className={css.buttons}>
        <Button icon={KeyRound} onPress={() => setChanging(true)}>
          {t('changePassphrase')}
        </Button>
        <Button icon={Lock} shortcut="mod+l" onPress={askToLock}>
          {t('common:frame.lock')}
        </Button>
      </div>
      <ChangePassphrase isOpen={isChanging} onClose={() => setChanging(false)} />
    </SettingsPart>
  );
}
