import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchSurroundings } from './surroundings.ts';

const hour = 3_600_000;
let pc: { wall: number; steady: number; addresses: string };
let changes: number;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  pc = { wall: 1_800_000_000_000, steady: 50_000, addresses: 'eth0 192.168.1.7' };
  changes = 0;
  stop = watchSurroundings(() => (changes += 1), {
    wall: () => pc.wall,
    steady: () => pc.steady,
    addresses: () => pc.addresses,
  });
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

/** One check later; the clocks have moved on by this much. */
function pass(wall: number, steady = wall): void {
  pc = { ...pc, wall: pc.wall + wall, steady: pc.steady + steady };
  vi.advanceTimersByTime(5_000);
}

test('on a PC that is awake nothing is told', () => {
  for (let n = 0; n < 100; n += 1) pass(5_000 + n, 5_000);
  expect(changes).toBe(0);
});

test('waking up is told once, whether or not the steady clock ran on', () => {
  pass(hour);
  pass(5_000);
  expect(changes).toBe(1);
  pass(hour, 5_000);
  pass(5_000);
  expect(changes).toBe(2);
});

test('a clock that is set, forward or back, is told', () => {
  pass(-hour, 5_000);
  pass(2 * hour, 5_000);
  expect(changes).toBe(2);
});

test('a network that goes and comes back is told both times', () => {
  pc.addresses = '';
  pass(5_000);
  pass(5_000);
  pc.addresses = 'eth0 192.168.1.7';
  pass(5_000);
  expect(changes).toBe(2);
});
