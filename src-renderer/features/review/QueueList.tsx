import { ArrowUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { QueueItem } from '#shared/contract/review.ts';
import { useRequest } from '../../api/requests.ts';
import { Button } from '../../ui/button/Button.tsx';
import { ErrorState } from '../../ui/feedback/States.tsx';
import { Segments } from '../../ui/field/Segments.tsx';
import { Select } from '../../ui/field/Select.tsx';
import { Region } from '../../ui/layout/Region.tsx';
import { VirtualList } from '../../ui/list/VirtualList.tsx';
import { focusThread } from '../../ui/message/focusThread.ts';
import { useRowHeight } from '../../ui/preferences.ts';
import { QueueCounts } from './QueueCounts.tsx';
import css from './QueueList.module.css';
import { QueueRow } from './QueueRow.tsx';
import type { Queue, QueueFilter } from './useQueue.ts';

export interface QueueListProps {
  readonly filter: QueueFilter;
  readonly onFilter: (filter: QueueFilter) => void;
  readonly queue: Queue;
  readonly selected: QueueItem | null;
  readonly onSelect: (item: QueueItem) => void;
}

/** The queue itself, with its filters. */
export function QueueList({ filter, onFilter, queue, selected, onSelect }: QueueListProps) {
  const { t } = useTranslation(['review', 'common']);
  const rowHeight = useRowHeight();
  const showNewcomers = async () => {
    const first = await queue.refresh();
    if (first !== null) onSelect(first);
  };
  return (
    <Region
      kind="list"
      label={t('title')}
      actions={<QueueCounts />}
      toolbar={<Filters filter={filter} onFilter={onFilter} />}
    >
      {queue.error === null ? (
        <>
          {queue.newcomers > 0 && (
            <div className={css.newcomers} role="status">
              <Button icon={ArrowUp} onPress={() => void showNewcomers()}>
                {t('list.newcomers', { count: queue.newcomers })}
              </Button>
            </div>
          )}
          <VirtualList
            label={t('list.label')}
            items={queue.items}
            itemKey={({ message }) => message.id}
            rowHeight={rowHeight}
            selectedKey={selected?.message.id ?? null}
            onSelect={onSelect}
            onEnter={focusThread}
            onEndReached={queue.loadMore}
            renderRow={(item) => <QueueRow item={item} />}
          />
        </>
      ) : (
        <ErrorState error={queue.error} onRetry={() => void queue.refresh()} />
      )}
    </Region>
  );
}

function Filters({ filter, onFilter }: Pick<QueueListProps, 'filter' | 'onFilter'>) {
  const { t } = useTranslation(['review', 'common']);
  const lines = useRequest('lines.list', {}).data?.lines ?? [];
  const policies = useRequest('policy.list', {}).data?.policies ?? [];
  const all = 0;
  return (
    <div className={css.filters}>
      <Segments
        label={t('status.label')}
        options={[
          { id: 'open', label: t('status.open') },
          { id: 'decided', label: t('status.decided') },
        ]}
        value={filter.status}
        onChange={(status) => onFilter({ ...filter, status })}
      />
      <Select
        label={t('order.label')}
        isLabelHidden
        options={[
          { id: 'newest', label: t('order.newest') },
          { id: 'severity', label: t('order.severity') },
        ]}
        value={filter.order}
        onChange={(order) => onFilter({ ...filter, order })}
      />
      <Select
        label={t('filter.line')}
        isLabelHidden
        options={[
          { id: all, label: t('common:allLines') },
          ...lines.map(({ id, name }) => ({ id, label: name })),
        ]}
        value={filter.lineId ?? all}
        onChange={(id) => onFilter({ ...filter, lineId: id === all ? null : id })}
      />
      <Select
        label={t('filter.policy')}
        isLabelHidden
        options={[
          { id: all, label: t('filter.allPolicies') },
          ...policies.map(({ id, definition }) => ({ id, label: definition.name })),
        ]}
        value={filter.policyId ?? all}
        onChange={(id) => onFilter({ ...filter, policyId: id === all ? null : id })}
      />
    </div>
  );
}
