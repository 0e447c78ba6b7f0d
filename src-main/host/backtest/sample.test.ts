import { describe, expect, it } from 'vitest';
import { createSample } from './sample.ts';

const ids = Array.from({ length: 10_000 }, (_, index) => (1_770_000_000_000 + index * 60_000) * 1024);

function choose(from: readonly number[], seed = 1): number[] {
  const sample = createSample<number>(50, seed);
  for (const id of from) sample.offer(id, () => id);
  expect(sample.offered).toBe(from.length);
  return sample.chosen();
}

describe('a sample', () => {
  it('is the same in whatever order its messages come, and another one with another seed', () => {
    expect(choose(ids)).toHaveLength(50);
    expect(choose(ids.toReversed())).toEqual(choose(ids));
    expect(choose(ids, 2)).not.toEqual(choose(ids));
  });

  it('comes from all over the period', () => {
    const tenths = new Set(choose(ids).map((id) => Math.floor((ids.indexOf(id) / ids.length) * 10)));
    expect(tenths.size).toBeGreaterThanOrEqual(8);
  });

  it('is all there is when there are few', () => {
    expect(choose(ids.slice(0, 3))).toEqual(ids.slice(0, 3));
  });
});
