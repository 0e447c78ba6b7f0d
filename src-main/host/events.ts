import type { HostEvent } from '#shared/contract/contract.ts';

const collectMs = 50;
const mostConversations = 500;

/** Gathers what changed for a moment, so that a burst of messages is one event and not thousands. */
export interface EventCollector {
  emit(event: HostEvent): void;
  /** Passes on what waits, at once. */
  flush(): void;
  close(): void;
}

/** A collector that passes events on to `send`. */
export function createEventCollector(send: (event: HostEvent) => void): EventCollector {
  const waiting = new Map<string, HostEvent>();
  const conversations = new Set<number>();
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    const events = [...waiting.values()];
    const conversationIds = [...conversations];
    waiting.clear();
    conversations.clear();
    for (const event of events) send(event);
    if (conversationIds.length > 0) send({ type: 'inbox.changed', conversationIds });
  }

  return {
    emit(event) {
      if (event.type === 'inbox.changed') for (const id of event.conversationIds) conversations.add(id);
      else
        waiting.set(event.type === 'imports.changed' ? `${event.type} ${event.importId}` : event.type, event);
      if (conversations.size > mostConversations) flush();
      else timer ??= setTimeout(flush, collectMs);
    },
    flush,
    close: () => clearTimeout(timer),
  };
}
