import { expect, it, vi } from 'vitest';
import { capturedMessage } from '../../../tests/helpers/archive.ts';
import {
  hour,
  minute,
  startCoverageWorld,
  type CoverageWorld,
} from '../../../tests/helpers/coverage-world.ts';
import { listGaps } from '../archive/gaps.ts';
import { checkChain } from '../archive/ledger.ts';
import { coverageOf } from './coverage-of.ts';

const frame = { type: 'frame' } as const;

/** Linked at once, with a sign of life each half minute for so long. */
function captured(world: CoverageWorld, ms: number): void {
  for (let passed = 0; passed < ms; passed += minute / 2) {
    world.run(minute / 2);
    world.sign(frame);
  }
}

function newestGap({ archive, lineId }: CoverageWorld) {
  return listGaps(archive.reader, lineId, { before: null, limit: 1, minor: true })[0];
}

it('claims nothing before a line was first linked, and calls it no gap', () => {
  const world = startCoverageWorld();
  world.status('connecting');
  world.lose();
  world.run(hour);
  expect(world.spans()).toEqual([]);
});

it('claims a connected line up to the last thing that the server said, not up to when the end was noticed', () => {
  const world = startCoverageWorld();
  world.status('connected');
  captured(world, 10 * minute);
  world.run(minute);
  world.lose();
  world.run(4 * minute);
  world.status('connected');
  expect(world.spans()).toEqual(['captured 0-10', 'network 10-15']);
});

it('tells a server that refuses from one that cannot be reached', () => {
  const world = startCoverageWorld();
  world.status('connected');
  captured(world, minute);
  world.lose();
  world.run(minute);
  world.lose('refusal');
  world.run(minute);
  world.status('connected');
  expect(world.spans()).toEqual(['captured 0-1', 'network 1-2', 'refused 2-3']);
});

it('names the time in which a connection was deaf, from the last sign of life to when it was left', () => {
  const world = startCoverageWorld();
  world.status('connected');
  captured(world, 10 * minute);
  world.run(2 * minute);
  world.lose('silence');
  world.run(minute);
  world.status('connected');
  expect(world.spans()).toEqual(['captured 0-10', 'deaf 10-12', 'network 12-13']);
});

it('makes a gap of the time since the last stored sign of life when the power was cut', () => {
  const world = startCoverageWorld();
  world.status('connected');
  captured(world, 5 * minute);
  world.cut(8 * hour);
  // The heartbeat of the fifth minute came just before that minute's last sign of life.
  expect(world.spans()).toEqual(['captured 0-4.5', `not-running 4.5-${5 + 8 * 60}`]);
  world.status('connected');
  captured(world, minute);
  world.run(minute);
  expect(world.spans().at(-1)).toBe(`captured ${5 + 8 * 60}-${6 + 8 * 60}`);
});

it('tells the time in which the program waited for its key from the time in which it was not running', () => {
  const world = startCoverageWorld();
  world.status('connected');
  captured(world, 5 * minute);
  world.cut(hour, hour);
  expect(world.spans()).toEqual(['captured 0-4.5', 'not-running 4.5-65', 'locked 65-125']);
});

it('keeps a pause a pause, whether the program runs or not', () => {
  const world = startCoverageWorld();
  world.status('connected');
  captured(world, minute);
  world.desk().onStopped(world.lineId, 'paused');
  world.run(hour);
  world.cut(hour);
  world.status('connecting');
  world.status('connected');
  captured(world, minute);
  world.run(minute);
  expect(world.spans()).toEqual(['captured 0-1', 'paused 1-121', 'captured 121-122']);
});

it.each([
  ['stands still', true],
  ['runs on', false],
])('notices that the PC slept where its even clock %s meanwhile', (_, standing) => {
  const world = startCoverageWorld();
  world.status('connected');
  captured(world, minute);
  world.sleep(hour, standing);
  world.sign(frame);
  captured(world, minute);
  world.run(minute);
  expect(world.spans()).toEqual(['captured 0-1', 'asleep 1-61', 'captured 61-62']);
});

