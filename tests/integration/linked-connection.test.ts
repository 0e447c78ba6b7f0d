import { cpSync } from 'node:fs';
import { type BinaryNode, getBinaryNodeChild } from '@whiskeysockets/baileys';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { openArchive } from '#host/archive/archive.ts';
import { createLinkedDevice } from '#host/connectors/whatsapp-linked/linked-device.ts';
import { AtalayaError } from '#shared/errors.ts';
import { openTestArchive, temporaryFolder } from '../helpers/archive.ts';
import { type LineArchive, openLineArchive } from '../helpers/line-archive.ts';
import { startLine, type TestLine } from '../helpers/linked-line.ts';
import { silentLog } from '../helpers/log.ts';

let line: TestLine;

const texts = () => line.archive.messages().map((message) => message.text);

test('a server that refuses the upgrade to WebSocket is tried again until it lets the line in', async () => {
  line = await startLine();
  line.server.refuseWith(503);
  line.server.drop();
  await line.reaches('reconnecting');
  await line.reaches('connecting');
  await line.reaches('reconnecting');
  line.server.refuseWith(null);
  await line.reaches('connected');
  expect(line.server.logins()).toBe(2);
});

test('a frame that cannot be read ends the connection, not the process, and nothing is lost', async () => {
  line = await startLine();
  const ana = line.server.contact('Ana', '5215511111111');
  line.server.sendGarbage();
  await line.reaches('reconnecting');
  await ana.send({ text: 'hola' });
  await line.server.delivered();
  expect(texts()).toEqual(['hola']);
});

test('what could not be stored is never acknowledged, and stored once when there is room again', async () => {
  line = await startLine();
  const ana = line.server.contact('Ana', '5215511111111');
  await ana.send({ text: 'one' });
  await line.server.delivered();
  line.archive.failWith(new AtalayaError('disk-full'));
  await ana.send({ text: 'two' });
  await line.reaches('reconnecting');
  expect(line.device.status).toMatchObject({ state: 'reconnecting', error: { code: 'disk-full' } });
  expect(line.server.waiting()).toHaveLength(1);
  line.archive.failWith(null);
  await line.server.delivered();
  expect(texts()).toEqual(['one', 'two']);
});

test('a device that the phone removes is logged out, and can be linked again', async () => {
  line = await startLine();
  line.server.phone.unlink();
  await line.reaches('logged-out');
  expect(() => line.device.start()).toThrow(expect.objectContaining({ code: 'line-not-linked' }));
  await line.device.link();
  await line.server.contact('Ana', '5215511111111').send({ text: 'hola' });
  await line.server.delivered();
  expect(texts()).toEqual(['hola']);
});

test('a line whose credentials another program uses stands still until a person starts it', async () => {
  line = await startLine();
  line.server.sendNow({
    tag: 'stream:error',
    attrs: {},
    content: [{ tag: 'conflict', attrs: { type: 'replaced' } }],
  });
  await line.reaches('replaced');
  expect(line.server.logins()).toBe(1);
  line.device.start();
  await line.reaches('connected');
});

test.each(['403', '406'])('a number that WhatsApp has locked out with %s is banned', async (reason) => {
  line = await startLine();
  line.server.sendNow({ tag: 'failure', attrs: { reason } });
  await line.reaches('banned');
  expect(line.device.status).toEqual({ state: 'banned', until: null });
  line.device.start();
  await line.reaches('connected');
});

test('a program that WhatsApp finds too old stands still until a person starts the line', async () => {
  line = await startLine();
  line.server.sendNow({ tag: 'failure', attrs: { reason: '405' } });
  await line.reaches('failed');
  expect(line.device.status).toMatchObject({ error: { code: 'version-refused' } });
  line.device.start();
  await line.reaches('connected');
});

