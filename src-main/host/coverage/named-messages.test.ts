import { expect, it } from 'vitest';
import { capturedMessage } from '../../../tests/helpers/archive.ts';
import { minute, startCoverageWorld, type CoverageWorld } from '../../../tests/helpers/coverage-world.ts';

/** A connected line that counts how often it was connected anew. */
function connected() {
  const world = startCoverageWorld();
  const renewals = { count: 0 };
  world.desk().follow(world.lineId, { wake: () => undefined, renew: () => void (renewals.count += 1) });
  world.status('connected');
  world.replay(0);
  return { world, renewals };
}

const readElsewhere = (world: CoverageWorld, message: string) =>
  world.sign({ type: 'read-elsewhere', messages: [{ conversation: 'ana', message }] });

it('a message that the phone has read and the line never received lets it connect anew, once', () => {
  const { world, renewals } = connected();
  readElsewhere(world, 'never-came');
  world.run(minute);
  expect(renewals.count).toBe(0);
  world.run(2 * minute);
  expect(renewals.count).toBe(1);
  world.run(90 * minute);
  expect(renewals.count).toBe(1);
});

it('a message that the phone has read and the line has is no reason, also when it comes a moment later', () => {
  const { world, renewals } = connected();
  readElsewhere(world, 'm1');
  world.archive
    .captureDesk(() => [])
    .commit({ lineId: world.lineId, live: true }, [capturedMessage({ key: 'm1', sentAt: world.now() })]);
  world.run(10 * minute);
  expect(renewals.count).toBe(0);
});