it('never claims the time by which the clock was set forward', () => {
  const world = startCoverageWorld();
  world.status('connected');
  captured(world, minute);
  world.setClock(hour);
  world.run(10_000);
  world.sign(frame);
  captured(world, minute);
  world.run(minute);
  expect(world.spans()).toEqual(['captured 0-1', 'clock 1-61.17', 'captured 61.17-62.17']);
});

it('goes on when the clock is set back, and claims no moment twice', () => {
  const world = startCoverageWorld();
  world.status('connected');
  captured(world, 2 * hour);
  world.setClock(-hour);
  world.run(10_000);
  world.sign(frame);
  captured(world, 30 * minute);
  world.lose();
  world.run(2 * hour);
  world.status('connected');
  const spans = world.spans();
  expect(spans[0]).toBe('captured 0-60.17');
  expect(spans.at(-1)).toBe('network 90.17-210.17');
  const { reader } = world.archive;
  const stored = reader.sql<{ cause: string | null }>('select cause from coverage_spans order by id').all();
  expect(stored.map(({ cause }) => cause)).toContain('clock');
});

it('fills a gap with what the server says that it kept, when as much has come', () => {
  const world = startCoverageWorld();
  world.status('connected');
  captured(world, minute);
  world.lose();
  world.run(hour);
  const desk = world.archive.captureDesk(() => []);
  const sentAt = world.now() - minute;
  world.sign({ type: 'replay-announced', count: 1 });
  world.status('connected');
  desk.commit({ lineId: world.lineId, live: true }, [capturedMessage({ sentAt })]);
  world.replay(1);
  expect(newestGap(world)).toMatchObject({
    causes: ['network'],
    outcome: { state: 'filled', evidence: 'replay', announced: 1, arrived: 1, messages: 1, first_at: sentAt },
  });
});

it('says that a gap was filled in part when less came than the server had announced', () => {
  const world = startCoverageWorld();
  world.status('connected');
  captured(world, minute);
  world.lose();
  world.run(hour);
  world.status('connected');
  world.replay(5, 3);
  expect(newestGap(world)?.outcome).toMatchObject({ state: 'partly', announced: 5, arrived: 3 });
});

it('fills a gap in full only when what could not be read has been', () => {
  const world = startCoverageWorld();
  world.status('connected');
  captured(world, minute);
  world.lose();
  world.run(hour);
  world.status('connected');
  const desk = world.archive.captureDesk(() => []);
  const message = capturedMessage({ sentAt: world.now() - minute, kind: 'pending', text: '' });
  desk.commit({ lineId: world.lineId, live: true }, [message]);
  world.replay(1);
  expect(newestGap(world)?.outcome).toMatchObject({ state: 'partly', unreadable: 1 });
  desk.commit({ lineId: world.lineId, live: true }, [{ ...message, kind: 'text', text: 'hola' }]);
  captured(world, 2 * minute);
  expect(newestGap(world)?.outcome).toMatchObject({ state: 'filled', unreadable: 0 });
});

it('calls a gap lost when the phone had to link the device anew and brought nothing of that time', () => {
  const world = startCoverageWorld();
  world.status('connected');
  captured(world, minute);
  world.status('logged-out');
  world.run(hour);
  world.status('connected');
  world.replay(0);
  expect(newestGap(world)).toMatchObject({ causes: ['logged-out'], outcome: { state: 'lost' } });
  const desk = world.archive.captureDesk(() => []);
  desk.commit({ lineId: world.lineId, live: true }, [capturedMessage({ sentAt: world.now() - hour / 2 })]);
  captured(world, 2 * minute);
  expect(newestGap(world)?.outcome).toMatchObject({ state: 'partly', evidence: 'messages', messages: 1 });
});

it('knows that nothing is missing where the same connection went on after the PC slept', () => {
  const world = startCoverageWorld();
  world.status('connected');
  world.replay(0);
  captured(world, minute);
  world.sleep(hour);
  world.sign(frame);
  captured(world, minute);
  expect(newestGap(world)?.outcome).toMatchObject({ state: 'filled', evidence: 'same-connection' });
});

