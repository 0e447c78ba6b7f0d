import { expect, it, vi } from 'vitest';
import { capturedMessage } from '../../../tests/helpers/archive.ts';
import {
  hour,
  minute,
  startCoverageWorld,
  type CoverageWorld,
} from '../../../tests/helpers/coverage-world.ts';
import { proveCoverage, turnCoverage } from '../archive/coverage.ts';
import { listGaps } from '../archive/gaps.ts';

const weeks = 3;
const perHour = 12;

/** A connected line to which people have written around the clock for weeks, and what is done about its connection. */
function startBusyLine(messagesPerHour = perHour) {
  const world = startCoverageWorld();
  const { archive, lineId } = world;
  const from = world.now() - weeks * 7 * 24 * hour;
  turnCoverage(archive.writer, lineId, null, from, world.now());
  const records = Array.from({ length: weeks * 7 * 24 * messagesPerHour }, (_, index) =>
    capturedMessage({ sentAt: from + (index * hour) / messagesPerHour }),
  );
  archive.captureDesk(() => []).commit({ lineId, live: true }, records);
  proveCoverage(archive.writer, lineId, world.now());
  world.cut(0);
  const device = { wake: vi.fn<() => void>(), renew: vi.fn<() => void>() };
  world.desk().follow(lineId, device);
  world.status('connected');
  world.replay(0);
  return { world, device };
}

/** The server answers pings and brings nothing, for so long or until something is done. */
function silence({ run, sign }: CoverageWorld, ms: number, until = () => false): void {
  for (let passed = 0; passed < ms && !until(); passed += minute / 2) {
    run(minute / 2);
    sign({ type: 'frame' });
  }
}

function newestGap({ archive, lineId }: CoverageWorld) {
  return listGaps(archive.reader, lineId, { before: null, limit: 1, minor: true })[0];
}

it(
  'connects anew when a busy line falls silent, and calls the silence a gap that what came then fills',
  { timeout: 60_000 },
  () => {
    const { world, device } = startBusyLine();
    world.sign({ type: 'mail', isReplay: false });
    const lastHeard = world.now();
    silence(world, 6 * hour, () => device.renew.mock.calls.length > 0);
    expect(device.renew).toHaveBeenCalledOnce();
    expect(newestGap(world)).toMatchObject({ causes: ['quiet'], started_at: lastHeard, ended_at: null });
    world.lose();
    world.status('connecting');
    world.status('connected');
    world.replay(7);
    expect(newestGap(world)?.outcome).toMatchObject({ state: 'filled', announced: 7, arrived: 7 });
  },
);

it('leaves a silence that goes on to a person, until something is heard again', { timeout: 60_000 }, () => {
  const { world, device } = startBusyLine();
  silence(world, 6 * hour, () => device.renew.mock.calls.length > 0);
  world.lose();
  world.status('connecting');
  world.status('connected');
  world.replay(0);
  expect(newestGap(world)?.outcome).toMatchObject({ state: 'filled', announced: 0 });
  const before = newestGap(world)?.id;
  silence(world, 6 * hour, () => newestGap(world)?.id !== before);
  expect(newestGap(world)).toMatchObject({ causes: ['quiet'], ended_at: null });
  expect(device.renew).toHaveBeenCalledOnce();
  world.sign({ type: 'mail', isReplay: false });
  expect(newestGap(world)?.ended_at).toBe(world.now());
});

it('never suspects a line to which few people write', { timeout: 60_000 }, () => {
  const { world, device } = startBusyLine(0.1);
  silence(world, 8 * hour);
  expect(device.renew).not.toHaveBeenCalled();
});

it('connects anew once when the server announced more than it sent', { timeout: 60_000 }, () => {
  const { world, device } = startBusyLine();
  world.lose();
  world.status('connecting');
  world.status('connected');
  world.replay(5, 2);
  silence(world, 10 * minute);
  expect(device.renew).toHaveBeenCalledOnce();
});

it('lets connections look after themselves when the PC has woken up', () => {
  const { world, device } = startBusyLine();
  world.sleep(hour);
  world.run(minute);
  expect(device.wake).toHaveBeenCalledOnce();
});
