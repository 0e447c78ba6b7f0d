import { getBinaryNodeChild } from '@whiskeysockets/baileys';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Moment } from '../../scripts/loopback-whatsapp/contract.ts';
import { startLine, type TestLine } from '../helpers/linked-line.ts';

let line: TestLine;
beforeEach(async () => {
  line = await startLine({ link: false, scan: false });
});

const byCode = { type: 'code', phone: '5215500000001' } as const;

const received = (stage: 'companion_hello' | 'companion_finish' | 'pair-device-sign'): Moment => ({
  when: 'received',
  stanza: (node) =>
    stage === 'pair-device-sign'
      ? getBinaryNodeChild(node, stage) !== undefined
      : getBinaryNodeChild(node, 'link_code_companion_reg')?.attrs['stage'] === stage,
});

/** Nothing of a device that was not linked: no keys here, no session that goes on, none on the phone's list. */
const expectNothingLeft = () => {
  expect(line.device.status).toEqual({ state: 'unlinked' });
  expect(line.device.phone).toBeNull();
  for (const category of ['credentials', 'key:session', 'key:pre-key', 'key:lid-mapping'])
    expect(line.archive.state.readAll(category).size, category).toBe(0);
  expect(line.server.phone.hasDevice()).toBe(false);
  expect(line.server.sessions()).toBe(0);
};

test('a phone on which the code is typed links the device, and its messages are captured', async () => {
  const linking = line.device.link(byCode);
  const code = await line.nextCode();
  expect(code).toMatch(/^[1-9A-HJ-NP-TV-Z]{8}$/);
  expect(line.archive.state.readAll('credentials').size).toBe(0);
  expect(await line.server.phone.typeCode(code)).toBe(true);
  await linking;
  expect(line.device.phone).toBe('+5215500000001');
  await line.server.contact('Ana', '5215511111111').send({ text: 'hola' });
  await line.server.delivered();
  expect(line.archive.messages().map(({ text }) => text)).toEqual(['hola']);
});

test('linking by code says nothing that a person could see', async () => {
  const linking = line.device.link(byCode);
  await line.server.phone.typeCode(await line.nextCode());
  await linking;
  expect(line.server.seen.filter(({ tag }) => ['presence', 'message', 'chatstate'].includes(tag))).toEqual(
    [],
  );
});

test('a number that is given no code ends the linking, and nothing stays behind', async () => {
  line.server.refuseCodes(true);
  await expect(line.device.link(byCode)).rejects.toMatchObject({ code: 'link-code-refused' });
  await line.server.quiet();
  expectNothingLeft();
});

test('a wrong account signature ends the linking by code as well', async () => {
  line.server.forge('account-signature');
  const linking = line.device.link(byCode);
  const code = await line.nextCode();
  const [outcome] = await Promise.allSettled([linking, line.server.phone.typeCode(code)]);
  expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'account-untrusted' } });
  await line.server.quiet();
  expectNothingLeft();
});

describe.each(['companion_hello', 'companion_finish'] as const)('at %s', (stage) => {
  const reachStage = async () => {
    const reached = line.server.reached(received(stage));
    if (stage === 'companion_finish') void line.server.phone.typeCode(await line.nextCode());
    await reached;
  };

  test('a link that is cancelled leaves nothing behind', async () => {
    const cancelling = new AbortController();
    const linking = line.device.link(byCode, cancelling.signal);
    linking.catch(() => undefined);
    await reachStage();
    cancelling.abort();
    await expect(linking).rejects.toMatchObject({ code: 'cancelled' });
    await line.server.quiet();
    expectNothingLeft();
  });

  test('a server that cuts the connection is asked for another code', async () => {
    const cut = line.server.cutAt(received(stage));
    const linking = line.device.link(byCode);
    const shown = new Set<string>();
    if (stage === 'companion_finish') {
      shown.add(await line.nextCode());
      void line.server.phone.typeCode([...shown].join(''));
    }
    await cut;
    const code = await line.nextCode(shown);
    expect(line.archive.state.readAll('credentials').size).toBe(0);
    expect(await line.server.phone.typeCode(code)).toBe(true);
    await linking;
    expect(line.device.status.state).toBe('connected');
  });
});

test.each([{ type: 'qr' } as const, byCode])(
  'a connection that is cut before the phone has our signature is no link: by $type nothing stays behind',
  async (method) => {
    // The device has its credentials then, and is told 401 when it comes back with them.
    const cut = line.server.cutAt(received('pair-device-sign'));
    const linking = line.device.link(method);
    linking.catch(() => undefined);
    if (method.type === 'qr') line.server.phone.scan(await line.nextQr(new Set()));
    else void line.server.phone.typeCode(await line.nextCode());
    await cut;
    await expect(linking).rejects.toMatchObject({ code: 'link-failed' });
    await line.server.quiet();
    expectNothingLeft();
  },
);

test('a link by code that is cancelled after the phone accepted it is removed from the phone', async () => {
  const cancelling = new AbortController();
  const accepted = line.server.reached(received('pair-device-sign'));
  const linking = line.device.link(byCode, cancelling.signal);
  linking.catch(() => undefined);
  void line.server.phone.typeCode(await line.nextCode());
  await accepted;
  cancelling.abort();
  await expect(linking).rejects.toMatchObject({ code: 'cancelled' });
  const { archive, server } = line;
  await archive.until(() => archive.state.readAll('departure').size === 0);
  await server.quiet();
  expectNothingLeft();
});

test('what a former device still had to fetch outlives a link that failed', async () => {
  line = await startLine();
  const file = line.server.media.upload(Buffer.from('picture'), 'Image', 'image/jpeg');
  line.server.media.corrupt(file.url);
  await line.server.contact('Ana', '5215511111111').send({ message: { imageMessage: file } });
  await line.server.delivered();
  line.server.phone.unlink();
  await line.reaches('logged-out');
  const waiting = line.archive.state.readAll('media').size;
  line.server.refuseCodes(true);
  await expect(line.device.link(byCode)).rejects.toMatchObject({ code: 'link-code-refused' });
  expect(line.archive.state.readAll('media').size).toBe(waiting);
  expect(waiting).toBe(1);
});

describe('minutes that pass', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('a code that is typed wrongly links nothing, and another takes its place', async () => {
    const linking = line.device.link(byCode);
    const wrong = await line.nextCode();
    expect(await line.server.phone.typeCode(wrong === 'AAAAAAAA' ? 'BBBBBBBB' : 'AAAAAAAA')).toBe(false);
    expect(line.device.status.state).toBe('connecting');
    await vi.advanceTimersByTimeAsync(30_000);
    const right = await line.nextCode(new Set([wrong]));
    expect(await line.server.phone.typeCode(right)).toBe(true);
    await linking;
  });

  test('a code that nobody types is renewed three times, and then the linking has failed', async () => {
    const linking = line.device.link(byCode);
    linking.catch(() => undefined);
    const seen = new Set<string>();
    for (let shown = 0; shown < 4; shown += 1) {
      seen.add(await line.nextCode(seen));
      for (const lifetime of [60_000, 20_000, 20_000, 20_000, 20_000, 20_000])
        await vi.advanceTimersByTimeAsync(lifetime);
    }
    await expect(linking).rejects.toMatchObject({ code: 'link-failed' });
    expect(seen.size).toBe(4);
    await line.server.quiet();
    expectNothingLeft();
  });
});
