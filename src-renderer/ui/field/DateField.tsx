import { parseDate } from '@internationalized/date';
import { useMemo } from 'react';
import {
  DateField as AriaDateField,
  DateInput,
  DateSegment,
  FieldError,
  Label,
  Text,
} from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Button } from '../button/Button.tsx';
import { cx } from '../cx.ts';
import field from './Field.module.css';
import css from './DateField.module.css';

export interface DateFieldProps {
  readonly label: string;
  readonly description?: string;
  /** What is wrong with the value, in words; null when nothing is. */
  readonly error?: string | null;
  /** A calendar date such as 2026-03-03; empty when there is none. */
  readonly value: string;
  readonly onChange: (date: string) => void;
  /** The calendar date that one press fills in, where that is likely. */
  readonly today?: string;
  readonly autoFocus?: boolean;
}

/** A calendar date, typed in the order of the interface's language. */
export function DateField({
  label,
  description,
  error = null,
  value,
  onChange,
  today,
  autoFocus = false,
}: DateFieldProps) {
  const { t } = useTranslation('common');
  const date = useMemo(() => (value === '' ? null : parseDate(value)), [value]);
  return (
    <AriaDateField
      className={cx(field.field)}
      value={date}
      onChange={(next) => onChange(next?.toString() ?? '')}
      isInvalid={error !== null}
      autoFocus={autoFocus}
      shouldForceLeadingZeros
    >
      <Label className={cx(field.label)}>{label}</Label>
      <div className={css.line}>
        <DateInput className={cx(field.input, css.input)}>
          {(segment) => <DateSegment segment={segment} className={cx(css.segment)} />}
        </DateInput>
        {today !== undefined && <Button onPress={() => onChange(today)}>{t('today')}</Button>}
      </div>
      {description !== undefined && (
        <Text slot="description" className={cx(field.description)}>
          {description}
        </Text>
      )}
      <FieldError className={cx(field.error)}>{error}</FieldError>
    </AriaDateField>
  );
}
