import { Diamond, OctagonAlert, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Severity } from '#shared/model/policy.ts';
import { cx } from '../cx.ts';
import css from './Badge.module.css';

const shapes: Readonly<Record<Severity, LucideIcon>> = {
  low: Diamond,
  medium: TriangleAlert,
  high: OctagonAlert,
};

export interface SeverityBadgeProps {
  readonly severity: Severity;
  /** Leaves the word to screen readers and the tooltip, where room is short. */
  readonly isShapeOnly?: boolean;
}

/** How grave a flag is: a colour, a shape of its own, and the word. */
export function SeverityBadge({ severity, isShapeOnly = false }: SeverityBadgeProps) {
  const { t } = useTranslation('common');
  const Shape = shapes[severity];
  const word = t(`severity.${severity}`);
  return (
    <span
      className={cx(css.badge, css[severity], isShapeOnly && css.shapeOnly)}
      title={isShapeOnly ? word : undefined}
    >
      <Shape aria-hidden className={css.shape} />
      <span className={cx(isShapeOnly && css.hidden)}>{word}</span>
    </span>
  );
}

export interface BadgeProps {
  readonly tone?: 'neutral' | 'accent' | 'good' | 'low' | 'medium' | 'high';
  readonly icon?: LucideIcon;
  readonly children: ReactNode;
}

/** A word of state beside a name: "Connected", "Off". */
export function Badge({ tone = 'neutral', icon: Icon, children }: BadgeProps) {
  return (
    <span className={cx(css.badge, css[tone])}>
      {Icon !== undefined && <Icon aria-hidden className={css.shape} />}
      <span>{children}</span>
    </span>
  );
}

/** A count where work waits; above 999 it says so. */
export function CountBadge({ count, label }: { readonly count: number; readonly label: string }) {
  return (
    <span className={css.count} aria-label={label}>
      {count > 999 ? '999+' : count}
    </span>
  );
}
