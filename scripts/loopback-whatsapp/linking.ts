import { randomBytes, randomInt } from 'node:crypto';
import { type BinaryNode, getBinaryNodeChild } from '@whiskeysockets/baileys';
import { typeCode, type TypedCode } from './code-pairing.ts';
import { createDeviceKeys, type DeviceKeys } from './device-keys.ts';
import type { OwnAccount } from './exchange.ts';
import { type DeviceToSign, readQr, type SignedDevice, signDevice } from './pairing.ts';
import type { Session } from './session.ts';

/** How a device that has no account yet becomes one of the phone's. */
export interface Linking {
  /** Offers QRs to a client that wants to be paired. */
  offer(session: Session): void;
  scan(qr: string): void;
  typeCode(code: string): Promise<boolean>;
  /** Answers what belongs to the linking; false for any other query. */
  onQuery(session: Session, query: BinaryNode): boolean;
  onClose(session: Session): void;
  forgeAccountSignature(forged: boolean): void;
  refuseCodes(refused: boolean): void;
}

const server = '@s.whatsapp.net';
/** WhatsApp's own count of QRs for one connection. */
const qrCount = 6;

/** `onLinked` is told the keys of a device that has proved itself. */
export function createLinking(own: OwnAccount, onLinked: (keys: DeviceKeys) => void): Linking {
  const refs = new Map<string, Session>();
  const signing = new Map<Session, SignedDevice>();
  const hellos = new Map<Session, Hello>();
  let isForging = false;
  let isRefusing = false;

  const sign = (session: Session, device: DeviceToSign) => {
    const signed = signDevice(device, own.identity, isForging);
    signing.set(session, signed);
    const content: BinaryNode[] = [
      { tag: 'device-identity', attrs: {}, content: signed.identity },
      { tag: 'device', attrs: { jid: `${own.number}:7${server}`, lid: own.lid.replace('@', ':7@') } },
      { tag: 'platform', attrs: { name: 'android' } },
    ];
    session.send({ ...newQuery(), content: [{ tag: 'pair-success', attrs: {}, content }] });
  };

  const onHello = (session: Session, id: string, hello: BinaryNode) => {
    if (isRefusing) return session.send(answer(id, 'error', { tag: 'error', attrs: { code: '429' } }));
    const ref = randomBytes(16);
    hellos.set(session, { hello, ref, typed: null, settle: () => undefined });
    const content = [{ tag: 'link_code_pairing_ref', attrs: {}, content: ref }];
    session.send(answer(id, 'result', { tag: 'link_code_companion_reg', attrs: {}, content }));
  };

  const onFinish = (session: Session, id: string, finish: BinaryNode) => {
    const hello = hellos.get(session);
    const device = hello?.typed?.open(finish);
    session.send(answer(id, 'result'));
    if (device) sign(session, device);
    else hello?.settle(false);
  };

  return {
    offer(session) {
      const fresh = Array.from({ length: qrCount }, () => `2@${randomBytes(24).toString('base64url')}`);
      for (const ref of fresh) refs.set(ref, session);
      const content = fresh.map((ref) => ({ tag: 'ref', attrs: {}, content: Buffer.from(ref) }));
      session.send({ ...newQuery(), content: [{ tag: 'pair-device', attrs: {}, content }] });
    },
    scan(text) {
      const qr = readQr(text);
      const session = refs.get(qr.ref);
      if (!session?.isOpen || !session.payload.devicePairingData)
        throw new Error('this QR is not valid any more');
      sign(session, qr);
    },
    async typeCode(code) {
      const [session, hello] = [...hellos].at(-1) ?? [];
      if (!session?.isOpen || !hello) throw new Error('no device waits for a code');
      hello.typed = await typeCode(code, hello.hello, hello.ref, own.identity);
      return new Promise((resolve) => {
        hello.settle = resolve;
        if (hello.typed) session.send(hello.typed.notification);
      });
    },
    onQuery(session, query) {
      const { id = '', type } = query.attrs;
      const registration = session.payload.devicePairingData;
      if (type === 'result') {
        if (registration && signing.get(session)?.accepts(query)) {
          onLinked(createDeviceKeys(registration));
          hellos.get(session)?.settle(true);
          session.send({ tag: 'stream:error', attrs: { code: '515' } });
          session.close();
        }
        return true;
      }
      const code = getBinaryNodeChild(query, 'link_code_companion_reg');
      if (!code) return false;
      if (code.attrs['stage'] === 'companion_hello') onHello(session, id, code);
      else onFinish(session, id, code);
      return true;
    },
    onClose(session) {
      signing.delete(session);
      hellos.get(session)?.settle(false);
      hellos.delete(session);
      for (const [ref, offered] of refs) if (offered === session) refs.delete(ref);
    },
    forgeAccountSignature(forged) {
      isForging = forged;
    },
    refuseCodes(refused) {
      isRefusing = refused;
    },
  };
}

interface Hello {
  readonly hello: BinaryNode;
  readonly ref: Buffer;
  typed: TypedCode | null;
  settle: (linked: boolean) => void;
}

const newQuery = () => ({
  tag: 'iq',
  attrs: { from: server, type: 'set', id: String(randomInt(2 ** 31)), xmlns: 'md' },
});
const answer = (id: string, type: 'result' | 'error', ...content: BinaryNode[]): BinaryNode => ({
  tag: 'iq',
  attrs: { from: server, id, type },
  content,
});
