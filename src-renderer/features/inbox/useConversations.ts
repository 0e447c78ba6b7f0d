import { usePagedRequest } from '../../api/requests.ts';
import { useInboxStore } from './inboxStore.ts';

const pageSize = 100;

/** The conversations that the list is narrowed to, latest first, page by page. */
export function useConversations() {
  const { lineId, title } = useInboxStore();
  const filter = title.trim() === '' ? null : title.trim();
  const list = usePagedRequest(
    'inbox.conversations',
    { lineId, title: filter, limit: pageSize },
    { keepPrevious: true },
  );
  return {
    list,
    conversations: list.data?.pages.flatMap(({ conversations }) => conversations) ?? [],
    total: list.data?.pages[0]?.total ?? 0,
    isNarrowed: lineId !== null || filter !== null,
    filter: `${lineId}/${filter}`,
  };
}
