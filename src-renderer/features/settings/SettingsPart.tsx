import { useId, type ReactNode } from 'react';
import css from './Settings.module.css';

export interface SettingsPartProps {
  readonly title: string;
  readonly hint?: string;
  readonly children: ReactNode;
}

/** One group of settings under its heading. */
export function SettingsPart({ title, hint, children }: SettingsPartProps) {
  const id = useId();
  return (
    <section className={css.part} aria-labelledby={id}>
      <div>
        <h2 id={id}>{title}</h2>
        {hint !== undefined && <p className={css.hint}>{hint}</p>}
      </div>
      <div className={css.fields}>{children}</div>
    </section>
  );
}
