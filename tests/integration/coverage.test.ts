import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { listGaps, type Gap } from '#host/archive/gaps.ts';
import { linesInNeed } from '#host/coverage/attention.ts';
import { coverageOf } from '#host/coverage/coverage-of.ts';
import { type LoopbackWhatsapp, startLoopbackWhatsapp } from '../../scripts/loopback-whatsapp/server.ts';
import { temporaryFolder } from '../helpers/archive.ts';
import { createChanges } from '../helpers/changes.ts';
import { commandLine, linesOf, passphrase } from '../helpers/cli.ts';
import { startTestHost } from '../helpers/host.ts';
import { startLine as startLinkedDevice } from '../helpers/linked-line.ts';
import { openTestSession, type TestSession } from '../helpers/session.ts';

const details = { name: 'Ventas', employee: 'Luis', team: null, noticeOn: '2026-01-07' };

interface CoveredLine {
  readonly server: LoopbackWhatsapp;
  readonly session: TestSession['session'];
  readonly id: number;
  /** Resolves with the newest gap when it is as wanted. */
  gap(fits: (gap: Gap) => boolean): Promise<Gap>;
  causes(): (string | null)[];
}

/** A linked line in a whole session. */
async function startLine(): Promise<CoveredLine> {
  const server = await startLoopbackWhatsapp();
  onTestFinished(() => server.close());
  const changes = createChanges();
  const { session } = await openTestSession(
    {
      onStatus(_line, status) {
        if (status.state === 'linking' && status.qr !== null) server.phone.scan(status.qr);
      },
    },
    changes.happened,
  );
  const id = session.lines.add(details, server.url);
  await session.lines.link(id);
  const { reader } = session.archive;
  return {
    server,
    session,
    id,
    gap: (fits) =>
      changes.until(() => listGaps(reader, id, { before: null, limit: 1, minor: true }).find(fits)),
    causes: () =>
      coverageOf(reader, id, 0, Number.MAX_SAFE_INTEGER, Date.now()).spans.map(({ cause }) => cause),
  };
}

const isSettled = (gap: Gap): boolean => gap.outcome !== null;

afterEach(() => {
  vi.useRealTimers();
});

test('a cut connection leaves a gap, and what the server kept meanwhile fills it', async () => {
  const line = await startLine();
  const ana = line.server.contact('Ana', '5215511111111');
  await ana.send({ text: 'before' });
  await line.server.delivered();
  line.server.refuseWith(503);
  line.server.drop();
  await line.gap(({ causes }) => causes.includes('refused'));
  await ana.send({ text: 'meanwhile' });
  await ana.send({ text: 'and again' });
  line.server.refuseWith(null);
  const gap = await line.gap(isSettled);
  expect(gap.causes).toEqual(expect.arrayContaining(['network', 'refused']));
  expect(gap.outcome).toMatchObject({ state: 'filled', evidence: 'replay', announced: 2, arrived: 2 });
});

test('a server that keeps the connection open and says nothing is left, and that time is called deaf', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
  const line = await startLine();
  const ana = line.server.contact('Ana', '5215511111111');
  await ana.send({ text: 'before' });
  await line.server.delivered();
  line.server.goDeaf(true);
  await ana.send({ text: 'unheard' });
  const left = line.gap(({ causes }) => causes.includes('deaf'));
  await vi.advanceTimersByTimeAsync(80_000);
  await left;
  line.server.goDeaf(false);
  await vi.advanceTimersByTimeAsync(60_000);
  await line.server.delivered();
  await vi.advanceTimersByTimeAsync(2_000);
  const gap = await line.gap(isSettled);
  expect(gap.outcome).toMatchObject({ state: 'filled', announced: 1, arrived: 1 });
});

test('a pause by a person is a gap until capture goes on', async () => {
  const line = await startLine();
  await line.session.lines.setCapture(line.id, false);
  await line.gap(({ causes, ended_at }) => causes[0] === 'paused' && ended_at === null);
  await line.server.contact('Ana', '5215511111111').send({ text: 'during the pause' });
  await line.session.lines.setCapture(line.id, true);
  const gap = await line.gap(isSettled);
  expect(gap).toMatchObject({ causes: ['paused'], outcome: { state: 'filled', arrived: 1 } });
});

