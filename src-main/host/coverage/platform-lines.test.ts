import { expect, it } from 'vitest';
import { hour, minute, startCoverageWorld } from '../../../tests/helpers/coverage-world.ts';

it('a line on the platform that nothing proves any more is doubted from its last webhook on', () => {
  const world = startCoverageWorld();
  const { lineId } = world;
  const path = (sign: Parameters<ReturnType<typeof world.desk>['onPath']>[1]) =>
    world.desk().onPath(lineId, sign);
  path({ type: 'passed' });
  expect(world.spans()).toEqual([]);
  path({ type: 'delivered' });
  const heard = world.now();
  for (let passed = 0; passed < 60; passed += 1) {
    world.run(minute);
    path({ type: 'passed' });
  }
  path({ type: 'silent', since: heard + 30 * minute });
  world.run(hour);
  path({ type: 'silent', since: heard + 30 * minute });
  expect(world.spans()).toEqual(['captured 0-30', 'quiet 30-120']);
  path({ type: 'delivered' });
  world.run(minute);
  path({ type: 'passed' });
  world.run(minute);
  expect(world.spans()).toEqual(['captured 0-30', 'quiet 30-120', 'captured 120-121']);
});

it('a sleep of the PC is a gap of a line on the platform until the way is proven anew, and nothing outlives it', () => {
  const world = startCoverageWorld();
  const { lineId } = world;
  world.desk().onPath(lineId, { type: 'delivered' });
  world.run(minute);
  world.desk().onPath(lineId, { type: 'passed' });
  world.sleep(hour);
  world.run(minute);
  expect(world.spans()).toEqual(['captured 0-1', 'asleep 1-62']);
  world.desk().onPath(lineId, { type: 'passed' });
  world.run(minute);
  world.desk().onPath(lineId, { type: 'passed' });
  world.run(minute);
  expect(world.spans()).toEqual(['captured 0-1', 'asleep 1-62', 'captured 62-63']);
});

it('a line on the platform after a start of the program was not captured until something shows that it is', () => {
  const world = startCoverageWorld();
  const { lineId } = world;
  world.desk().onPath(lineId, { type: 'delivered' });
  world.cut(hour);
  world.desk().onPath(lineId, { type: 'silent', since: world.now() - 80 * hour });
  world.run(minute);
  world.desk().onPath(lineId, { type: 'passed' });
  world.run(minute);
  world.desk().onPath(lineId, { type: 'passed' });
  world.run(minute);
  expect(world.spans()).toEqual(['not-running 0-60', 'quiet 60-61', 'captured 61-62']);
});
