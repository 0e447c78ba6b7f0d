import { ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ImportView } from '#shared/contract/imports.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import css from './EarlierImports.module.css';
import { watchImport } from './flow.ts';
import { StateBadge } from './StateBadge.tsx';
import { importTotals } from './totals.ts';

/** What was imported before, newest first; each opens its summary. */
export function EarlierImports({ imports }: { readonly imports: readonly ImportView[] }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  return (
    <section className={css.earlier}>
      <h3>{t('list.earlier')}</h3>
      {imports.length === 0 && <p className={css.none}>{t('list.none')}</p>}
      <ul className={css.list}>
        {imports.map(({ id, startedAt, line, state, files }) => (
          <li key={id}>
            <button type="button" className={css.import} onClick={() => watchImport(id)}>
              <time className={css.when}>{format.dateTime(startedAt)}</time>
              <bdi className={css.line} dir="auto">
                {line}
              </bdi>
              <span className={css.counts}>
                {t('list.files', { count: files.length })}
                {' · '}
                {t('list.messages', { count: importTotals(files).messages })}
              </span>
              <StateBadge state={state} />
              <ChevronRight aria-hidden size={16} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
