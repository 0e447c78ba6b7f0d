import type { ReactNode } from 'react';
import {
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from 'react-aria-components';
import { cx } from '../cx.ts';
import css from './Field.module.css';

export interface TextFieldProps extends Omit<AriaTextFieldProps, 'children' | 'className' | 'style'> {
  readonly label: string;
  /** Shows the label to screen readers only, where the place makes it plain. */
  readonly isLabelHidden?: boolean;
  readonly description?: ReactNode;
  /** What is wrong with the value, in words; null when nothing is. */
  readonly error?: string | null;
  readonly placeholder?: string;
  /** Several lines; the number is how many are shown at first. */
  readonly rows?: number;
  /** Bounds of a date. */
  readonly min?: string;
  readonly max?: string;
}

/** One line or several lines of text, with its label, help and error. */
export function TextField(props: TextFieldProps) {
  const {
    label,
    isLabelHidden = false,
    description,
    error = null,
    placeholder,
    rows,
    min,
    max,
    ...rest
  } = props;
  const control = {
    className: cx(css.input, rows !== undefined && css.area),
    ...(placeholder !== undefined && { placeholder }),
  };
  return (
    <AriaTextField {...rest} className={cx(css.field)} isInvalid={error !== null}>
      <Label className={cx(isLabelHidden ? css.labelHidden : css.label)}>{label}</Label>
      {rows === undefined ? (
        <Input {...control} {...(min !== undefined && { min })} {...(max !== undefined && { max })} />
      ) : (
        <TextArea {...control} rows={rows} />
      )}
      {description !== undefined && (
        <Text slot="description" className={cx(css.description)}>
          {description}
        </Text>
      )}
      <FieldError className={cx(css.error)}>{error}</FieldError>
    </AriaTextField>
  );
}
