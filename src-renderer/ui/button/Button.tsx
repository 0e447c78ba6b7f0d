import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { cx } from '../cx.ts';
import { Kbd } from '../keyboard/Kbd.tsx';
import { Spinner } from '../feedback/Progress.tsx';
import css from './Button.module.css';

export interface ButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'style'> {
  /** `primary`: the one thing to do here. `danger`: it removes or stops something. `quiet`: no border. */
  readonly variant?: 'primary' | 'secondary' | 'quiet' | 'danger';
  readonly icon?: LucideIcon;
  /** The key that does the same, shown on the button; register it with useShortcut. */
  readonly shortcut?: string;
  readonly children: ReactNode;
}

/** A button with words. While `isPending` it keeps its size and can't be pressed again. */
export function Button({ variant = 'secondary', icon: Icon, shortcut, children, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} className={cx(css.button, css[variant])}>
      {({ isPending }) => (
        <>
          {Icon !== undefined && <Icon aria-hidden className={css.icon} />}
          <span className={css.words}>{children}</span>
          {shortcut !== undefined && <Kbd keys={shortcut} />}
          {isPending && (
            <span className={css.pending}>
              <Spinner />
            </span>
          )}
        </>
      )}
    </AriaButton>
  );
}
