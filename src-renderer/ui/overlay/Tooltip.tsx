import type { ReactElement } from 'react';
import {
  Tooltip as AriaTooltip,
  TooltipTrigger,
  type TooltipProps as AriaTooltipProps,
} from 'react-aria-components';
import { cx } from '../cx.ts';
import { Kbd } from '../keyboard/Kbd.tsx';
import css from './Overlay.module.css';

export interface TooltipProps {
  readonly label: string;
  readonly shortcut?: string;
  readonly placement?: AriaTooltipProps['placement'];
  /** Something that takes the focus: a button, or an element wrapped in `Focusable`. */
  readonly children: ReactElement;
}

/** Words that appear on hover and on keyboard focus. */
export function Tooltip({ label, shortcut, placement = 'bottom', children }: TooltipProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      {children}
      <AriaTooltip className={cx(css.tooltip)} placement={placement} offset={6}>
        <span>{label}</span>
        {shortcut !== undefined && <Kbd keys={shortcut} />}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
