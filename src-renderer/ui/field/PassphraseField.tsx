import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { FieldError, Input, Label, Text, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../button/IconButton.tsx';
import { cx } from '../cx.ts';
import css from './Field.module.css';

export interface PassphraseFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly description?: string;
  readonly error?: string | null;
  readonly autoFocus?: boolean;
  readonly isDisabled?: boolean;
}

/** A passphrase: hidden unless its owner wants to see it, and never kept or suggested by the window. */
export function PassphraseField(props: PassphraseFieldProps) {
  const { label, value, onChange, description, error = null, autoFocus = false, isDisabled = false } = props;
  const { t } = useTranslation('common');
  const [isShown, setShown] = useState(false);
  return (
    <TextField
      className={cx(css.field)}
      type={isShown ? 'text' : 'password'}
      value={value}
      onChange={onChange}
      isInvalid={error !== null}
      isDisabled={isDisabled}
      autoFocus={autoFocus}
      autoComplete="off"
      spellCheck="false"
      maxLength={1024}
    >
      <Label className={cx(css.label)}>{label}</Label>
      <div className={css.combo}>
        <Input className={cx(css.input)} />
        <span className={css.reveal}>
          <IconButton
            icon={isShown ? EyeOff : Eye}
            label={isShown ? t('hide') : t('show')}
            isPressed={isShown}
            excludeFromTabOrder
            onPress={() => setShown(!isShown)}
          />
        </span>
      </div>
      {description !== undefined && (
        <Text slot="description" className={cx(css.description)}>
          {description}
        </Text>
      )}
      <FieldError className={cx(css.error)}>{error}</FieldError>
    </TextField>
  );
}
