import type { ReactElement, ReactNode } from 'react';
import { Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { cx } from '../cx.ts';
import css from './Overlay.module.css';

export interface PopoverButtonProps {
  readonly label: string;
  /** The Button or IconButton that opens it. */
  readonly trigger: ReactElement;
  readonly children: ReactNode;
}

/** A button that opens a small panel beside itself: help, a few filters. */
export function PopoverButton({ label, trigger, children }: PopoverButtonProps) {
  return (
    <DialogTrigger>
      {trigger}
      <Popover className={cx(css.popover)} placement="bottom end" offset={4}>
        <Dialog aria-label={label} className={cx(css.panel)}>
          {children}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
