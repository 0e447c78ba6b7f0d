import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { cx } from '../cx.ts';
import type { SelectOption } from './Select.tsx';
import css from './Field.module.css';

export interface SegmentsProps<T extends string> {
  readonly label: string;
  readonly options: readonly SelectOption<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

/** One of two to four options, all of them in sight. */
export function Segments<T extends string>({ label, options, value, onChange }: SegmentsProps<T>) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      className={cx(css.segments)}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const option = options.find(({ id }) => keys.has(id));
        if (option !== undefined) onChange(option.id);
      }}
    >
      {options.map(({ id, label: optionLabel }) => (
        <ToggleButton key={id} id={id} className={cx(css.segment)}>
          {optionLabel}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
