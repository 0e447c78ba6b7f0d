import { Check, Minus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Checkbox as AriaCheckbox, Switch as AriaSwitch } from 'react-aria-components';
import { cx } from '../cx.ts';
import css from './Field.module.css';

export interface CheckboxProps {
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  /** Some of the things it stands for are chosen and some are not. */
  readonly isIndeterminate?: boolean;
  readonly isDisabled?: boolean;
  readonly children: ReactNode;
}

/** A yes or no that takes effect when the form is sent. */
export function Checkbox({ children, ...rest }: CheckboxProps) {
  return (
    <AriaCheckbox {...rest} className={cx(css.check)}>
      {({ isSelected, isIndeterminate }) => (
        <>
          <span className={css.box}>
            {isIndeterminate ? (
              <Minus aria-hidden className={css.boxIcon} />
            ) : (
              isSelected && <Check aria-hidden className={css.boxIcon} />
            )}
          </span>
          <span>{children}</span>
        </>
      )}
    </AriaCheckbox>
  );
}

/** Something on or off, at once. */
export function Switch({ children, ...rest }: Omit<CheckboxProps, 'isIndeterminate'>) {
  return (
    <AriaSwitch {...rest} className={cx(css.switch)}>
      <span className={css.track}>
        <span className={css.thumb} />
      </span>
      <span>{children}</span>
    </AriaSwitch>
  );
}
