import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../api/requests.ts';
import { useErrorText } from '../../i18n/errors.ts';
import { Button } from '../../ui/button/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { PassphraseField } from '../../ui/field/PassphraseField.tsx';
import { TextField } from '../../ui/field/TextField.tsx';
import { Entrance } from './Entrance.tsx';
import { PersonField, type PersonFieldProps } from './PersonField.tsx';
import { useWait } from './useWait.ts';
import css from './Entrance.module.css';

export interface UnlockFormProps extends PersonFieldProps {
  readonly company: string | null;
  readonly waitMs: number;
  readonly onRecover: () => void;
}

/** Asks who comes in and for their passphrase, and for a code of their phone where there is one; a wrong one is said plainly, and the wait after it is counted down. */
export function UnlockForm({ company, waitMs, onRecover, ...choice }: UnlockFormProps) {
  const { t } = useTranslation('workspace');
  const describe = useErrorText();
  const unlock = useAction('workspace.unlock');
  const { seconds, begin } = useWait(waitMs);
  const [passphrase, setPassphrase] = useState('');
  const [code, setCode] = useState<string | null>(null);
  const submit = () => {
    if (passphrase === '' || seconds > 0 || unlock.isPending) return;
    unlock.mutate(
      { userId: choice.personId, passphrase, code: code === '' ? null : code },
      {
        onError: (error) => {
          if (error.code === 'code-needed' || error.code === 'code-wrong') setCode('');
          else if (error.code !== 'wait') setPassphrase('');
          begin(error);
        },
      },
    );
  };
  return (
    <Entrance title={company ?? t('unlock.title')} lead={t('unlock.lead')}>
      <Form
        className={cx(css.form)}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <PersonField {...choice} />
        <PassphraseField
          label={t('passphrase.label')}
          value={passphrase}
          onChange={setPassphrase}
          error={unlock.error === null || passphrase !== '' ? null : describe(unlock.error)}
          autoFocus
        />
        {code !== null && (
          <TextField
            label={t('unlock.code')}
            description={t('unlock.codeHint')}
            value={code}
            onChange={setCode}
            error={unlock.error?.code === 'code-wrong' && code === '' ? describe(unlock.error) : null}
            maxLength={20}
            inputMode="numeric"
            autoComplete="one-time-code"
            autoFocus
          />
        )}
        {seconds > 0 && (
          <p className={css.wait} role="timer">
            {t('unlock.wait', { count: seconds })}
          </p>
        )}
        <div className={css.actions}>
          <span className={css.first}>
            <Button variant="quiet" onPress={onRecover}>
              {t('unlock.recover')}
            </Button>
          </span>
          <Button
            type="submit"
            variant="primary"
            isPending={unlock.isPending}
            isDisabled={passphrase === '' || seconds > 0}
          >
            {t('unlock.open')}
          </Button>
        </div>
      </Form>
    </Entrance>
  );
}
