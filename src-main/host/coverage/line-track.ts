import type { GapCause } from '#shared/model/coverage.ts';

/** What a line's connector tells about its connection. */
export type ConnectorState =
  | { readonly type: 'connected' }
  /** Not connected, by itself; `isDeaf` when it was left because it received nothing. */
  | { readonly type: 'lost'; readonly cause: GapCause; readonly isDeaf: boolean }
  /** A person, or what a person has to look at, keeps it from connecting. */
  | { readonly type: 'stopped'; readonly cause: GapCause };

/** A change of a line's coverage: from `at` on it is captured or, with a cause, not. */
export interface Turn {
  readonly cause: GapCause | null;
  readonly at: number;
}

/**
 * Follows one line and says how its coverage turns. What it claims ends at the last sign of life: a frame of the
 * server, not the moment at which somebody noticed that there was none.
 */
export interface LineTrack {
  /** Up to when the present span is proven; null before the line was first linked. */
  provenAt(now: number): number | null;
  isCaptured(): boolean;
  onState(state: ConnectorState, now: number): readonly Turn[];
  /** Something came from the server. */
  onFrame(isMail: boolean, now: number): readonly Turn[];
  /** What came with a frame is stored a moment later, which proves that moment too. */
  onCommit(now: number): void;
  /** The program did not run since `alive`, or the PC's clock was set after it. */
  onClock(verdict: 'asleep' | 'set', alive: number, now: number): readonly Turn[];
  /** Connected and receiving nothing since `since`, as far as can be told. */
  onQuiet(since: number, now: number): readonly Turn[];
}

/** Causes that a connection can outlive: the next frame proves it. */
const outlived: ReadonlySet<GapCause> = new Set<GapCause>(['asleep', 'clock']);
/** Causes after which the PC can fall asleep without the line having been connected meanwhile. */
const passing: ReadonlySet<GapCause> = new Set<GapCause>(['network', 'refused', 'disk-full']);

/** What takes longer to be stored did not come with the last frame. */
const commitMs = 5_000;

/** A track that goes on from a line's present cause; undefined before it was first linked. */
export function createLineTrack(present: GapCause | null | undefined): LineTrack {
  let cause = present;
  let connected = false;
  let lastFrame = 0;

  const turn = (next: GapCause | null, at: number): readonly Turn[] => {
    if (next === cause) return [];
    cause = next;
    return [{ cause: next, at }];
  };
  /** Where what was claimed ends. */
  const end = (now: number): number => (cause === null ? Math.min(lastFrame, now) : now);

  return {
    provenAt: (now) => (cause === undefined ? null : end(now)),
    isCaptured: () => cause === null,
    onState(state, now) {
      switch (state.type) {
        case 'connected':
          connected = true;
          lastFrame = now;
          return turn(null, now);
        case 'lost': {
          connected = false;
          if (cause === undefined) return [];
          const deaf = state.isDeaf && cause === null ? turn('deaf', end(now)) : [];
          return [...deaf, ...turn(state.cause, end(now))];
        }
        case 'stopped':
          connected = false;
          return cause === undefined ? [] : turn(state.cause, end(now));
      }
    },
    onFrame(isMail, now) {
      if (!connected || cause === undefined) return [];
      lastFrame = now;
      if (cause === null) return [];
      return outlived.has(cause) || (cause === 'quiet' && isMail) ? turn(null, now) : [];
    },
    onCommit(now) {
      if (connected && cause === null && now - lastFrame < commitMs) lastFrame = Math.max(lastFrame, now);
    },
    onClock(verdict, alive, now) {
      if (cause === undefined || (cause !== null && !passing.has(cause))) return [];
      const at = cause === null ? end(now) : Math.min(alive, now);
      return turn(verdict === 'set' ? 'clock' : 'asleep', at);
    },
    onQuiet(since, now) {
      return cause === null ? turn('quiet', Math.min(since, now)) : [];
    },
  };
}
