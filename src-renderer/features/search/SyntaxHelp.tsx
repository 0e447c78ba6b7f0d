import { useTranslation } from 'react-i18next';
import css from './Search.module.css';

const forms = ['words', 'phrase', 'prefix', 'or', 'not', 'group'] as const;

/** How a query is written. */
export function SyntaxHelp() {
  const { t } = useTranslation('search');
  return (
    <>
      <h3>{t('help.title')}</h3>
      <dl className={css.help}>
        {forms.map((form) => (
          <div key={form} className={css.form}>
            <dt>
              <code>{t(`help.${form}.example`)}</code>
            </dt>
            <dd>{t(`help.${form}.meaning`)}</dd>
          </div>
        ))}
      </dl>
      <p className={css.soft}>{t('help.folding')}</p>
    </>
  );
}
