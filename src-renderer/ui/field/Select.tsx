import { ChevronDown } from 'lucide-react';
import {
  Button,
  FieldError,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
  Text,
} from 'react-aria-components';
import { cx } from '../cx.ts';
import overlay from '../overlay/Overlay.module.css';
import css from './Field.module.css';

export interface SelectOption<T extends string | number> {
  readonly id: T;
  readonly label: string;
}

export interface SelectProps<T extends string | number> {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly options: readonly SelectOption<T>[];
  readonly value: T | null;
  readonly onChange: (value: T) => void;
  readonly placeholder?: string;
  readonly description?: string;
  readonly error?: string | null;
  readonly isDisabled?: boolean;
}

/** One of a list of options. */
export function Select<T extends string | number>(props: SelectProps<T>) {
  const {
    label,
    isLabelHidden = false,
    options,
    value,
    onChange,
    placeholder,
    description,
    error = null,
    isDisabled = false,
  } = props;
  return (
    <AriaSelect
      className={cx(css.field)}
      value={value}
      onChange={(key) => {
        const option = options.find(({ id }) => id === key);
        if (option !== undefined) onChange(option.id);
      }}
      isDisabled={isDisabled}
      isInvalid={error !== null}
      {...(placeholder !== undefined && { placeholder })}
    >
      <Label className={cx(isLabelHidden ? css.labelHidden : css.label)}>{label}</Label>
      <Button className={cx(css.selectButton)}>
        <SelectValue className={cx(css.selectValue)} />
        <ChevronDown aria-hidden className={css.chevron} />
      </Button>
      {description !== undefined && (
        <Text slot="description" className={cx(css.description)}>
          {description}
        </Text>
      )}
      <FieldError className={cx(css.error)}>{error}</FieldError>
      <Popover className={cx(overlay.popover)} offset={4}>
        <ListBox className={cx(css.listBox)}>
          {options.map(({ id, label: optionLabel }) => (
            <ListBoxItem key={id} id={id} textValue={optionLabel} className={cx(css.option)}>
              {optionLabel}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
