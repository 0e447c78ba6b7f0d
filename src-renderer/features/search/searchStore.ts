import type { Direction, MessageKind } from '#shared/model/message.ts';
import type { Wording } from '#shared/model/search.ts';
import { createSessionStore } from '../../ui/sessionStore.ts';

/** What is searched for; calendar dates as a person enters them. */
export interface SearchRequest {
  readonly query: string;
  readonly lineId: number | null;
  readonly conversationId: number | null;
  readonly contact: string;
  /** 2026-03-03, or empty. */
  readonly from: string;
  /** The last day that counts, or empty. */
  readonly to: string;
  readonly direction: Direction | null;
  readonly kind: MessageKind | null;
  readonly wording: Wording;
  readonly order: 'newest' | 'relevance';
}

export const emptySearch: SearchRequest = {
  query: '',
  lineId: null,
  conversationId: null,
  contact: '',
  from: '',
  to: '',
  direction: null,
  kind: null,
  wording: 'forms',
  order: 'newest',
};

interface SearchStore extends SearchRequest {
  /** The hit whose thread is open beside the list. */
  readonly openId: number | null;
}

/** The search as it was left; it stays while other sections are open. */
export const useSearchStore = createSessionStore<SearchStore>({ ...emptySearch, openId: null });

/** How many filters narrow the search; a single conversation has its own line. */
export function activeFilters(search: SearchRequest): number {
  const { lineId, contact, from, to, direction, kind } = search;
  return [lineId, contact.trim(), from, to, direction, kind].filter(Boolean).length;
}
