import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { listGaps, type Gap } from '#host/archive/gaps.ts';
import { linesInNeed } from '#host/coverage/attention.ts';
import { coverageOf } from '#host/coverage/coverage-of.ts';
import { openTunnel, type Tunnel } from '../../scripts/loopback-cloud/tunnel.ts';
import { change, message, text, webhook } from '../../scripts/loopback-cloud/webhooks.ts';
import { addCloudLine, freePort, type CloudLine } from '../helpers/cloud-line.ts';
import { openTestSession, type TestSession } from '../helpers/session.ts';

const minute = 60_000;
const hour = 60 * minute;
const ana = { phone: '5215511111111', name: 'Ana' };

interface CoveredLine extends CloudLine {
  readonly session: TestSession['session'];
  readonly tunnel: Tunnel;
  /** Ana writes, and Meta posts it; resolves with the status. */
  write(words: string, at?: number): Promise<number>;
  newestGap(): Gap | undefined;
  /** What the line's time consists of, up to now. */
  causes(): (string | null)[];
  since(): number | null;
}

/** A line on the platform with a tunnel to it; what the clocks say is the test's. */
async function startLine(): Promise<CoveredLine> {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date', 'performance'] });
  vi.setSystemTime(Date.UTC(2026, 10, 3, 16));
  const { session } = await openTestSession();
  const port = await freePort();
  const line = await addCloudLine(session, { port });
  const tunnel = await openTunnel(port);
  onTestFinished(() => tunnel.close());
  const { reader } = session.archive;
  const coverage = () => coverageOf(reader, line.id, 0, Number.MAX_SAFE_INTEGER, Date.now());
  return {
    ...line,
    session,
    tunnel,
    write(words, at = Date.now()) {
      const written = message(ana, text(words), undefined, at);
      return line.post(webhook(line.number, change(line.number, { messages: [written] }, 'messages', [ana])));
    },
    newestGap: () => listGaps(reader, line.id, { before: null, limit: 1, minor: true })[0],
    causes: () => coverage().spans.map(({ cause }) => cause),
    since: () => coverage().since,
  };
}

/** The program runs on, in such steps, until it is so. */
async function runUntil(isSo: () => boolean, step = minute): Promise<void> {
  await vi.waitUntil(() => isSo() || (vi.advanceTimersByTime(step), false), { timeout: 30_000, interval: 5 });
}

const testPath = ({ session, id, tunnel }: CoveredLine) =>
  session.lines.cloud.test(id, tunnel.url, AbortSignal.timeout(10_000));

afterEach(() => {
  vi.useRealTimers();
});

test('coverage of a line on the platform begins with its first webhook', async () => {
  const line = await startLine();
  await testPath(line);
  expect(line.since()).toBeNull();
  expect(await line.write('hola')).toBe(200);
  expect(line.since()).toBe(Date.now());
});

test('a tunnel that is cut is noticed though nobody writes, and what Meta repeats fills the gap', async () => {
  const line = await startLine();
  await testPath(line);
  await line.write('antes');
  const { reader } = line.session.archive;
  const start = Date.now();
  await runUntil(
    () => (line.session.lines.cloud.account(line.id)?.path_passed_at ?? 0) > start + 20 * minute,
  );
  expect(line.causes()).toEqual([null]);

  line.tunnel.cut(true);
  await runUntil(() => line.newestGap() !== undefined);
  const began = line.newestGap()?.started_at ?? 0;
  expect(began).toBeLessThanOrEqual(Date.now() - minute);
  const unheard = Date.now();
  await runUntil(() => linesInNeed(reader, Date.now()).length > 0);
  expect(linesInNeed(reader, Date.now())).toMatchObject([{ lineId: line.id, reason: 'cut-off' }]);

  line.tunnel.cut(false);
  await runUntil(() => line.newestGap()?.ended_at != null);
  expect(linesInNeed(reader, Date.now())).toEqual([]);
  expect(line.newestGap()).toMatchObject({ causes: ['network'], outcome: null });
  await line.write('entretanto', unheard);
  await runUntil(() => line.newestGap()?.outcome != null, 5 * minute);
  expect(line.newestGap()?.outcome).toMatchObject({ state: 'filled', evidence: 'repeats', messages: 1 });
  expect(Date.now() - (line.newestGap()?.ended_at ?? 0)).toBeGreaterThanOrEqual(hour);
});

test('what Meta repeats after its gap was decided on is counted in it', async () => {
  const line = await startLine();
  await testPath(line);
  await line.write('antes');
  line.tunnel.cut(true);
  await runUntil(() => line.newestGap() !== undefined);
  const unheard = Date.now();
  line.tunnel.cut(false);
  await runUntil(() => line.newestGap()?.outcome != null, 5 * minute);
  expect(line.newestGap()?.outcome).toMatchObject({ state: 'filled', messages: 0 });
  await line.write('al fin', unheard);
  await runUntil(() => line.newestGap()?.outcome?.messages === 1);
});

test('an address that never answered from here cuts no line off', async () => {
  const line = await startLine();
  line.tunnel.cut(true);
  await testPath(line);
  await line.write('hola');
  const wrote = Date.now();
  await runUntil(() => Date.now() > wrote + hour, 5 * minute);
  expect(line.causes()).toEqual([null]);
});

test('a pause by a person is a gap of a line on the platform, too', async () => {
  const line = await startLine();
  await line.write('antes');
  await line.session.lines.setCapture(line.id, false);
  expect(line.newestGap()).toMatchObject({ causes: ['paused'], ended_at: null });
  vi.advanceTimersByTime(hour);
  await line.session.lines.setCapture(line.id, true);
  expect(line.newestGap()?.ended_at).toBe(Date.now());
});

test('a port that another program has taken is a gap, and somebody is told', async () => {
  const line = await startLine();
  await line.write('antes');
  const other = await startLine();
  const taken = Number(new URL(other.url).port);
  const account = line.session.lines.cloud.account(line.id);
  await line.session.lines.cloud.save(line.id, {
    phoneNumberId: account?.phone_number_id ?? '',
    wabaId: account?.waba_id ?? '',
    port: taken,
    publicUrl: null,
    graphUrl: null,
    appSecret: null,
    accessToken: null,
  });
  expect(line.newestGap()).toMatchObject({ causes: ['failed'], ended_at: null });
  expect(linesInNeed(line.session.archive.reader, Date.now())).toMatchObject([{ reason: 'failed' }]);
});
