import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HostEvent } from '#shared/contract/contract.ts';
import { followHostEvents } from './invalidation.ts';

function follow() {
  const listeners = new Set<(event: HostEvent) => void>();
  const queries = new QueryClient();
  const stop = followHostEvents(
    {
      onEvent(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    queries,
  );
  const emit = (event: HostEvent) => {
    for (const listener of listeners) listener(event);
  };
  const isStale = (...key: readonly unknown[]) => queries.getQueryState(key)?.isInvalidated ?? false;
  return { queries, stop, emit, isStale };
}

describe('host events', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('make stale what they are about, and nothing else', () => {
    const { queries, emit, isStale } = follow();
    queries.setQueryData(['inbox.conversation', { id: 7 }], {});
    queries.setQueryData(['inbox.conversation', { id: 8 }], {});
    queries.setQueryData(['policy.list', {}], {});
    emit({ type: 'inbox.changed', conversationIds: [7] });
    vi.runAllTimers();
    expect(isStale('inbox.conversation', { id: 7 })).toBe(true);
    expect(isStale('inbox.conversation', { id: 8 })).toBe(false);
    expect(isStale('policy.list', {})).toBe(false);
  });

  it('are gathered, so that a burst makes one read', () => {
    const { queries, emit } = follow();
    const invalidate = vi.spyOn(queries, 'invalidateQueries');
    for (let count = 0; count < 50; count += 1) emit({ type: 'inbox.changed', conversationIds: [7] });
    vi.runAllTimers();
    const conversationLists = invalidate.mock.calls.filter(
      ([filter]) => filter?.queryKey?.[0] === 'inbox.conversations',
    );
    expect(conversationLists).toHaveLength(1);
  });

  it('wait for an answer that is on its way instead of cancelling it', async () => {
    const { queries, emit } = follow();
    const answers: ((value: string) => void)[] = [];
    const signals: AbortSignal[] = [];
    const observer = new QueryObserver(queries, {
      queryKey: ['lines.list', {}],
      queryFn: ({ signal }) => {
        signals.push(signal);
        return new Promise<string>((resolve) => void answers.push(resolve));
      },
    });
    const unsubscribe = observer.subscribe(() => undefined);
    emit({ type: 'lines.changed' });
    await vi.advanceTimersByTimeAsync(1000);
    expect(answers).toHaveLength(1);
    answers[0]?.('first');
    await vi.advanceTimersByTimeAsync(1000);
    expect(answers).toHaveLength(2);
    expect(signals[0]?.aborted).toBe(false);
    unsubscribe();
  });

  it('are no longer followed after the stop', () => {
    const { queries, stop, emit, isStale } = follow();
    queries.setQueryData(['lines.list', {}], {});
    emit({ type: 'lines.changed' });
    stop();
    vi.runAllTimers();
    expect(isStale('lines.list', {})).toBe(false);
  });
});
