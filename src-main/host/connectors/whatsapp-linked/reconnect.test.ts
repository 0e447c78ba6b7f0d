import { expect, test } from 'vitest';
import { afterEnd } from './reconnect.ts';

test.each([
  [401, 'logged-out'],
  [402, 'banned'],
  [403, 'banned'],
  [440, 'replaced'],
  [405, 'refused'],
])('status %i ends the line as %s', (status, next) => {
  expect(afterEnd({ status, opened: true }, 1, 0.5)).toEqual({ next });
});

test('the restart after pairing comes at once', () => {
  expect(afterEnd({ status: 515, opened: false }, 7, 0.9)).toEqual({ next: 'retry', delay: 0 });
});

test('a server that does not let the line in is asked less and less often, at most every five minutes', () => {
  const delays = [1, 2, 3, 9, 10, 11, 1000].map((attempt) =>
    afterEnd({ status: 503, opened: false }, attempt, 1),
  );
  expect(delays).toEqual(
    [500, 1000, 2000, 128_000, 256_000, 300_000, 300_000].map((delay) => ({ next: 'retry', delay })),
  );
});

test('after a connection that was open the wait is short, however often it broke', () => {
  expect(afterEnd({ status: 428, opened: true }, 50, 1)).toEqual({ next: 'retry', delay: 2000 });
});

test('lines that broke together do not come back together', () => {
  expect(afterEnd({ status: 428, opened: false }, 4, 0.25)).toEqual({ next: 'retry', delay: 1000 });
});
