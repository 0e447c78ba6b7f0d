import { expect, test } from 'vitest';
import type { QueueItem } from '#shared/contract/review.ts';
import type { Severity } from '#shared/model/policy.ts';
import { message } from '../../ui/message/messageSamples.ts';
import { compareItems, countNewcomers, itemAfter, withItem, withoutItem } from './queue.ts';

const item = (id: number, severity: Severity = 'low'): QueueItem => ({
  message: message(id, '', { direction: 'outgoing' }),
  conversation: { id: 1, title: 'Cliente', kind: 'direct', line: { id: 1, name: 'Ventas' } },
  severity,
  decision: null,
});
const ids = (items: readonly QueueItem[]) => items.map(({ message }) => message.id);
const pages = [
  { items: [item(50), item(40)], next: 'a' },
  { items: [item(30), item(20)], next: null },
];

test('the gravest come first when that is asked for, and the newest among equals', () => {
  const mixed = [item(1, 'high'), item(3), item(2, 'high'), item(4, 'medium')];
  expect(ids(mixed.toSorted((a, b) => compareItems(a, b, 'severity')))).toEqual([2, 1, 4, 3]);
  expect(ids(mixed.toSorted((a, b) => compareItems(a, b, 'newest')))).toEqual([4, 3, 2, 1]);
});

test('after a decision the next item is shown, and after the last one the item before it', () => {
  const items = [item(30), item(20), item(10)];
  expect(itemAfter(items, 20)?.message.id).toBe(10);
  expect(itemAfter(items, 10)?.message.id).toBe(20);
  expect(itemAfter([item(1)], 1)).toBeNull();
});

test('a decided item leaves the list, and undoing puts it back in its place', () => {
  const without = withoutItem(pages, 40);
  expect(without.map(({ items }) => ids(items))).toEqual([[50], [30, 20]]);
  const restored = withItem(without, item(40), 'newest');
  expect(restored.flatMap(({ items }) => ids(items))).toEqual([50, 40, 30, 20]);
});

test('the last item of the list can be put back as well', () => {
  const restored = withItem(withoutItem(pages, 20), item(20), 'newest');
  expect(restored.map(({ items }) => ids(items))).toEqual([
    [50, 40],
    [30, 20],
  ]);
  expect(withItem([{ items: [], next: null }], item(1), 'newest')[0]?.items).toHaveLength(1);
});

test('what came since the list was read is new; what lies beyond its end is only not read yet', () => {
  const list = [item(40), item(30)];
  const newest = [item(60), item(50), item(40), item(30), item(20)];
  expect(countNewcomers(newest, list, 'newest', false)).toBe(2);
  expect(countNewcomers(newest, list, 'newest', true)).toBe(3);
});

test('a new grave item is new at once when the gravest come first, a light one only when its turn is reached', () => {
  const list = [item(40, 'high'), item(30, 'medium')];
  expect(countNewcomers([item(60, 'high'), item(50, 'low')], list, 'severity', false)).toBe(1);
});
