import { useTranslation } from 'react-i18next';
import { estimatePassphrase } from '#shared/model/passphrase.ts';
import { cx } from '../cx.ts';
import { PassphraseField } from './PassphraseField.tsx';
import css from './NewPassphrase.module.css';

/** A passphrase being chosen, typed twice. */
export interface PassphraseDraft {
  readonly passphrase: string;
  readonly repeated: string;
}

export const emptyPassphraseDraft: PassphraseDraft = { passphrase: '', repeated: '' };

/** True when the passphrase is good enough and was typed twice alike. */
export function isAcceptable({ passphrase, repeated }: PassphraseDraft): boolean {
  return passphrase === repeated && estimatePassphrase(passphrase).strength !== 'weak';
}

export interface NewPassphraseProps {
  readonly label: string;
  readonly draft: PassphraseDraft;
  readonly onChange: (draft: PassphraseDraft) => void;
  readonly autoFocus?: boolean;
}

const steps = ['weak', 'fair', 'strong'] as const;

/** Choosing a passphrase: how strong it is while it is typed, and again to be sure. */
export function NewPassphrase({ label, draft, onChange, autoFocus = false }: NewPassphraseProps) {
  const { t } = useTranslation('common');
  const { passphrase, repeated } = draft;
  const { strength } = estimatePassphrase(passphrase);
  const level = passphrase === '' ? -1 : steps.indexOf(strength);
  const isDifferent = repeated !== '' && !passphrase.startsWith(repeated);
  return (
    <>
      <div className={css.chosen}>
        <PassphraseField
          label={label}
          value={passphrase}
          onChange={(value) => onChange({ ...draft, passphrase: value })}
          autoFocus={autoFocus}
        />
        <div className={css.meter} aria-hidden>
          {steps.map((step, index) => (
            <span key={step} className={cx(css.step, index <= level && css[strength])} />
          ))}
        </div>
        <p className={css.words} role="status">
          {passphrase === '' ? t('passphrase.advice') : t(`passphrase.${strength}`)}
        </p>
      </div>
      <PassphraseField
        label={t('passphrase.repeat')}
        value={repeated}
        onChange={(value) => onChange({ ...draft, repeated: value })}
        error={isDifferent ? t('passphrase.different') : null}
      />
    </>
  );
}
