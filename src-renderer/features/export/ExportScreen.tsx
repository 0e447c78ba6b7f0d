import { FolderOutput, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ExportView } from '#shared/contract/export.ts';
import { wholeScope } from '#shared/model/export.ts';
import { usePagedRequest } from '../../api/requests.ts';
import { Button } from '../../ui/button/Button.tsx';
import { EmptyState, ErrorState } from '../../ui/feedback/States.tsx';
import { replacePlace, usePlace } from '../../ui/frame/navigation.ts';
import { useMe } from '../../ui/frame/useMe.ts';
import { useShortcut } from '../../ui/keyboard/shortcuts.ts';
import { Region } from '../../ui/layout/Region.tsx';
import { SplitPane } from '../../ui/layout/SplitPane.tsx';
import { useListShortcuts } from '../../ui/list/useListShortcuts.ts';
import { VirtualList } from '../../ui/list/VirtualList.tsx';
import { useRowHeight } from '../../ui/preferences.ts';
import { ExportDetail } from './ExportDetail.tsx';
import { ExportDialog } from './ExportDialog.tsx';
import { ExportRow } from './ExportRow.tsx';

const pageSize = 50;

function select({ id }: ExportView): void {
  replacePlace({ section: 'export', exportId: id, wanted: null });
}

/** Every export there was, newest first, and the selected one with all that is on record about it. */
export function ExportScreen() {
  const { t } = useTranslation('export');
  const place = usePlace('export');
  const me = useMe();
  const rowHeight = useRowHeight();
  const exports = usePagedRequest('export.list', { limit: pageSize });
  const items = exports.data?.pages.flatMap((page) => page.exports) ?? [];
  const selected = items.find(({ id }) => id === place.exportId) ?? items[0] ?? null;
  const begin = () => replacePlace({ ...place, wanted: wholeScope });
  useListShortcuts({
    items,
    itemKey: ({ id }) => id,
    selectedKey: selected?.id ?? null,
    onSelect: select,
    labels: { next: t('keys.next'), previous: t('keys.previous'), group: t('title') },
  });
  useShortcut({ keys: 'n', label: t('new'), group: t('title') }, begin);

  const newButton = (
    <Button variant="primary" icon={Plus} shortcut="n" onPress={begin}>
      {t('new')}
    </Button>
  );
  return (
    <>
      <SplitPane
        name="export"
        fixed="start"
        initial={420}
        min={300}
        max={680}
        start={
          <Region kind="list" label={t('title')} actions={newButton}>
            {exports.error === null ? (
              <VirtualList
                label={t('list')}
                items={items}
                itemKey={({ id }) => id}
                rowHeight={rowHeight}
                selectedKey={selected?.id ?? null}
                onSelect={select}
                onEndReached={() => {
                  if (exports.hasNextPage && !exports.isFetchingNextPage) void exports.fetchNextPage();
                }}
                renderRow={(item) => <ExportRow item={item} />}
              />
            ) : (
              <ErrorState error={exports.error} onRetry={() => void exports.refetch()} />
            )}
          </Region>
        }
        end={
          selected === null ? (
            exports.data !== undefined && (
              <EmptyState icon={FolderOutput} title={t('empty.title')} hint={t('empty.hint')}>
                <Button variant="primary" icon={Plus} onPress={begin}>
                  {t('new')}
                </Button>
              </EmptyState>
            )
          ) : (
            <ExportDetail key={selected.id} item={selected} />
          )
        }
      />
      {place.wanted !== null && (
        <ExportDialog
          wanted={place.wanted}
          usualBy={[me?.name, items[0]?.by].find(Boolean) ?? ''}
          onClose={() => replacePlace({ ...place, wanted: null })}
          onStarted={(exportId) => replacePlace({ section: 'export', exportId, wanted: null })}
        />
      )}
    </>
  );
}
