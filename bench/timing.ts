/** Two ways to do the same, timed in turn. */
export interface Pair {
  measured(): unknown;
  bare(): unknown;
}

/** Milliseconds that 95 of 100 pairs take at most. */
export interface PairTimes {
  readonly measured: number;
  readonly bare: number;
}

/** What some work took, in milliseconds: on the clock, and of the processors. */
export interface Cost {
  readonly elapsed: number;
  readonly processor: number;
}

/** Begins to measure; the function that it returns says what it took until then. */
export function startMeasuring(): () => Cost {
  const start = performance.now();
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return { elapsed: performance.now() - start, processor: (user + system) / 1000 };
  };
}

/** The costs of several pieces of work together. */
export function sumOf(costs: readonly Cost[]): Cost {
  return {
    elapsed: costs.reduce((sum, { elapsed }) => sum + elapsed, 0),
    processor: costs.reduce((sum, { processor }) => sum + processor, 0),
  };
}

const rounds = 5;

function quantile(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? 0;
}

/** What 95 of 100 times are below. */
export function p95(times: readonly number[]): number {
  return quantile(times, 0.95);
}

function time(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** Runs each pair a few times, after once to warm up; what it takes is the median, which other programs move least. */
export function timePairs(pairs: readonly Pair[]): PairTimes {
  const times = pairs.map((pair) => ({ pair, measured: Array<number>(), bare: Array<number>() }));
  for (let round = 0; round <= rounds; round++) {
    for (const { pair, measured, bare } of times) {
      const first = time(() => pair.bare());
      const second = time(() => pair.measured());
      if (round === 0) continue;
      bare.push(first);
      measured.push(second);
    }
  }
  return {
    measured: p95(times.map(({ measured }) => quantile(measured, 0.5))),
    bare: p95(times.map(({ bare }) => quantile(bare, 0.5))),
  };
}
