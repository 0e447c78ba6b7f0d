import { useTranslation } from 'react-i18next';
import type { ExportView } from '#shared/contract/export.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import css from './Export.module.css';
import { StateBadge } from './StateBadge.tsx';
import { useScopeWords } from './scopeWords.ts';

/** An export in the list: what, how much, when, by whom, and how it stands. */
export function ExportRow({ item }: { readonly item: ExportView }) {
  const { t } = useTranslation(['export', 'common']);
  const format = useFormat();
  const scope = useScopeWords()(item)
    .map(({ value }) => value)
    .join(' · ');
  return (
    <div className={css.row}>
      <bdi className={css.what} dir="auto">
        {scope}
      </bdi>
      <time className={css.soft}>{format.brief(item.startedAt)}</time>
      <span className={css.words}>
        {item.state !== 'done' && <StateBadge state={item.state} />}
        <bdi className={css.soft} dir="auto">
          {[
            ...(item.counts === null ? [] : [t('common:messages', { count: item.counts.messages })]),
            item.by,
            item.reason,
          ].join(' · ')}
        </bdi>
      </span>
    </div>
  );
}
