import { CircleHelp, FolderOutput, ListFilter, SearchX, Search as SearchIcon } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SearchHit } from '#shared/contract/search.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { Button } from '../../ui/button/Button.tsx';
import { IconButton } from '../../ui/button/IconButton.tsx';
import { EmptyState, ErrorState } from '../../ui/feedback/States.tsx';
import { SearchField } from '../../ui/field/SearchField.tsx';
import { Segments } from '../../ui/field/Segments.tsx';
import { Switch } from '../../ui/field/Checkbox.tsx';
import { useHasRole } from '../../ui/frame/useMe.ts';
import { useShortcut } from '../../ui/keyboard/shortcuts.ts';
import { Region } from '../../ui/layout/Region.tsx';
import { VirtualList } from '../../ui/list/VirtualList.tsx';
import { focusThread } from '../../ui/message/focusThread.ts';
import { PopoverButton } from '../../ui/overlay/PopoverButton.tsx';
import { Filters } from './Filters.tsx';
import { HitRow } from './HitRow.tsx';
import { WithinConversation } from './WithinConversation.tsx';
import { activeFilters, useSearchStore } from './searchStore.ts';
import { SyntaxHelp } from './SyntaxHelp.tsx';
import type { useSearch } from './useSearch.ts';
import css from './Search.module.css';

/** Pixels of a hit with two lines of context; each row takes what it needs. */
const hitHeight = 84;

export interface SearchPaneProps {
  readonly search: ReturnType<typeof useSearch>;
  readonly hits: readonly SearchHit[];
}

/** The field, the filters and the hits. */
export function SearchPane({ search, hits }: SearchPaneProps) {
  const { t } = useTranslation('search');
  const store = useSearchStore();
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [choice, setChoice] = useState<boolean | null>(null);
  useShortcut({ keys: '/', label: t('focusField'), group: t('title') }, () => field.current?.focus());
  const filters = activeFilters(store);
  const mayExport = useHasRole('owner', 'exporter');
  const showsFilters = choice ?? filters > 0;
  return (
    <Region
      kind="list"
      label={t('title')}
      actions={
        <>
          {mayExport && (
            <IconButton
              icon={FolderOutput}
              label={t('export')}
              isDisabled={!search.isAsking}
              onPress={search.exportHits}
            />
          )}
          <IconButton
            icon={ListFilter}
            label={filters > 0 ? t('filtersActive', { count: filters }) : t('filters')}
            isPressed={showsFilters}
            onPress={() => setChoice(!showsFilters)}
          />
          <PopoverButton
            label={t('help.title')}
            trigger={<IconButton icon={CircleHelp} label={t('help.title')} />}
          >
            <SyntaxHelp />
          </PopoverButton>
        </>
      }
      toolbar={
        <div className={css.tools}>
          <SearchField
            label={t('field')}
            inputRef={field}
            value={store.query}
            onChange={(query) => useSearchStore.setState({ query })}
            maxLength={1000}
            autoFocus
            onKeyDown={(event) => {
              const hitList = list.current?.querySelector<HTMLElement>('[role=listbox]');
              if (event.key !== 'ArrowDown' || hitList == null) return;
              event.preventDefault();
              hitList.focus();
            }}
          />
          {store.conversationId !== null && <WithinConversation id={store.conversationId} />}
          {showsFilters && <Filters />}
          <Summary search={search} />
        </div>
      }
    >
      <div ref={list} className={css.results}>
        <Results search={search} hits={hits} />
      </div>
    </Region>
  );
}

/** How many there are, and in which order. */
function Summary({ search }: { readonly search: ReturnType<typeof useSearch> }) {
  const { t } = useTranslation('search');
  const { order, wording } = useSearchStore();
  const { isAsking, count, suggestion } = search;
  if (!isAsking) return null;
  const total = count === null ? '' : t(count.isMore ? 'totalMore' : 'total', { count: count.total });
  return (
    <div className={css.summary}>
      <Switch
        isSelected={wording === 'exact'}
        onChange={(isExact) => useSearchStore.setState({ wording: isExact ? 'exact' : 'forms' })}
      >
        {t('exact')}
      </Switch>
      <span role="status">{total}</span>
      {suggestion !== null && (
        <Button variant="quiet" onPress={() => useSearchStore.setState({ query: suggestion })}>
          {t('didYouMean', { query: suggestion })}
        </Button>
      )}
      <Segments
        label={t('order')}
        value={order}
        onChange={(chosen) => useSearchStore.setState({ order: chosen })}
        options={[
          { id: 'newest', label: t('orders.newest') },
          { id: 'relevance', label: t('orders.relevance') },
        ]}
      />
    </div>
  );
}

function Results({ search, hits }: SearchPaneProps) {
  const { t } = useTranslation('search');
  const format = useFormat();
  const openId = useSearchStore((state) => state.openId);
  const { isAsking, hits: pages } = search;
  const problem = pages.data?.pages[0]?.problem ?? null;
  if (!isAsking) return <EmptyState icon={SearchIcon} title={t('start.title')} hint={t('start.hint')} />;
  if (pages.error !== null) return <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />;
  if (problem !== null) {
    return (
      <EmptyState icon={SearchX} title={t(`problem.${problem}.title`)} hint={t(`problem.${problem}.hint`)} />
    );
  }
  if (pages.isPending) return null;
  if (hits.length === 0) return <EmptyState icon={SearchX} title={t('none.title')} hint={t('none.hint')} />;
  return (
    <VirtualList
      label={t('found')}
      items={hits}
      itemKey={({ id }) => id}
      rowHeight={hitHeight}
      isMeasured
      selectedKey={openId}
      onSelect={({ id }) => useSearchStore.setState({ openId: id })}
      onEnter={focusThread}
      onEndReached={() => {
        if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
      }}
      renderRow={(hit) => <HitRow hit={hit} format={format} />}
    />
  );
}