it('keeps what it could not store, and stores it in order as soon as there is room', () => {
  const world = startCoverageWorld();
  world.status('connected');
  captured(world, minute);
  const { writer } = world.archive;
  const full = vi.spyOn(writer, 'transaction').mockImplementation(() => {
    throw new Error('database or disk is full');
  });
  world.lose();
  world.run(minute);
  world.status('connected');
  captured(world, minute);
  full.mockRestore();
  captured(world, 2 * minute);
  expect(world.spans()).toEqual(['captured 0-1', 'network 1-2', 'captured 2-4.5']);
});

it('writes every change of coverage into the ledger, and refuses to change one afterwards', () => {
  const world = startCoverageWorld();
  world.status('connected');
  captured(world, minute);
  world.lose();
  world.status('connected');
  const { writer, reader } = world.archive;
  expect(() => writer.execute('update coverage_spans set ended_at = ended_at + 1 where id = 1')).toThrow(
    /never changed/,
  );
  expect(() => writer.execute('delete from coverage_spans where id = 1')).toThrow(/never removed/);
  const entries = reader
    .sql<{ subject: number }>(`select subject from ledger where kind = 'coverage' order by seq`)
    .all();
  expect(entries.map(({ subject }) => subject)).toEqual([1, 1, 2, 2, 3]);
  expect(checkChain(reader)).toMatchObject({ whole: true });
});

/** Numbers that look random and are the same in each run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

it.each(Array.from({ length: 8 }, (_, seed) => seed))(
  'makes one unbroken record without overlap, whatever happens (case %i)',
  { timeout: 60_000 },
  (seed) => {
    const random = seeded(seed);
    const world = startCoverageWorld();
    world.status('connected');
    for (let step = 0; step < 60; step += 1) {
      const dice = Math.floor(random() * 12);
      const ms = Math.floor(random() * (hour / 3));
      if (dice < 3) captured(world, ms / 10);
      else if (dice === 3) world.run(ms);
      else if (dice === 4) world.lose(random() < 0.5 ? 'silence' : 'network');
      else if (dice === 5) world.status('connected');
      else if (dice === 6) world.sleep(ms, random() < 0.5);
      else if (dice === 7) world.setClock(ms - hour / 2);
      else if (dice === 8) world.cut(ms, random() < 0.3 ? ms : undefined);
      else if (dice === 9) world.desk().onStopped(world.lineId, 'paused');
      else if (dice === 10) world.status(random() < 0.5 ? 'logged-out' : 'replaced');
      else world.replay(Math.floor(random() * 3));
    }
    const { reader } = world.archive;
    const stored = reader
      .sql<{ started_at: number; ended_at: number | null; cause: string | null; proven_at: number }>(
        'select started_at, ended_at, cause, proven_at from coverage_spans order by id',
      )
      .all();
    for (const [index, span] of stored.entries()) {
      const next = stored[index + 1];
      expect(span.ended_at).toBe(next === undefined ? null : next.started_at);
      expect(span.cause).not.toBe(next?.cause);
    }
    const { spans, capturedMs, missingMs, since } = coverageOf(reader, world.lineId, 0, 9e15, world.now());
    expect(capturedMs + missingMs).toBe((spans.at(-1)?.to ?? 0) - (since ?? 0));
    expect(checkChain(reader)).toMatchObject({ whole: true });
  },
);

it('tells once that a line has begun to need a person', () => {
  const world = startCoverageWorld();
  world.status('connected');
  captured(world, minute);
  world.status('logged-out');
  world.run(3 * minute);
  world.status('connected');
  captured(world, minute);
  world.status('replaced');
  vi.advanceTimersByTime(1000);
  const alerts = world.events.filter((event) => event.type === 'coverage.alert');
  expect(alerts).toEqual([
    { type: 'coverage.alert', lineId: world.lineId, reason: 'logged-out' },
    { type: 'coverage.alert', lineId: world.lineId, reason: 'replaced' },
  ]);
});
