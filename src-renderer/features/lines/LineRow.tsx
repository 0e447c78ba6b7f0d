import { useTranslation } from 'react-i18next';
import type { LineView } from '#shared/contract/lines.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { ConditionBadge } from './ConditionBadge.tsx';
import css from './LineRow.module.css';

/** A line in the list: whose it is, whether it is captured, and when it last was heard of. */
export function LineRow({ line }: { readonly line: LineView }) {
  const { t } = useTranslation('lines');
  const format = useFormat();
  return (
    <div className={css.row}>
      <bdi className={css.name} dir="auto">
        {line.name}
      </bdi>
      <ConditionBadge line={line} />
      <span className={css.who}>
        <bdi dir="auto">{line.employee}</bdi>
        {line.team !== null && (
          <>
            {' · '}
            <bdi dir="auto">{line.team}</bdi>
          </>
        )}
      </span>
      <span className={css.when}>
        {line.lastMessageAt === null ? t('value.never') : format.brief(line.lastMessageAt)}
      </span>
    </div>
  );
}
