import type { LucideIcon } from 'lucide-react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { cx } from '../cx.ts';
import { Tooltip } from '../overlay/Tooltip.tsx';
import css from './Button.module.css';

export interface IconButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'style'> {
  readonly icon: LucideIcon;
  /** What it does: the tooltip, and the name for screen readers. */
  readonly label: string;
  readonly shortcut?: string;
  /** For something that is on or off. */
  readonly isPressed?: boolean;
}

/** A button with an icon only; its words are in the tooltip. */
export function IconButton({ icon: Icon, label, shortcut, isPressed, ...rest }: IconButtonProps) {
  return (
    <Tooltip label={label} {...(shortcut !== undefined && { shortcut })}>
      <AriaButton
        {...rest}
        aria-label={label}
        {...(isPressed !== undefined && { 'aria-pressed': isPressed })}
        className={cx(css.button, css.quiet, css.iconOnly, isPressed === true && css.on)}
      >
        <Icon aria-hidden className={css.icon} />
      </AriaButton>
    </Tooltip>
  );
}
