import { FileDown, ScrollText } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActionFilters } from '#shared/contract/people.ts';
import { actionKinds } from '#shared/model/action.ts';
import { usePagedRequest, useRequest } from '../../api/requests.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { Button } from '../../ui/button/Button.tsx';
import { EmptyState, ErrorState } from '../../ui/feedback/States.tsx';
import { DateField } from '../../ui/field/DateField.tsx';
import { SearchField } from '../../ui/field/SearchField.tsx';
import { Select } from '../../ui/field/Select.tsx';
import { usePlace } from '../../ui/frame/navigation.ts';
import { Region } from '../../ui/layout/Region.tsx';
import { VirtualList } from '../../ui/list/VirtualList.tsx';
import { ActionRow } from './ActionRow.tsx';
import { LogExportDialog } from './LogExportDialog.tsx';
import css from './People.module.css';

const pageSize = 200;
const rowHeight = 40;
const everybody = 0;
const anything = 'anything';

/** What everybody did, newest first, narrowed by person, action, dates and words. */
export function ActionLog({ choice }: { readonly choice?: ReactNode }) {
  const { t } = useTranslation('people');
  const format = useFormat();
  const place = usePlace('people');
  const people = useRequest('people.names', {}).data?.people ?? [];
  const [userId, setUserId] = useState<number>(place.logOf ?? everybody);
  const [kind, setKind] = useState<(typeof actionKinds)[number] | typeof anything>(anything);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [text, setText] = useState('');
  const [selected, setSelected] = useState<number | null>(null);
  const [isExporting, setExporting] = useState(false);
  const filters: ActionFilters = {
    userId: userId === everybody ? null : userId,
    kind: kind === anything ? null : kind,
    from: format.startOfDay(from),
    to: format.startOfDay(to, 1),
    text: text.trim(),
  };
  const log = usePagedRequest('people.actions', { filters, limit: pageSize }, { keepPrevious: true });
  const actions = log.data?.pages.flatMap((page) => page.actions) ?? [];
  const { hasNextPage, isFetching, fetchNextPage } = log;

  // A page in which nothing fits fills no list that could be scrolled on.
  const isShort = actions.length < 50;
  useEffect(() => {
    if (isShort && hasNextPage && !isFetching) void fetchNextPage();
  }, [isShort, hasNextPage, isFetching, fetchNextPage]);

  return (
    <Region
      kind="detail"
      label={t('log')}
      actions={
        <>
          {choice}
          <Button icon={FileDown} onPress={() => setExporting(true)}>
            {t('export')}
          </Button>
        </>
      }
      toolbar={
        <div className={css.filters}>
          <SearchField label={t('filter.text')} value={text} onChange={setText} maxLength={120} />
          <Select
            label={t('filter.person')}
            value={userId}
            onChange={setUserId}
            options={[
              { id: everybody, label: t('filter.everybody') },
              ...people.map(({ id, name }) => ({ id, label: name === '' ? t('unnamed') : name })),
            ]}
          />
          <Select
            label={t('filter.kind')}
            value={kind}
            onChange={setKind}
            options={[
              { id: anything, label: t('filter.anything') },
              ...actionKinds.map((id) => ({ id, label: t(`kinds.${id}`) })),
            ]}
          />
          <DateField label={t('filter.from')} value={from} onChange={setFrom} />
          <DateField label={t('filter.to')} value={to} onChange={setTo} />
        </div>
      }
    >
      {log.error !== null ? (
        <ErrorState error={log.error} onRetry={() => void log.refetch()} />
      ) : actions.length === 0 && log.data !== undefined && !hasNextPage ? (
        <EmptyState icon={ScrollText} title={t('empty')} hint={t('emptyHint')} />
      ) : (
        <VirtualList
          label={t('actions')}
          items={actions}
          itemKey={({ id }) => id}
          rowHeight={rowHeight}
          selectedKey={selected}
          onSelect={({ id }) => setSelected(id)}
          onEndReached={() => {
            if (hasNextPage && !isFetching) void fetchNextPage();
          }}
          renderRow={(action) => <ActionRow action={action} />}
          footer={
            isShort && hasNextPage ? (
              <p role="status" className={css.further}>
                {t('lookingFurther')}
              </p>
            ) : null
          }
        />
      )}
      {isExporting && <LogExportDialog filters={filters} onClose={() => setExporting(false)} />}
    </Region>
  );
}
