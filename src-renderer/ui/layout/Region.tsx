import type { ReactNode } from 'react';
import { cx } from '../cx.ts';
import css from './Region.module.css';

export interface RegionProps {
  /** `list` and `context` are surfaces; `detail` is where reading happens. */
  readonly kind: 'list' | 'detail' | 'context';
  /** Its name for screen readers, and its heading unless `header` is given. */
  readonly label: string;
  /** Beside the heading: a count, buttons. */
  readonly actions?: ReactNode;
  /** Under the heading, above what scrolls: filters. */
  readonly toolbar?: ReactNode;
  /** Takes the heading's place; null for none. */
  readonly header?: ReactNode;
  readonly children: ReactNode;
}

/** One of the window's regions: a heading, tools, and content that fills the rest and scrolls by itself. */
export function Region({ kind, label, actions, toolbar, header, children }: RegionProps) {
  return (
    <section className={cx(css.region, css[kind])} aria-label={label}>
      {header === undefined ? (
        <header className={css.header}>
          <h2 className={css.heading} title={label}>
            {label}
          </h2>
          {actions !== undefined && <div className={css.actions}>{actions}</div>}
        </header>
      ) : (
        header
      )}
      {toolbar !== undefined && toolbar !== false && <div className={css.toolbar}>{toolbar}</div>}
      <div className={css.content}>{children}</div>
    </section>
  );
}
