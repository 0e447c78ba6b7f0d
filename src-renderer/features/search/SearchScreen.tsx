import { MessageSquareText } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/feedback/States.tsx';
import { replacePlace, usePlace } from '../../ui/frame/navigation.ts';
import { Region } from '../../ui/layout/Region.tsx';
import { SplitPane } from '../../ui/layout/SplitPane.tsx';
import { FoundThread } from './FoundThread.tsx';
import { SearchPane } from './SearchPane.tsx';
import { emptySearch, useSearchStore } from './searchStore.ts';
import { useSearch } from './useSearch.ts';

/** Search over everything in the archive; a hit opens in its thread beside the list. */
export function SearchScreen() {
  const { t } = useTranslation('search');
  const place = usePlace('search');
  const search = useSearch();
  const openId = useSearchStore((state) => state.openId);
  const hits = search.hits.data?.pages.flatMap((page) => page.hits) ?? [];
  const open = search.isAsking ? hits.find(({ id }) => id === openId) : undefined;
  useEffect(() => {
    const { query, conversationId } = place;
    if (query === null && conversationId === null) return;
    useSearchStore.setState({ ...emptySearch, query: query ?? '', conversationId, openId: null });
    // Asked once: whoever comes back later finds the search as it was left.
    replacePlace({ section: 'search', query: null, conversationId: null });
  }, [place]);
  return (
    <SplitPane
      name="search.list"
      fixed="start"
      initial={420}
      min={320}
      max={680}
      start={<SearchPane search={search} hits={hits} />}
      end={
        open === undefined ? (
          <Region kind="detail" label={t('found')} header={null}>
            <EmptyState icon={MessageSquareText} title={t('choose.title')} hint={t('choose.hint')} />
          </Region>
        ) : (
          <FoundThread hit={open} />
        )
      }
    />
  );
}
