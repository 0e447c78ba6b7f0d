import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExportScope } from '#shared/model/export.ts';
import { useRequest } from '../../api/requests.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { Spinner } from '../../ui/feedback/Progress.tsx';
import { InlineError } from '../../ui/feedback/States.tsx';
import { Facts } from '../../ui/layout/Facts.tsx';
import { useSettled } from '../../ui/useSettled.ts';
import { useCountFacts } from './counts.ts';
import css from './Export.module.css';

/** Milliseconds without a change before the archive is asked: counting may read all of it. */
const pauseMs = 400;

/** What a selection holds, counted anew whenever it changes. */
export function Preview({ scope }: { readonly scope: ExportScope }) {
  const { t } = useTranslation('export');
  const format = useFormat();
  const countFacts = useCountFacts();
  const key = JSON.stringify(scope);
  const current = useMemo((): ExportScope => JSON.parse(key), [key]);
  const asked = useSettled(current, pauseMs);
  const { data, error } = useRequest('export.preview', { scope: asked });
  return (
    <section className={css.preview} aria-label={t('preview.title')} aria-live="polite">
      <h3>{t('preview.title')}</h3>
      {error !== null && <InlineError error={error} />}
      {error === null && (data === undefined || asked !== current) && (
        <Spinner label={t('preview.counting')} />
      )}
      {data !== undefined && asked === current && (
        <>
          <Facts
            facts={[
              ...(data.period === null
                ? []
                : [
                    {
                      name: t('scope.period'),
                      value: t('scope.between', {
                        from: format.dateTime(data.period.firstAt),
                        to: format.dateTime(data.period.lastAt),
                      }),
                    },
                  ]),
              ...countFacts(data.counts),
            ]}
          />
          <p className={css.hint}>{t('preview.zone', { zone: data.zone })}</p>
        </>
      )}
    </section>
  );
}
