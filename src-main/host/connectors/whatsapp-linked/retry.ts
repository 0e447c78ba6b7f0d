/** One thing to do after a while. */
export interface Retry {
  /** Takes the place of what was to be done before; `delay` in milliseconds. */
  after(delay: number, work: () => void): void;
  /** Does at once what waits, if anything does. */
  now(): void;
  cancel(): void;
}

/** How late it is noticed at most (milliseconds) that the PC slept over the time. */
const longestStep = 60_000;

/**
 * Waits until the delay has passed by a timer or by the PC's clock, whichever comes first: timers stand still while
 * the PC sleeps, and the clock may be set back.
 */
export function createRetry(): Retry {
  let waiting: (() => void) | null = null;
  let timer: NodeJS.Timeout | undefined;

  const cancel = () => {
    clearTimeout(timer);
    waiting = null;
  };
  const run = () => {
    const work = waiting;
    cancel();
    work?.();
  };

  return {
    after(delay, work) {
      cancel();
      waiting = work;
      const time = Date.now() + delay;
      const wait = (left: number) => {
        const step = Math.min(left, longestStep);
        timer = setTimeout(() => {
          if (left <= step || Date.now() >= time) run();
          else wait(left - step);
        }, step);
      };
      wait(delay);
    },
    now: run,
    cancel,
  };
}
