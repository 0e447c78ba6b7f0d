import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import css from './Entrance.module.css';
import { Mark } from './Mark.tsx';

export interface EntranceProps {
  readonly title: string;
  readonly lead: string;
  /** Such as "Step 1 of 3". */
  readonly step?: string;
  readonly children: ReactNode;
}

/** The page before the workbench: one column, one thing to do. */
export function Entrance({ title, lead, step, children }: EntranceProps) {
  const { t } = useTranslation('common');
  return (
    <main className={css.page}>
      <div className={css.column}>
        <p className={css.brand}>
          <Mark />
          <span>{t('appName')}</span>
          {step !== undefined && <span className={css.step}>{step}</span>}
        </p>
        <h1>{title}</h1>
        <p className={css.lead}>{lead}</p>
        {children}
      </div>
    </main>
  );
}
