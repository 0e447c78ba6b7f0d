import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button/Button.tsx';
import { TextField } from '../../ui/field/TextField.tsx';
import css from './LinkDialog.module.css';
import { codeGroups, phoneDigits } from './link-progress.ts';

/** A code to type, large enough to be read across the desk; spelled out for a screen reader. */
export function LinkCode({ code }: { readonly code: string }) {
  const { t } = useTranslation('lines');
  const [first, second] = codeGroups(code);
  return (
    <div className={css.typed} role="img" aria-label={t('link.code', { code: Array.from(code).join(' ') })}>
      <span>{first}</span>
      <span>{second}</span>
    </div>
  );
}

export interface PhoneFormProps {
  readonly phone: string;
  readonly onAsk: (phone: string) => void;
}

/** Asks for the number of the phone that is to get a code. */
export function PhoneForm({ phone, onAsk }: PhoneFormProps) {
  const { t } = useTranslation('lines');
  const [text, setText] = useState(phone);
  const [wasSent, setWasSent] = useState(false);
  const digits = phoneDigits(text);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWasSent(true);
    if (digits !== null) onAsk(digits);
  };
  return (
    <form className={css.phone} onSubmit={submit} noValidate>
      <TextField
        label={t('link.phone')}
        description={t('link.phoneHint')}
        type="tel"
        autoComplete="off"
        autoFocus
        value={text}
        onChange={setText}
        error={wasSent && digits === null ? t('link.phoneInvalid') : null}
      />
      <Button variant="primary" type="submit">
        {t('link.ask')}
      </Button>
    </form>
  );
}
