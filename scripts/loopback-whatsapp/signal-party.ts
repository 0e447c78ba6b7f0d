import { createCipheriv, createHmac, hkdfSync, randomBytes, randomInt } from 'node:crypto';
import { Curve, proto } from '@whiskeysockets/baileys';
import { ProtocolAddress, SessionBuilder, SessionCipher, type SessionRecord } from 'libsignal';

/** What the server knows of the linked device's keys: enough to begin a session with it. */
export interface DeviceBundle {
  readonly registrationId: number;
  readonly identity: Buffer;
  readonly signedPreKey: { readonly keyId: number; readonly publicKey: Buffer; readonly signature: Buffer };
  /** Hands out a one-time pre-key; none when all are used up. */
  takePreKey(): { readonly keyId: number; readonly publicKey: Buffer } | undefined;
}

export interface Encrypted {
  readonly type: 'pkmsg' | 'msg' | 'skmsg';
  readonly ciphertext: Uint8Array;
}

/** Somebody who writes to the linked device, with Signal keys and a session of their own. */
export interface SignalParty {
  readonly identity: { readonly public: Uint8Array; readonly private: Uint8Array };
  encrypt(device: DeviceBundle, plaintext: Uint8Array): Promise<Encrypted>;
  /** Encrypts for a group with this party's sender key. */
  encryptForGroup(group: string, plaintext: Uint8Array): Encrypted;
  /** The sender key, to be sent to a device before its first group message. */
  senderKey(group: string): Uint8Array;
  /** Begins the next message with a fresh session, as a phone does when the device could not decrypt. */
  forgetSession(): void;
}

export function createSignalParty(identity = Curve.generateKeyPair()): SignalParty {
  const registrationId = randomInt(1, 16_380);
  const senderKeys = new Map<string, SenderKey>();
  const address = new ProtocolAddress('device', 0);
  let session: SessionRecord | null = null;
  const storage = {
    loadSession: () => Promise.resolve(session),
    storeSession: (_id: string, record: SessionRecord) => {
      session = record;
      return Promise.resolve();
    },
    isTrustedIdentity: () => true,
    loadPreKey: () => Promise.resolve(undefined),
    removePreKey: () => undefined,
    loadSignedPreKey: () => {
      throw new Error('a simulated party only writes');
    },
    getOurRegistrationId: () => registrationId,
    getOurIdentity: () => ({ privKey: Buffer.from(identity.private), pubKey: signalKey(identity.public) }),
  };

  const senderKeyOf = (group: string): SenderKey => {
    const known = senderKeys.get(group) ?? {
      id: randomInt(1, 2 ** 31),
      iteration: 0,
      chain: randomBytes(32),
      signing: Curve.generateKeyPair(),
    };
    senderKeys.set(group, known);
    return known;
  };

  return {
    identity,
    async encrypt(device, plaintext) {
      if (!session) {
        const preKey = device.takePreKey();
        // libsignal takes a bundle without a one-time key; its types do not say so.
        const bundle = {
          registrationId: device.registrationId,
          identityKey: device.identity,
          signedPreKey: device.signedPreKey,
          preKey,
        };
        await new SessionBuilder(storage, address).initOutgoing(
          bundle as Parameters<SessionBuilder['initOutgoing']>[0],
        );
      }
      const { type, body } = await new SessionCipher(storage, address).encrypt(padded(plaintext));
      return { type: type === 3 ? 'pkmsg' : 'msg', ciphertext: Buffer.from(body, 'binary') };
    },
    encryptForGroup(group, plaintext) {
      const key = senderKeyOf(group);
      const material = Buffer.from(
        hkdfSync('sha256', hmac(key.chain, 1), Buffer.alloc(32), 'WhisperGroup', 48),
      );
      const cipher = createCipheriv('aes-256-cbc', material.subarray(16), material.subarray(0, 16));
      const ciphertext = Buffer.concat([cipher.update(padded(plaintext)), cipher.final()]);
      const body = Buffer.concat([
        version,
        proto.SenderKeyMessage.encode({ id: key.id, iteration: key.iteration, ciphertext }).finish(),
      ]);
      key.chain = hmac(key.chain, 2);
      key.iteration += 1;
      return { type: 'skmsg', ciphertext: Buffer.concat([body, Curve.sign(key.signing.private, body)]) };
    },
    senderKey(group) {
      const key = senderKeyOf(group);
      const message = proto.SenderKeyDistributionMessage.encode({
        id: key.id,
        iteration: key.iteration,
        chainKey: key.chain,
        signingKey: signalKey(key.signing.public),
      });
      return Buffer.concat([version, message.finish()]);
    },
    forgetSession() {
      session = null;
    },
  };
}

interface SenderKey {
  readonly id: number;
  iteration: number;
  chain: Buffer;
  readonly signing: { readonly public: Uint8Array; readonly private: Uint8Array };
}

/** Signal's protocol version 3, as the first byte of each message. */
const version = Buffer.from([0x33]);

/** A public key with the byte in front that tells its curve. */
export const signalKey = (key: Uint8Array): Buffer => Buffer.concat([Buffer.from([5]), key]);

const hmac = (key: Uint8Array, byte: number): Buffer =>
  createHmac('sha256', key)
    .update(Buffer.from([byte]))
    .digest();

function padded(plaintext: Uint8Array): Buffer {
  const length = randomInt(1, 17);
  return Buffer.concat([plaintext, Buffer.alloc(length, length)]);
}
