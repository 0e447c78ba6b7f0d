import { useState } from 'react';
import type { ConversationSummary } from '#shared/contract/inbox.ts';
import { holdOrder, type HeldList } from './heldOrder.ts';

interface Held extends HeldList {
  readonly topRequest: number;
  readonly onTopChange: (isAtTop: boolean) => void;
  /** Lets what waits come in, at the top of the list. */
  readonly release: () => void;
}

/** Follows the fresh order while the list is at its top, and holds it while somebody has scrolled down. */
export function useHeldList(fresh: readonly ConversationSummary[], filter: string): Held {
  const [isAtTop, setAtTop] = useState(true);
  const [order, setOrder] = useState<{ readonly filter: string; readonly ids: readonly number[] }>({
    filter,
    ids: [],
  });
  const [topRequest, setTopRequest] = useState(0);

  const follows = isAtTop || order.filter !== filter || order.ids.length === 0;
  const list: HeldList = follows ? { items: fresh, waiting: 0 } : holdOrder(order.ids, fresh);
  return {
    ...list,
    topRequest,
    onTopChange(nowAtTop) {
      if (nowAtTop === isAtTop) return;
      setAtTop(nowAtTop);
      setOrder({ filter, ids: nowAtTop ? [] : list.items.map(({ id }) => id) });
    },
    release() {
      setAtTop(true);
      setOrder({ filter, ids: [] });
      setTopRequest((count) => count + 1);
    },
  };
}
