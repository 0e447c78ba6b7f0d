import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineView } from '#shared/contract/lines.ts';
import { useRequest } from '../../api/requests.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { Button } from '../../ui/button/Button.tsx';
import { ErrorState } from '../../ui/feedback/States.tsx';
import { useShortcut } from '../../ui/keyboard/shortcuts.ts';
import { ExcludeDialog } from './ExcludeDialog.tsx';
import { FindExclusionDialog } from './FindExclusionDialog.tsx';
import { LiftDialog } from './LiftDialog.tsx';
import css from './NoticePart.module.css';

/** The private contacts and groups of a line's employee: how many and since when, never who. */
export function PrivatePart({ line }: { readonly line: LineView }) {
  const { t } = useTranslation('notice');
  const format = useFormat();
  const { data, error, refetch } = useRequest('notice.exclusions', { lineId: line.id });
  const [open, setOpen] = useState<'exclude' | 'find' | number | null>(null);
  const items = data?.items ?? [];
  const [latest] = data?.leftOut ?? [];
  const saidOf = ({ at, by, liftedAt, liftedBy }: (typeof items)[number]) => {
    const since = format.dateTime(at);
    const began =
      by === null ? t('private.since', { when: since }) : t('private.sinceBy', { when: since, name: by });
    if (liftedAt === null) return began;
    const when = format.dateTime(liftedAt);
    const ended =
      liftedBy === null ? t('private.lifted', { when }) : t('private.liftedBy', { when, name: liftedBy });
    return `${began} · ${ended}`;
  };
  const close = () => setOpen(null);
  const exclude = () => setOpen('exclude');
  useShortcut({ keys: 'x', label: t('private.add'), group: t('title') }, exclude);

  return (
    <section className={css.part} aria-label={t('private.title')}>
      <h3 className={css.heading}>{t('private.title')}</h3>
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data !== undefined && (
        <p className={css.soft}>
          {items.length === 0 ? t('private.none', { employee: line.employee }) : t('private.hint')}
          {latest !== undefined && (
            <> {t('private.leftOut', { count: latest.stanzas, day: format.calendarDate(latest.day) })}</>
          )}
        </p>
      )}
      {items.length > 0 && (
        <ul className={css.records}>
          {items.map((item) => (
            <li key={item.id} className={css.record}>
              <span>{t('private.entry', { id: item.id })}</span>
              <span>
                {t(`private.category.${item.category}`)}{' '}
                <span className={css.soft}>
                  <bdi dir="auto">{saidOf(item)}</bdi>
                </span>
              </span>
              {item.liftedAt === null && (
                <Button variant="quiet" onPress={() => setOpen(item.id)}>
                  {t('private.lift')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <div className={css.buttons}>
        <Button shortcut="x" onPress={exclude}>
          {t('private.add')}
        </Button>
        {items.length > 0 && <Button onPress={() => setOpen('find')}>{t('private.check')}</Button>}
      </div>
      {open === 'exclude' && <ExcludeDialog lineId={line.id} groups={data?.groups ?? []} onClose={close} />}
      {open === 'find' && <FindExclusionDialog lineId={line.id} onClose={close} />}
      {typeof open === 'number' && <LiftDialog id={open} onClose={close} />}
    </section>
  );
}
