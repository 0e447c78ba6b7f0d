import { useEffect, useRef } from 'react';
import { client } from '../../api/client.ts';
import { useHostEvent } from '../../api/useHostEvent.ts';

/** Milliseconds before a conversation counts as looked at: moving past it in the list does not. */
const glanceMs = 400;

/** Records that the conversation was looked at; once more on leaving, when messages came in the meantime. */
export function useSeen(conversationId: number): void {
  const hasNews = useRef(false);
  useHostEvent((event) => {
    if (event.type === 'inbox.changed' && event.conversationIds.includes(conversationId))
      hasNews.current = true;
  });
  useEffect(() => {
    // A view that could not be recorded is recorded next time; reading goes on.
    const record = () => client.request('inbox.open', { conversationId }).catch(() => undefined);
    let isSeen = false;
    const timer = setTimeout(() => {
      isSeen = true;
      void record().then(() => (hasNews.current = false));
    }, glanceMs);
    return () => {
      clearTimeout(timer);
      if (isSeen && hasNews.current) void record();
    };
  }, [conversationId]);
}
