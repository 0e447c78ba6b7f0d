import { Label, Radio, RadioGroup as AriaRadioGroup, Text } from 'react-aria-components';
import { cx } from '../cx.ts';
import css from './RadioGroup.module.css';
import type { SelectOption } from './Select.tsx';

export interface RadioGroupProps<T extends string> {
  readonly label: string;
  readonly description?: string;
  readonly options: readonly SelectOption<T>[];
  /** null while nothing is chosen. */
  readonly value: T | null;
  readonly onChange: (value: T) => void;
}

/** One of a few options that have to be compared. */
export function RadioGroup<T extends string>({
  label,
  description,
  options,
  value,
  onChange,
}: RadioGroupProps<T>) {
  return (
    <AriaRadioGroup
      className={cx(css.group)}
      value={value}
      onChange={(chosen) => {
        const option = options.find(({ id }) => id === chosen);
        if (option !== undefined) onChange(option.id);
      }}
    >
      <Label className={cx(css.label)}>{label}</Label>
      {options.map(({ id, label: optionLabel }) => (
        <Radio key={id} value={id} className={cx(css.option)}>
          <span className={css.circle} />
          {optionLabel}
        </Radio>
      ))}
      {description !== undefined && (
        <Text slot="description" className={cx(css.description)}>
          {description}
        </Text>
      )}
    </AriaRadioGroup>
  );
}