test.each<[string, BinaryNode]>([
  ['503', { tag: 'stream:error', attrs: { code: '503' } }],
  ['a restart', { tag: 'stream:error', attrs: { code: '515' } }],
  ['an unknown error', { tag: 'stream:error', attrs: {}, content: [{ tag: 'shutdown', attrs: {} }] }],
  ['a failure of its own', { tag: 'failure', attrs: { reason: '500' } }],
  ['the end of its stream', { tag: 'xmlstreamend', attrs: {} }],
])('a server that says %s is connected to again, and nothing is lost', async (_name, node) => {
  line = await startLine();
  const ana = line.server.contact('Ana', '5215511111111');
  await ana.send({ text: 'before' });
  line.server.sendNow(node);
  await line.until(({ state }) => state !== 'connected');
  await ana.send({ text: 'after' });
  await line.server.delivered();
  expect(texts()).toEqual(['before', 'after']);
});

test('a link that is cancelled leaves nothing behind', async () => {
  line = await startLine({ link: false, scan: false });
  const cancelling = new AbortController();
  const linking = line.device.link({ type: 'qr' }, cancelling.signal);
  await line.reaches('linking');
  cancelling.abort();
  await expect(linking).rejects.toMatchObject({ code: 'cancelled' });
  expect(line.device.status).toEqual({ state: 'unlinked' });
  expect(line.archive.state.readAll('credentials').size).toBe(0);
});

test('a link that is cancelled after the phone accepted it is removed from the phone', async () => {
  line = await startLine({ link: false });
  const { server, device } = line;
  const cancelling = new AbortController();
  const accepted = server.reached({
    when: 'received',
    stanza: (node) => getBinaryNodeChild(node, 'pair-device-sign') !== undefined,
  });
  const removed = server.reached({
    when: 'received',
    stanza: (node) => getBinaryNodeChild(node, 'remove-companion-device') !== undefined,
  });
  const linking = device.link({ type: 'qr' }, cancelling.signal);
  await accepted;
  cancelling.abort();
  await expect(linking).rejects.toMatchObject({ code: 'cancelled' });
  await removed;
  expect(device.status).toEqual({ state: 'unlinked' });
  expect(line.archive.state.readAll('credentials').size).toBe(0);
});

const ringing: BinaryNode = {
  tag: 'call',
  attrs: { from: '5215511111111@s.whatsapp.net', id: 'CALL', t: String(Math.floor(Date.now() / 1000)) },
  content: [{ tag: 'offer', attrs: { 'call-id': 'A1', 'call-creator': '5215511111111@s.whatsapp.net' } }],
};

/** Cancels while the server lets nobody in. */
async function cancelUnreachable(opened: ReturnType<typeof openTestArchive>): Promise<void> {
  line = await startLine({ link: false, archive: openLineArchive(opened) });
  const cancelling = new AbortController();
  const accepted = line.server.reached({
    when: 'received',
    stanza: (node) => getBinaryNodeChild(node, 'pair-device-sign') !== undefined,
  });
  const linking = line.device.link({ type: 'qr' }, cancelling.signal);
  await accepted;
  line.server.refuseWith(503);
  cancelling.abort();
  await expect(linking).rejects.toMatchObject({ code: 'cancelled' });
  expect(line.server.phone.hasDevice()).toBe(true);
  line.server.deliver(ringing);
}

const nextDevice = (archive: LineArchive) => {
  const device = createLinkedDevice({
    ...archive,
    url: line.server.url,
    log: silentLog,
    random: () => 0,
    onStatus: () => undefined,
  });
  onTestFinished(() => device.close());
  return device;
};

async function expectRemoved(archive: LineArchive): Promise<void> {
  await archive.until(() => archive.state.readAll('departure').size === 0);
  expect(line.server.phone.hasDevice()).toBe(false);
  expect(line.server.waiting()).toEqual(['CALL']);
  expect(archive.messages()).toEqual([]);
}

