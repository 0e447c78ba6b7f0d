/** Lets a few pieces of work run beside each other. */
export interface Pool {
  /** Waits for room, then begins. Rejects with the first error of any. */
  add(work: () => Promise<void>): Promise<void>;
  /** Waits for all that has begun, whatever became of it; then rejects with the first error of any. */
  end(): Promise<void>;
}

/** Makes a pool of so many places. */
export function createPool(places: number): Pool {
  const running = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | null = null;
  const check = (): void => {
    if (failure !== null) throw failure.error;
  };
  return {
    async add(work) {
      while (running.size >= places) await Promise.race(running);
      check();
      const one: Promise<void> = work()
        .catch((error: unknown) => {
          failure ??= { error };
        })
        .finally(() => running.delete(one));
      running.add(one);
    },
    async end() {
      while (running.size > 0) await Promise.race(running);
      check();
    },
  };
}