test('a device that the phone removed leaves a gap that only its history can fill in part', async () => {
  const line = await startLine();
  line.server.phone.unlink();
  await line.gap(({ causes }) => causes[0] === 'logged-out');
  expect(linesInNeed(line.session.archive.reader, Date.now())).toMatchObject([
    { lineId: line.id, reason: 'logged-out' },
  ]);
  await line.session.lines.link(line.id);
  const gap = await line.gap(isSettled);
  expect(gap.causes).toContain('logged-out');
  expect(gap.outcome).toMatchObject({ state: 'lost', evidence: 'none' });
});

test('a program that is killed claims nothing after its last sign of life', async () => {
  const whatsapp = await startLoopbackWhatsapp();
  onTestFinished(() => whatsapp.close());
  const folder = join(temporaryFolder(), 'workspace');
  const cli = commandLine(folder);
  await cli.json('init', '--company', 'Ferretería Sur');
  const register = ['--name=Ventas', '--employee=Luis', '--notice-date=2026-01-07'];
  await cli.json('lines', 'add', ...register, `--wa-url=${whatsapp.url}`);
  const linking = cli.start('lines', 'link', '--name', 'Ventas');
  const linked = once(linking, 'exit');
  for await (const event of linesOf(linking)) {
    if (typeof event['qr'] === 'string') whatsapp.phone.scan(event['qr']);
    if (event['linked'] === true) break;
  }
  await linked;
  const child = cli.start('capture');
  const ended = once(child, 'exit');
  child.stdout?.resume();
  // Groups are asked for once the line is connected.
  await whatsapp.reached({ when: 'received', stanza: (node) => node.attrs['xmlns'] === 'w:g2' });
  const ana = whatsapp.contact('Ana', '5215511111111');
  await ana.send({ text: 'captured' });
  await whatsapp.delivered();
  const lastSign = Date.now();
  child.kill('SIGKILL');
  await ended;
  await ana.send({ text: 'while it was gone' });
  const killed = Date.now();

  const host = startTestHost(folder);
  await host.request('workspace.unlock', { passphrase });
  const gapNow = async () => {
    const { gaps } = await host.request('coverage.gaps', { lineId: 1, minor: true, cursor: null, limit: 10 });
    return gaps[0];
  };
  // A message that was captured in the gap's first second may count as well.
  await vi.waitUntil(async () => ((await gapNow())?.outcome?.messages ?? 0) >= 1, {
    timeout: 60_000,
    interval: 100,
  });
  const gap = await gapNow();
  expect(gap).toMatchObject({ causes: expect.arrayContaining(['not-running']), state: 'filled' });
  expect(gap?.outcome).toMatchObject({ announced: 1, arrived: 1 });
  expect(gap?.from).toBeLessThanOrEqual(lastSign);
  expect(gap?.to).toBeGreaterThanOrEqual(killed);
});

test('a device that is renewed asks the server, connects anew, and gets what was kept back from it', async () => {
  const line = await startLinkedDevice();
  const ana = line.server.contact('Ana', '5215511111111');
  line.server.hold(true);
  await ana.send({ text: 'kept back' });
  const asked = line.server.reached({
    when: 'received',
    stanza: (node) => node.attrs['xmlns'] === 'w:p',
  });
  line.device.renew();
  await asked;
  await line.server.delivered();
  expect(line.archive.messages().map(({ text }) => text)).toEqual(['kept back']);
  expect(line.server.logins()).toBe(2);
});

test('what another device of the line has read is named as the archive knows it, and nothing of it is stored', async () => {
  const named: string[] = [];
  const reading = await startLinkedDevice({
    onSign(sign) {
      if (sign.type === 'read-elsewhere') named.push(...sign.messages.map(({ message: key }) => key));
    },
  });
  const bea = reading.server.contact('Bea', '5215522222222');
  const id = await bea.send({ text: 'hola' });
  const receipt = (attrs: Record<string, string>) =>
    reading.server.deliver({
      tag: 'receipt',
      attrs: { from: reading.server.phone.jid, t: '1700000000', ...attrs },
    });
  receipt({ id, recipient: bea.jid, type: 'read-self' });
  receipt({ id: 'NEVER', recipient: bea.jid, type: 'read' });
  receipt({ id: 'RECEIVED', recipient: bea.jid });
  receipt({ id: 'THEIRS', from: bea.jid, type: 'read' });
  receipt({ id: 'REPLAYED', recipient: bea.jid, type: 'read', offline: '1' });
  await reading.server.delivered();
  const [first] = reading.archive.messages();
  const author = first?.key.split(' ')[1] ?? '';
  expect(named).toEqual([first?.key, `NEVER ${author}`]);
  expect(reading.archive.events().map(({ messageKey }) => messageKey)).toEqual([
    expect.stringContaining('THEIRS'),
  ]);
});
