import { expect, onTestFinished, test, vi } from 'vitest';
import type { PathSign } from './contract.ts';
import { createHeartbeat, type Path } from './heartbeat.ts';

const minute = 60_000;
const hour = 60 * minute;

/** One line, the signs that it gave, and how many requests went out. */
function startHeartbeat(about: Partial<Path>) {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 3, 16) });
  onTestFinished(() => void vi.useRealTimers());
  const signs: PathSign[] = [];
  const began = Date.now();
  const path: Path = {
    lineId: 1,
    isServed: true,
    publicUrl: null,
    appSecret: 'secret',
    isCheckable: false,
    lastWebhookAt: began,
    ...about,
  };
  const world = { isOpen: true, sent: 0, isCaptured: true };
  const heartbeat = createHeartbeat({
    paths: () => (world.isCaptured ? [path] : []),
    send: () => {
      world.sent += 1;
      return Promise.resolve(world.isOpen);
    },
    onSign: (_lineId, sign) => signs.push(sign),
    now: Date.now,
  });
  onTestFinished(() => heartbeat.close());
  return { heartbeat, signs, world, began, last: () => signs.at(-1) };
}

const address = { publicUrl: 'https://example.test/whatsapp', isCheckable: true };

test('without a public address a line is trusted for three days after a webhook, and then doubted', async () => {
  const { last, began } = startHeartbeat({});
  await vi.advanceTimersByTimeAsync(71 * hour);
  expect(last()).toEqual({ type: 'passed' });
  await vi.advanceTimersByTimeAsync(hour);
  expect(last()).toEqual({ type: 'silent', since: began });
});

test('one request that fails is asked again; two in a row are a way that is cut', async () => {
  const { world, signs, last } = startHeartbeat(address);
  await vi.advanceTimersByTimeAsync(minute);
  world.isOpen = false;
  await vi.advanceTimersByTimeAsync(5 * minute);
  expect(signs).toEqual([{ type: 'passed' }]);
  await vi.advanceTimersByTimeAsync(minute);
  expect(last()).toEqual({ type: 'lost', cause: 'network' });
  world.isOpen = true;
  await vi.advanceTimersByTimeAsync(minute);
  expect(last()).toEqual({ type: 'passed' });
});

test('a webhook that comes spares the request that would show the same', async () => {
  const { heartbeat, world } = startHeartbeat(address);
  for (let hours = 0; hours < 20; hours += 1) {
    heartbeat.onDelivered(1);
    await vi.advanceTimersByTimeAsync(4 * minute);
  }
  expect(world.sent).toBe(0);
});

test('what was proven before a pause proves nothing after it', async () => {
  const { heartbeat, world } = startHeartbeat(address);
  await vi.advanceTimersByTimeAsync(minute);
  world.isCaptured = false;
  heartbeat.beat();
  world.isCaptured = true;
  heartbeat.beat();
  expect(world.sent).toBe(2);
});
