import type { MediaTrouble } from './media-file.ts';

/** Why a line fetches no files at the moment, and until when (UTC milliseconds). */
export interface MediaPause {
  readonly reason: 'refused' | 'unreachable' | 'disk-full';
  readonly until: number;
}

/** Holds a line's fetching back as a whole: a server that refuses one file in a burst refuses the next as well. */
export interface MediaPace {
  readonly pause: MediaPause | null;
  succeeded(): void;
  failed(trouble: MediaTrouble, retryAfter: number | null): void;
  diskFull(): void;
  /** A person wants to try again now. */
  reset(): void;
}

/** Waiting times in milliseconds. */
const firstRefusal = 5_000;
const longestRefusal = 15 * 60_000;
const firstUnreachable = 5_000;
const longestUnreachable = 10 * 60_000;
const untilDiskIsTriedAgain = 30_000;
/** One file's broken connection says nothing yet about the network. */
const unreachableInARow = 3;

/** `scale` multiplies the waiting times, `onChange` is told when a pause begins or ends. */
export function createMediaPace(scale: number, onChange: () => void): MediaPace {
  let pause: MediaPause | null = null;
  let refusals = 0;
  let unreachable = 0;

  const set = (next: MediaPause | null) => {
    const changed = pause?.reason !== next?.reason;
    pause = next;
    if (changed) onChange();
  };
  const wait = (reason: MediaPause['reason'], delay: number) => set({ reason, until: Date.now() + delay });
  const growing = (first: number, longest: number, times: number) =>
    Math.min(first * 2 ** Math.min(times - 1, 20), longest) * scale;

  return {
    get pause() {
      if (pause && pause.until <= Date.now()) set(null);
      return pause;
    },
    succeeded() {
      refusals = 0;
      unreachable = 0;
      if (pause) set(null);
    },
    failed(trouble, retryAfter) {
      if (trouble === 'refused') {
        refusals += 1;
        wait('refused', retryAfter ?? growing(firstRefusal, longestRefusal, refusals));
      } else if (trouble === 'unreachable') {
        unreachable += 1;
        const times = unreachable - unreachableInARow + 1;
        if (retryAfter !== null) wait('unreachable', retryAfter);
        else if (times > 0) wait('unreachable', growing(firstUnreachable, longestUnreachable, times));
      }
    },
    diskFull: () => wait('disk-full', untilDiskIsTriedAgain * scale),
    reset() {
      refusals = 0;
      unreachable = 0;
      set(null);
    },
  };
}
