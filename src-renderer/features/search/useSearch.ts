import { useMemo } from 'react';
import { wholeScope } from '#shared/model/export.ts';
import type { SearchFilters } from '#shared/contract/search.ts';
import { usePagedRequest, useRequest } from '../../api/requests.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { goTo } from '../../ui/frame/navigation.ts';
import { activeFilters, useSearchStore } from './searchStore.ts';
import { useSettled } from '../../ui/useSettled.ts';

const pageSize = 50;
/** Milliseconds without a key press before the archive is asked. */
const typingPauseMs = 90;
/** Counting reads far more than the first page; it waits until the words stand. */
const countPauseMs = 350;
/** With so few messages, or none, a word may have been misspelt. */
const little = 2;

/** Runs the search of the store while it is typed; searches that are overtaken are cancelled. */
export function useSearch() {
  const format = useFormat();
  const search = useSearchStore();
  const { query, lineId, conversationId, contact, from, to, direction, kind, wording, order } = search;
  const filters = useMemo<SearchFilters>(
    () => ({
      lineId,
      conversationId,
      contact: contact.trim() === '' ? null : contact.trim(),
      from: format.startOfDay(from),
      to: format.startOfDay(to, 1),
      direction,
      kind,
      wording,
    }),
    [lineId, conversationId, contact, from, to, direction, kind, wording, format],
  );
  const asked = useSettled(
    useMemo(() => ({ query: query.trim(), filters }), [query, filters]),
    typingPauseMs,
  );
  const counted = useSettled(asked, countPauseMs);
  const isAsking = asked.query !== '' || activeFilters(search) > 0;
  const hits = usePagedRequest(
    'search.messages',
    { ...asked, order, limit: pageSize },
    { enabled: isAsking, keepPrevious: true },
  );
  const count = useRequest('search.count', counted, { enabled: isAsking && counted === asked });
  const isLittle = count.data !== undefined && count.data.total <= little;
  const suggestion = useRequest('search.suggest', counted, {
    enabled: isAsking && counted === asked && counted.query !== '' && isLittle,
  });
  const exportHits = () => {
    const { contact: writer, direction: way, kind: only, wording: how, ...scope } = filters;
    const found = { query: query.trim(), contact: writer, direction: way, kind: only, wording: how };
    const wanted = { ...wholeScope, ...scope, search: found };
    goTo({ section: 'export', exportId: null, wanted });
  };
  return {
    isAsking,
    hits,
    count: count.data ?? null,
    suggestion: isLittle ? (suggestion.data?.query ?? null) : null,
    exportHits,
  };
}