describe('a link that is cancelled after the phone accepted it', () => {
  test('and whose program was closed is removed from the phone at the next start, and nothing of it is captured', async () => {
    const opened = openTestArchive();
    await cancelUnreachable(opened);
    await line.device.close();
    const archive = openLineArchive(opened);
    const device = nextDevice(archive);
    expect(device.status).toEqual({ state: 'unlinked' });
    line.server.refuseWith(null);
    device.clearUp();
    await expectRemoved(archive);
  });

  test('and whose program was killed is removed when a link is tried again', async () => {
    const opened = openTestArchive();
    await cancelUnreachable(opened);
    // What a program that is killed now leaves on the disk.
    const folder = temporaryFolder();
    cpSync(opened.folder, folder, { recursive: true });
    await line.device.close();
    const archive = openArchive(folder, opened.key, Date.now);
    onTestFinished(() => archive.close());
    const kept = openLineArchive({ archive, lineId: opened.lineId });
    const device = nextDevice(kept);
    expect(device.status).toEqual({ state: 'unlinked' });
    line.server.refuseWith(null);
    const linking = device.link();
    linking.catch(() => undefined);
    await expectRemoved(kept);
  });
});

describe('minutes that pass', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const minute = 60_000;

  test('a QR that nobody scanned makes room for the next, and a connection that has none left for another', async () => {
    line = await startLine({ link: false, scan: false });
    const linking = line.device.link();
    const seen = new Set<string>();
    const nextQr = async () => void seen.add(await line.nextQr(seen));
    await nextQr();
    // Six to a connection; the first is shown for a minute, the others for twenty seconds.
    for (const lifetime of [minute, 20_000, 20_000, 20_000, 20_000, 20_000, minute]) {
      await vi.advanceTimersByTimeAsync(lifetime);
      await nextQr();
    }
    expect(line.server.connections()).toBe(2);
    line.server.phone.scan([...seen].at(-1) ?? '');
    await linking;
    expect(line.device.status.state).toBe('connected');
  });

  test('a line that waits to try again tries at once when a person says so, or the PC or its network wakes', async () => {
    line = await startLine({ random: () => 0.99 });
    for (const again of [() => line.device.start(), () => line.device.wake()]) {
      line.server.refuseWith(503);
      line.server.drop();
      for (let attempt = 1; attempt < 12; attempt += 1) {
        await line.until((status) => status.state === 'reconnecting' && status.attempt >= attempt);
        await vi.advanceTimersByTimeAsync(5 * minute);
      }
      line.server.refuseWith(null);
      const logins = line.server.logins();
      again();
      await line.reaches('connected');
      expect(line.server.logins()).toBe(logins + 1);
    }
  });

  test('a PC that wakes up keeps a connection that lives, and leaves one that is dead within seconds', async () => {
    line = await startLine();
    const answered = line.server.reached({
      when: 'received',
      stanza: (node) => getBinaryNodeChild(node, 'ping') !== undefined,
    });
    line.device.wake();
    await answered;
    expect(line.device.status.state).toBe('connected');
    line.server.goDeaf(true);
    line.device.wake();
    await vi.advanceTimersByTimeAsync(10_000);
    await line.until(({ state }) => state !== 'connected');
    line.server.goDeaf(false);
    line.server.drop();
    await line.reaches('connected');
  });

  test('a ban that has an end is shown with it, and the line goes on by itself then', async () => {
    line = await startLine();
    const before = Date.now();
    line.server.sendNow({ tag: 'failure', attrs: { reason: '402', expire: '259200' } });
    await line.reaches('banned');
    const { status } = line.device;
    const until = status.state === 'banned' ? (status.until ?? 0) : 0;
    expect(until - before).toBeGreaterThanOrEqual(3 * 24 * 60 * minute);
    expect(until - Date.now()).toBeLessThanOrEqual(3 * 24 * 60 * minute);
    line.device.wake();
    await vi.advanceTimersByTimeAsync(3 * 24 * 60 * minute - 2000);
    expect(line.device.status.state).toBe('banned');
    await vi.advanceTimersByTimeAsync(2000);
    await line.reaches('connected');
  });

  test('a server that answers the call and then says nothing is left after a minute, and tried again', async () => {
    line = await startLine();
    line.server.fallSilent(true);
    line.server.drop();
    await line.reaches('connecting');
    const left = line.reaches('reconnecting');
    await vi.advanceTimersByTimeAsync(minute);
    await left;
    line.server.fallSilent(false);
    await vi.advanceTimersByTimeAsync(minute);
    await line.reaches('connected');
    expect(line.server.logins()).toBe(2);
  });
});
