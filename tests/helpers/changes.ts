/** Lets tests wait for a condition instead of for a time. */
export interface Changes {
  /** To be called whenever something may have become true. */
  happened(): void;
  /** Resolves with what `read` returns as soon as it is not undefined. */
  until<T>(read: () => T | undefined): Promise<T>;
}

/** Somebody to tell that things have changed, and to wait at. */
export function createChanges(): Changes {
  const waiting = new Set<() => void>();
  return {
    happened() {
      for (const check of waiting) check();
    },
    until: (read) =>
      new Promise((resolve) => {
        const check = () => {
          const value = read();
          if (value === undefined) return;
          waiting.delete(check);
          resolve(value);
        };
        waiting.add(check);
        check();
      }),
  };
}
