import { KeyRound, Lock } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRequest } from '../../api/requests.ts';
import type { Output } from '#shared/contract/contract.ts';
import { Button } from '../../ui/button/Button.tsx';
import { useMe } from '../../ui/frame/useMe.ts';
import { useLock } from '../../ui/frame/useLock.ts';
import { ChangePassphrase } from './ChangePassphrase.tsx';
import { LockAfter } from './LockAfter.tsx';
import { SecondFactor } from './SecondFactor.tsx';
import { SettingsPart } from './SettingsPart.tsx';
import css from './Settings.module.css';

/** Who is here, their passphrase and second factor, locking, and whether capture starts with the computer. */
export function Security({ settings }: { readonly settings: Output<'workspace.settings'> }) {
  const { t } = useTranslation(['settings', 'common', 'people']);
  const status = useRequest('workspace.status', {});
  const { askToLock } = useLock();
  const me = useMe();
  const [isChanging, setChanging] = useState(false);
  return (
    <SettingsPart title={t('security')}>
      {status.data !== undefined && <p>{status.data.startsUnattended ? t('unattended') : t('attended')}</p>}
      {me !== undefined && (
        <p>
          {t('signedInAs')} <bdi className={css.label}>{me.name === '' ? t('people:unnamed') : me.name}</bdi>{' '}
          · {t(`people:roles.${me.role}`)}
        </p>
      )}
      <div className={css.buttons}>
        <Button icon={KeyRound} onPress={() => setChanging(true)}>
          {t('changePassphrase')}
        </Button>
        <Button icon={Lock} shortcut="mod+l" onPress={askToLock}>
          {t('common:frame.lock')}
        </Button>
      </div>
      {me !== undefined && <SecondFactor isOn={me.hasSecondFactor} />}
      {me?.role === 'owner' && <LockAfter minutes={settings.lockAfterMinutes} />}
      <ChangePassphrase isOpen={isChanging} onClose={() => setChanging(false)} />
    </SettingsPart>
  );
}
