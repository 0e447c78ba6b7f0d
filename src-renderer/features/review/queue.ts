import type { Output, Input } from '#shared/contract/contract.ts';
import type { QueueItem } from '#shared/contract/review.ts';
import { severities } from '#shared/model/policy.ts';

export type QueueOrder = Input<'review.queue'>['order'];
export type QueuePage = Output<'review.queue'>;

/** Which of two items the queue shows first: negative when it is `a`. */
export function compareItems(a: QueueItem, b: QueueItem, order: QueueOrder): number {
  const graver = severities.indexOf(b.severity) - severities.indexOf(a.severity);
  return (order === 'severity' && graver) || b.message.id - a.message.id;
}

/** The item to show once `messageId` has left the queue: the next one, or the last when there is no next. */
export function itemAfter(items: readonly QueueItem[], messageId: number): QueueItem | null {
  const index = items.findIndex((item) => item.message.id === messageId);
  return items[index + 1] ?? items[index - 1] ?? null;
}

/** Pages of the queue without a message that was decided. */
export function withoutItem(pages: readonly QueuePage[], messageId: number): QueuePage[] {
  return pages.map((page) => ({
    ...page,
    items: page.items.filter((item) => item.message.id !== messageId),
  }));
}

/** Pages of the queue with an item back in its place. */
export function withItem(pages: readonly QueuePage[], item: QueueItem, order: QueueOrder): QueuePage[] {
  const others = withoutItem(pages, item.message.id);
  const found = others.findIndex(({ items }) => items.some((other) => compareItems(item, other, order) < 0));
  const target = found < 0 ? others.length - 1 : found;
  return others.map((page, index) =>
    index === target
      ? { ...page, items: [...page.items, item].toSorted((a, b) => compareItems(a, b, order)) }
      : page,
  );
}

/**
 * How many of the newest items came since a list was read: those that are not in it, but belong in the part of the
 * queue that it covers. `isWhole`: the list goes to the queue's end.
 */
export function countNewcomers(
  newest: readonly QueueItem[],
  list: readonly QueueItem[],
  order: QueueOrder,
  isWhole: boolean,
): number {
  const known = new Set(list.map((item) => item.message.id));
  const last = list.at(-1);
  const belongs = (item: QueueItem) => isWhole || (last !== undefined && compareItems(item, last, order) < 0);
  return newest.filter((item) => !known.has(item.message.id) && belongs(item)).length;
}
