import { expect, test } from 'vitest';
import { afterEnd, type ConnectionEnd, endOf } from './reconnect.ts';

const ended = (status: number, opened: boolean): ConnectionEnd => ({
  status,
  opened,
  fault: null,
  bannedFor: null,
});

test.each([
  [401, 'logged-out'],
  [402, 'banned'],
  [403, 'banned'],
  [406, 'banned'],
  [440, 'replaced'],
  [405, 'refused'],
])('status %i ends the line as %s', (status, next) => {
  expect(afterEnd(ended(status, true), 1, 0.5)).toEqual({ next });
});

test('the restart after pairing comes at once', () => {
  expect(afterEnd(ended(515, false), 7, 0.9)).toEqual({ next: 'retry', delay: 0 });
});

test('a server that does not let the line in is asked less and less often, at most every five minutes', () => {
  const delays = [1, 2, 3, 9, 10, 11, 1000].map((attempt) => afterEnd(ended(503, false), attempt, 1));
  expect(delays).toEqual(
    [500, 1000, 2000, 128_000, 256_000, 300_000, 300_000].map((delay) => ({ next: 'retry', delay })),
  );
});

test('after a connection that was open the wait is short, however often it broke', () => {
  expect(afterEnd(ended(428, true), 50, 1)).toEqual({ next: 'retry', delay: 2000 });
});

test('lines that broke together do not come back together', () => {
  expect(afterEnd(ended(428, false), 4, 0.25)).toEqual({ next: 'retry', delay: 1000 });
});

/** As Baileys makes it of `<failure>`. */
const refusal = (reason: number, data: object) =>
  Object.assign(new Error('Connection Failure'), { output: { statusCode: reason, payload: {} }, data });

test.each([
  ['86400', 86_400_000],
  ['0', null],
  ['-5', null],
  ['soon', null],
  ['1e99', 365 * 86_400_000],
  [undefined, null],
])('a ban that ends in %s seconds', (expire, bannedFor) => {
  expect(endOf(refusal(402, { reason: '402', expire }))).toMatchObject({ status: 402, bannedFor });
});

test('what is no error of the library counts as one of ours', () => {
  expect(endOf(new Error('line 5'))).toEqual({ status: 500, reason: 'line #', bannedFor: null });
  expect(endOf('deaf')).toEqual({ status: 408, reason: 'deaf', bannedFor: null });
});
