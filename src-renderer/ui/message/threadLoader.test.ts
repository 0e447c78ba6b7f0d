import { describe, expect, it } from 'vitest';
import { AtalayaError } from '#shared/errors.ts';
import { message } from './messageSamples.ts';
import { createThreadLoader, threadPageSize, type AskForPage, type ThreadLoader } from './threadLoader.ts';

/** A conversation of messages 1 to `length`, served as the archive serves it. */
function conversation(length: number) {
  const served = { length, asked: 0, fails: false };
  const ask: AskForPage = (at, limit, signal) => {
    served.asked += 1;
    if (served.fails) return Promise.reject(new AtalayaError('host-unavailable'));
    const first =
      at === 'newest'
        ? served.length - limit + 1
        : 'before' in at
          ? at.before - limit
          : 'after' in at
            ? at.after + 1
            : at.around - limit / 2;
    const last = at !== 'newest' && 'before' in at ? at.before - 1 : first + limit - 1;
    const from = Math.max(1, first);
    const to = Math.min(served.length, last);
    const messages = Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => message(from + index));
    const answer = { messages, hasOlder: from > 1, hasNewer: to < served.length, gaps: [] };
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new AtalayaError('cancelled')));
      queueMicrotask(() => resolve(answer));
    });
  };
  return { served, loader: createThreadLoader(ask) };
}

/** Waits until the loader shows something that fits. */
function until(
  loader: ThreadLoader,
  fits: (state: ReturnType<ThreadLoader['getState']>) => boolean,
): Promise<void> {
  return new Promise((resolve) => {
    const check = () => fits(loader.getState()) && resolve();
    loader.subscribe(check);
    check();
  });
}
const range = (loader: ThreadLoader) => {
  const messages = loader.getState().window?.messages ?? [];
  return [messages[0]?.id, messages.at(-1)?.id];
};

describe('a thread', () => {
  it('begins with the newest page whatever the length of the conversation', async () => {
    const { served, loader } = conversation(100_000);
    loader.jumpTo('newest');
    await until(loader, ({ window }) => window !== null);
    expect(range(loader)).toEqual([100_000 - threadPageSize + 1, 100_000]);
    expect(served.asked).toBe(1);
  });

  it('pages in both directions from the message it was opened at', async () => {
    const { loader } = conversation(1000);
    loader.jumpTo({ around: 500 });
    await until(loader, ({ window }) => window !== null);
    const [first = 0, last = 0] = range(loader);
    loader.loadOlder();
    loader.loadNewer();
    await until(loader, ({ window }) => window?.messages.length === threadPageSize * 3);
    expect(range(loader)).toEqual([first - threadPageSize, last + threadPageSize]);
  });

  it('asks once while an answer is on its way, and not at all beyond the ends', async () => {
    const { served, loader } = conversation(500);
    loader.jumpTo('newest');
    await until(loader, ({ window }) => window !== null);
    loader.loadOlder();
    loader.loadOlder();
    loader.loadNewer();
    expect(served.asked).toBe(2);
  });

  it('adds what came in when it is told of a change', async () => {
    const { served, loader } = conversation(10);
    loader.jumpTo('newest');
    await until(loader, ({ window }) => window !== null);
    served.length = 13;
    loader.refresh(null);
    await until(loader, ({ window }) => window?.messages.length === 13);
    expect(loader.getState().jump.count).toBe(1);
  });

  it('misses nothing of what changes while it is reading', async () => {
    const { served, loader } = conversation(10);
    loader.jumpTo('newest');
    await until(loader, ({ window }) => window !== null);
    served.length = 11;
    loader.refresh(null);
    served.length = 12;
    loader.refresh(null);
    loader.refresh(null);
    await until(loader, ({ window }) => window?.messages.length === 12);
    expect(served.asked).toBeLessThanOrEqual(3);
  });

  it('shows the first message of a conversation that was empty', async () => {
    const { served, loader } = conversation(0);
    loader.jumpTo('newest');
    await until(loader, ({ window }) => window !== null);
    served.length = 1;
    loader.refresh(null);
    await until(loader, ({ window }) => window?.messages.length === 1);
    expect(range(loader)).toEqual([1, 1]);
  });

  it('drops what was asked before a jump', async () => {
    const { loader } = conversation(1000);
    loader.jumpTo('newest');
    await until(loader, ({ window }) => window !== null);
    loader.loadOlder();
    loader.jumpTo({ after: 0 });
    await until(loader, ({ jump }) => jump.count === 2);
    expect(range(loader)).toEqual([1, threadPageSize]);
  });

  it('keeps what it shows when a request fails, tells the error, and goes on at the next try', async () => {
    const { served, loader } = conversation(1000);
    loader.jumpTo('newest');
    await until(loader, ({ window }) => window !== null);
    served.fails = true;
    loader.loadOlder();
    await until(loader, ({ error }) => error !== null);
    expect(loader.getState().window?.messages).toHaveLength(threadPageSize);
    served.fails = false;
    loader.loadOlder();
    await until(loader, ({ window }) => window?.messages.length === threadPageSize * 2);
    expect(loader.getState().error).toBeNull();
  });
});
