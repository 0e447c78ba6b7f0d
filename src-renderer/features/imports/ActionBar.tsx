import type { ReactNode } from 'react';
import css from './ActionBar.module.css';

/** What can be done at this step, always in sight at the foot of the dialog. */
export function ActionBar({ note, children }: { readonly note?: ReactNode; readonly children: ReactNode }) {
  return (
    <div className={css.bar}>
      <div className={css.note} role="status">
        {note}
      </div>
      {children}
    </div>
  );
}
