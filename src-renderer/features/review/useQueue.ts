import { useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { QueueItem } from '#shared/contract/review.ts';
import type { AtalayaError } from '#shared/errors.ts';
import { client } from '../../api/client.ts';
import { useRequest } from '../../api/requests.ts';
import { countNewcomers, withItem, withoutItem, type QueueOrder, type QueuePage } from './queue.ts';

/** Which part of the queue, and in which order. */
export interface QueueFilter {
  readonly status: 'open' | 'decided';
  readonly order: QueueOrder;
  readonly lineId: number | null;
  readonly policyId: number | null;
}

/** The queue as it was when somebody began to work through it: nothing moves in it by itself. */
export interface Queue {
  readonly items: readonly QueueItem[];
  readonly isLoaded: boolean;
  readonly hasMore: boolean;
  readonly error: AtalayaError | null;
  /** What came since the list was read. */
  readonly newcomers: number;
  readonly loadMore: () => void;
  /** Reads the list anew, with what came; resolves with its first item. */
  readonly refresh: () => Promise<QueueItem | null>;
  readonly remove: (item: QueueItem) => void;
  readonly restore: (item: QueueItem) => void;
}

const pageLength = 50;
/** How much of the newest is looked at to count what came. */
const headLength = 100;
const held = 'review.held';

/** Reads the queue page by page and holds it still. Host events only count what came since. */
export function useQueue(filter: QueueFilter): Queue {
  const queries = useQueryClient();
  const { status, order, lineId, policyId } = filter;
  // Not the method's own name: host events must not read this list anew while somebody works on it.
  const queryKey = [held, status, order, lineId, policyId];
  const list = useInfiniteQuery<
    QueuePage,
    AtalayaError,
    InfiniteData<QueuePage>,
    readonly unknown[],
    string | null
  >({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      client.request('review.queue', { ...filter, cursor: pageParam, limit: pageLength }, signal),
    initialPageParam: null,
    getNextPageParam: (page) => page.next,
  });
  const head = useRequest(
    'review.queue',
    { status: 'open', order: 'newest', lineId, policyId, cursor: null, limit: headLength },
    { enabled: status === 'open' },
  );
  // Decided here, though the host's answer may not say so yet.
  const [decided, setDecided] = useState<ReadonlySet<number>>(new Set());
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const { hasNextPage, isFetching, fetchNextPage } = list;
  const loadMore = () => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  };
  const isEmptied = list.data !== undefined && items.length === 0 && hasNextPage;
  useEffect(() => {
    if (isEmptied && !isFetching) void fetchNextPage();
  }, [isEmptied, isFetching, fetchNextPage]);

  const canCount = status === 'open' && list.data !== undefined && head.data !== undefined && !isFetching;
  const waiting = canCount ? head.data.items.filter((item) => !decided.has(item.message.id)) : [];
  const newcomers = countNewcomers(waiting, items, order, !hasNextPage);
  // Nobody reads an empty list: what comes is shown at once.
  const fillsEmpty = newcomers > 0 && items.length === 0;
  const { refetch } = list;
  useEffect(() => {
    if (fillsEmpty) void refetch();
  }, [fillsEmpty, refetch]);

  const change = (pages: (before: readonly QueuePage[]) => QueuePage[]) => {
    queries.setQueryData<InfiniteData<QueuePage>>(queryKey, (data) =>
      data === undefined ? data : { ...data, pages: pages(data.pages) },
    );
    // The other lists of the queue are read anew when they are next shown.
    queries.removeQueries({ queryKey: [held], type: 'inactive' });
  };
  return {
    items,
    isLoaded: list.data !== undefined,
    hasMore: hasNextPage,
    error: list.error,
    newcomers,
    loadMore,
    async refresh() {
      const { data } = await refetch();
      return data?.pages[0]?.items[0] ?? null;
    },
    remove(item) {
      setDecided((before) => new Set(before).add(item.message.id));
      change((pages) => withoutItem(pages, item.message.id));
    },
    restore(item) {
      setDecided((before) => new Set([...before].filter((id) => id !== item.message.id)));
      change((pages) => withItem(pages, item, order));
    },
  };
}
