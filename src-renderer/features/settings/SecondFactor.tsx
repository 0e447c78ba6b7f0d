import { ShieldCheck, ShieldOff } from 'lucide-react';
import { useId, useState } from 'react';
import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/contract.ts';
import { useAction } from '../../api/requests.ts';
import { useErrorText } from '../../i18n/errors.ts';
import { Button } from '../../ui/button/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { InlineError } from '../../ui/feedback/States.tsx';
import { showToast } from '../../ui/feedback/toasts.ts';
import { CopyField } from '../../ui/field/CopyField.tsx';
import { PassphraseField } from '../../ui/field/PassphraseField.tsx';
import { TextField } from '../../ui/field/TextField.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import { QrCode } from '../../ui/qr/QrCode.tsx';
import css from './Settings.module.css';

/** A code of one's phone beside the passphrase: on or off, and how far it protects. */
export function SecondFactor({ isOn }: { readonly isOn: boolean }) {
  const { t } = useTranslation('settings');
  const begin = useAction('people.beginSecondFactor');
  const [isRemoving, setRemoving] = useState(false);
  const offered = begin.data;
  return (
    <div className={css.choice}>
      <p>
        <span className={css.label}>{isOn ? t('factor.on') : t('factor.off')}</span> {t('factor.hint')}
      </p>
      {isOn ? (
        <Button icon={ShieldOff} onPress={() => setRemoving(true)}>
          {t('factor.remove')}
        </Button>
      ) : (
        <Button icon={ShieldCheck} isPending={begin.isPending} onPress={() => begin.mutate({})}>
          {t('factor.add')}
        </Button>
      )}
      {begin.error !== null && <InlineError error={begin.error} />}
      {offered !== undefined && !isOn && <AddDialog offered={offered} onClose={begin.reset} />}
      {isRemoving && isOn && <RemoveDialog onClose={() => setRemoving(false)} />}
    </div>
  );
}

interface AddDialogProps {
  readonly offered: Output<'people.beginSecondFactor'>;
  readonly onClose: () => void;
}

/** Shows the secret to an authenticator app, and asks for a code of it as proof. */
function AddDialog({ offered, onClose }: AddDialogProps) {
  const { t } = useTranslation(['settings', 'common']);
  const describe = useErrorText();
  const form = useId();
  const confirm = useAction('people.confirmSecondFactor');
  const [code, setCode] = useState('');
  const isWrong = confirm.error?.code === 'code-wrong';
  return (
    <Dialog
      title={t('factor.add')}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <Button
            type="submit"
            form={form}
            variant="primary"
            isDisabled={code.trim() === ''}
            isPending={confirm.isPending}
          >
            {t('factor.confirm')}
          </Button>
        </>
      }
    >
      <Form
        id={form}
        className={cx(css.fields)}
        onSubmit={(event) => {
          event.preventDefault();
          if (code.trim() === '' || confirm.isPending) return;
          confirm.mutate({ code }, { onSuccess: () => showToast(t('factor.added')) });
        }}
      >
        <p>{t('factor.scan')}</p>
        <QrCode text={offered.address} label={t('factor.qr')} size="small" />
        <CopyField label={t('factor.secret')} value={offered.secret} />
        <TextField
          label={t('factor.code')}
          value={code}
          onChange={setCode}
          error={isWrong ? describe(confirm.error) : null}
          maxLength={20}
          inputMode="numeric"
          autoComplete="off"
          autoFocus
        />
        {confirm.error !== null && !isWrong && <InlineError error={confirm.error} />}
      </Form>
    </Dialog>
  );
}

/** Asks for the passphrase before the second factor is switched off. */
function RemoveDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['settings', 'common']);
  const describe = useErrorText();
  const form = useId();
  const remove = useAction('people.removeSecondFactor');
  const [passphrase, setPassphrase] = useState('');
  return (
    <Dialog
      title={t('factor.remove')}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <Button
            type="submit"
            form={form}
            variant="primary"
            isDisabled={passphrase === ''}
            isPending={remove.isPending}
          >
            {t('factor.removeNow')}
          </Button>
        </>
      }
    >
      <Form
        id={form}
        className={cx(css.fields)}
        onSubmit={(event) => {
          event.preventDefault();
          if (passphrase !== '' && !remove.isPending) remove.mutate({ passphrase }, { onSuccess: onClose });
        }}
      >
        <PassphraseField
          label={t('currentPassphrase')}
          value={passphrase}
          onChange={setPassphrase}
          error={remove.error === null ? null : describe(remove.error)}
          autoFocus
        />
      </Form>
    </Dialog>
  );
}
