import type { Input } from '#shared/contract/contract.ts';
import { mergePage, type MessagePage, type ThreadWindow } from './threadWindow.ts';

export type ThreadPosition = Input<'inbox.messages'>['at'];

/** Asks for one page of the conversation. */
export type AskForPage = (at: ThreadPosition, limit: number, signal: AbortSignal) => Promise<MessagePage>;

/** What a thread shows at the moment. */
export interface ThreadState {
  /** null until the first page is there. */
  readonly window: ThreadWindow | null;
  readonly error: unknown;
  /** Counts jumps (newest, oldest, a message): the view goes to where the latest one led. */
  readonly jump: { readonly count: number; readonly to: ThreadPosition };
}

/** Pages through a conversation in both directions around wherever the reader is. */
export interface ThreadLoader {
  readonly getState: () => ThreadState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Starts over at a position. */
  readonly jumpTo: (at: ThreadPosition) => void;
  readonly loadOlder: () => void;
  readonly loadNewer: () => void;
  /** Something changed in the conversation: reads again what is around a message, and what came after the last. */
  readonly refresh: (around: number | null) => void;
  readonly close: () => void;
}

/** Messages of one page. */
export const threadPageSize = 80;

/** Makes the loader of one conversation; it asks for nothing until `jumpTo`. */
export function createThreadLoader(ask: AskForPage): ThreadLoader {
  let state: ThreadState = { window: null, error: null, jump: { count: 0, to: 'newest' } };
  const listeners = new Set<() => void>();
  let lifetime = new AbortController();
  const running = new Set<string>();
  /** Something changed since the latest refresh began to read. */
  let isStale = false;

  const update = (change: Partial<ThreadState>) => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };

  /** Work of one kind at a time. After a jump or the end, what it brings is dropped. */
  const run = async (
    kind: string,
    work: (page: (at: ThreadPosition) => Promise<MessagePage>) => Promise<void>,
  ) => {
    if (running.has(kind)) return;
    running.add(kind);
    const { signal } = lifetime;
    try {
      await work(async (at) => {
        const page = await ask(at, threadPageSize, signal);
        signal.throwIfAborted();
        return page;
      });
    } catch (error) {
      if (!signal.aborted) update({ error });
    } finally {
      if (!signal.aborted) running.delete(kind);
    }
  };

  const merge = (page: MessagePage, direction: 'older' | 'newer' | 'same') => {
    if (state.window !== null) update({ window: mergePage(state.window, page, direction), error: null });
  };

  const loader: ThreadLoader = {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    jumpTo(at) {
      lifetime.abort();
      lifetime = new AbortController();
      running.clear();
      const jump = { count: state.jump.count + 1, to: at };
      void run('jump', async (pageAt) => update({ window: await pageAt(at), error: null, jump }));
    },
    loadOlder() {
      const first = state.window?.messages[0];
      if (first === undefined || state.window?.hasOlder !== true) return;
      void run('older', async (pageAt) => merge(await pageAt({ before: first.id }), 'older'));
    },
    loadNewer() {
      const last = state.window?.messages.at(-1);
      if (last === undefined || state.window?.hasNewer !== true) return;
      void run('newer', async (pageAt) => merge(await pageAt({ after: last.id }), 'newer'));
    },
    refresh(around) {
      if (state.window === null) return;
      if (state.window.messages.length === 0) {
        loader.jumpTo('newest');
        return;
      }
      isStale = true;
      void run('refresh', async (pageAt) => {
        // What changes while it is being read is read once more.
        while (isStale) {
          isStale = false;
          if (around !== null) merge(await pageAt({ around }), 'same');
          const last = state.window?.messages.at(-1);
          if (last !== undefined && state.window?.hasNewer === false) {
            merge(await pageAt({ after: last.id }), 'newer');
          }
        }
      });
    },
    close() {
      lifetime.abort();
      listeners.clear();
    },
  };
  return loader;
}
