import { randomBytes } from 'node:crypto';
import { Curve, proto, WA_CERT_DETAILS } from '@whiskeysockets/baileys';
import { describe, expect, test } from 'vitest';
import { requireGenuineServer, whatsappRoot } from '#host/connectors/whatsapp-linked/certificates.ts';
import { createLinkedDevice } from '#host/connectors/whatsapp-linked/linked-device.ts';
import { serverAt } from '#host/connectors/whatsapp-linked/server-address.ts';
import { isSignedBy } from '#host/connectors/whatsapp-linked/signature.ts';
import type { Forgery } from '../../scripts/loopback-whatsapp/contract.ts';
import { startLine, type TestLine } from '../helpers/linked-line.ts';
import { silentLog } from '../helpers/log.ts';

const leftBehind = ({ archive }: TestLine) => archive.state.readAll('credentials').size;

describe('a server that is not WhatsApp', () => {
  test.each<[Forgery, string]>([
    ['leaf', 'server-untrusted'],
    ['intermediate', 'server-untrusted'],
    ['server-key', 'server-untrusted'],
    ['issuer', 'server-untrusted'],
    ['expired', 'server-clock'],
    ['account-signature', 'account-untrusted'],
  ])('ends the linking when its %s is false, and nothing stays behind', async (forgery, code) => {
    const line = await startLine({ link: false });
    line.server.forge(forgery);
    await expect(line.device.link()).rejects.toMatchObject({ code });
    expect(line.device.status).toEqual({ state: 'unlinked' });
    expect(leftBehind(line)).toBe(0);
    expect(line.server.phone.hasDevice()).toBe(false);

    line.server.forge(null);
    await line.device.link();
    expect(line.device.status.state).toBe('connected');
  });

  test('is told nothing of the line: the connection ends before our key and our number are sent', async () => {
    const line = await startLine();
    const before = line.server.connections();
    line.server.forge('leaf');
    line.server.drop();
    await line.until(
      (status) => status.state === 'reconnecting' && status.error?.code === 'server-untrusted',
    );
    expect(line.server.connections()).toBe(before);
    line.server.forge(null);
    line.device.start();
    await line.reaches('connected');
  });

  test('and comes with a linked line is tried again until the real one is back; its mail is not lost', async () => {
    const line = await startLine();
    const ana = line.server.contact('Ana', '5215511111111');
    line.server.forge('server-key');
    line.server.drop();
    await ana.send({ text: 'hola' });
    await line.until((status) => status.state === 'reconnecting' && status.error !== null);
    line.server.forge(null);
    await line.server.delivered();
    expect(line.archive.messages().map(({ text }) => text)).toEqual(['hola']);
  });
});

describe('the chain of certificates that WhatsApp really uses', () => {
  /** As WhatsApp's server sent it in spring 2026. */
  const chain = Buffer.from(
    'CncKMwjjAhADGiCRKg7Kg1iu4CSulwLBaxX51Tefw6VXGgZqcr5OEbXIRiDQ04bOBijQjZ/TBhJA34Bj82jAHhLpCWBNVBlGnFDieamd8+138S57uMt9ke9mrn5r4+VepwBPKEgHjob6bR70rlCmWDkxZv+CfVjIAxJ2CjIIAxAAGiAcUamsMDmUxsjQuS6hh4pTNHZZnMWZ++o1mX2aqQzOYiCAka6+Bij/3rfcBhJAJw8pRkhTn+1IcOJQVN1OlZg6uikYnCumyO7acFVVX3U3QPXsGSq2TCbCbWrebSC593Su43EgprIDlfU8ZgWFBw==',
    'base64',
  );
  const { leaf } = proto.CertChain.decode(chain);
  const { key, notAfter } = proto.CertChain.NoiseCertificate.Details.decode(leaf?.details ?? chain);
  const serverKey = key ?? new Uint8Array(0);
  const spring = Date.UTC(2026, 4, 1);
  const day = 86_400_000;
  const check = (now: number) => () => requireGenuineServer(chain, serverKey, whatsappRoot, now);

  test('is genuine', () => {
    expect(check(spring)).not.toThrow();
  });

  test('proves nothing for a server that has another key', () => {
    const { public: other } = Curve.generateKeyPair();
    expect(() => requireGenuineServer(chain, other, whatsappRoot, spring)).toThrow('server-untrusted');
  });

  test('is not believed any more after its time, with two days of grace for a clock that is wrong', () => {
    const end = Number(notAfter) * 1000;
    expect(check(end + 2 * day)).not.toThrow();
    expect(check(end + 2 * day + 1)).toThrow('server-clock');
    expect(check(Date.UTC(2000, 0, 1))).toThrow('server-clock');
  });

  test('is not genuine with any one bit of what was signed or of a signature changed', () => {
    for (const certificate of ['leaf', 'intermediate'] as const)
      for (const part of ['details', 'signature'] as const) {
        const { length } = proto.CertChain.decode(chain)[certificate]?.[part] ?? [];
        for (let at = 0; at < length; at += 5) {
          const changed = proto.CertChain.decode(chain);
          const bytes = changed[certificate]?.[part];
          if (bytes) bytes[at] = (bytes[at] ?? 0) ^ 4;
          const forged = proto.CertChain.encode(changed).finish();
          const checkForged = () => requireGenuineServer(forged, serverKey, whatsappRoot, spring);
          expect(checkForged, `${certificate} ${part} ${at}`).toThrow('server-untrusted');
        }
      }
  });

  test('is asked for under WhatsApp’s own root alone, whatever the library says later', () => {
    const own = WA_CERT_DETAILS.PUBLIC_KEY;
    WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(Curve.generateKeyPair().public);
    expect(Buffer.from(serverAt(undefined).root?.key ?? []).equals(own)).toBe(true);
    WA_CERT_DETAILS.PUBLIC_KEY = own;
  });
});

test('only a server on this machine may bring its own root or do without one', async () => {
  const line = await startLine({ link: false });
  const make = (url: string) => () =>
    createLinkedDevice({ ...line.archive, url, log: silentLog, onStatus: () => undefined });
  const root = `#root=${randomBytes(32).toString('base64url')}`;
  for (const url of [
    `wss://example.com/ws${root}`,
    'wss://web.whatsapp.com/ws/chat#unverified',
    `ws://127.0.0.1.example.com/ws${root}`,
    `ws://127.0.0.1@example.com/ws${root}`,
    'ws://127.0.0.1:1/ws',
    'ws://127.0.0.1:1/ws#root=short',
  ])
    expect(make(url), url).toThrow(expect.objectContaining({ code: 'invalid-request' }));
});

test('a signature counts only when it is one', () => {
  const pair = Curve.generateKeyPair();
  const message = Buffer.from('message');
  const signature = Curve.sign(pair.private, message);
  expect(isSignedBy(pair.public, message, signature)).toBe(true);
  expect(isSignedBy(pair.public, Buffer.from('other'), signature)).toBe(false);
  expect(isSignedBy(pair.public, message, randomBytes(64))).toBe(false);
  expect(isSignedBy(pair.public, message, signature.subarray(1))).toBe(false);
  expect(Curve.verify(pair.public, message, randomBytes(64)), 'Baileys can be told to check now').toBe(true);
});
