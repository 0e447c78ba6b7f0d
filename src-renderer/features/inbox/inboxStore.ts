import { createSessionStore } from '../../ui/sessionStore.ts';

interface InboxStore {
  readonly lineId: number | null;
  readonly title: string;
}

/** What the conversation list is narrowed to; it stays while other sections are open. */
export const useInboxStore = createSessionStore<InboxStore>({ lineId: null, title: '' });
