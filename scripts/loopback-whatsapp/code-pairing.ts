import { randomBytes } from 'node:crypto';
import {
  aesDecryptCTR,
  aesDecryptGCM,
  aesEncryptCTR,
  type BinaryNode,
  Curve,
  derivePairingCodeKey,
  getBinaryNodeChild,
  hkdf,
  type KeyPair,
} from '@whiskeysockets/baileys';
import type { DeviceToSign } from './pairing.ts';

/** A phone on which a code is being typed: what it tells the device, and what it makes of the device's answer. */
export interface TypedCode {
  /** `notification type=link_code_companion_reg`. */
  readonly notification: BinaryNode;
  /** The device to sign for, or null when the code was wrong: nothing fits then. */
  open(finish: BinaryNode): DeviceToSign | null;
}

/** Types a code for the device that said `companion_hello`; `account` is the phone's identity key pair. */
export async function typeCode(
  code: string,
  hello: BinaryNode,
  ref: Buffer,
  account: { readonly public: Uint8Array; readonly private: Uint8Array },
): Promise<TypedCode> {
  const wrapped = bytes(hello, 'link_code_pairing_wrapped_companion_ephemeral_pub');
  const theirs = aesDecryptCTR(
    wrapped.subarray(48),
    await derivePairingCodeKey(code, wrapped.subarray(0, 32)),
    wrapped.subarray(32, 48),
  );
  const ephemeral: KeyPair = Curve.generateKeyPair();
  const salt = randomBytes(32);
  const iv = randomBytes(16);
  const sealed = aesEncryptCTR(ephemeral.public, await derivePairingCodeKey(code, salt), iv);
  const shared = Curve.sharedKey(ephemeral.private, theirs);
  const content = [
    part('link_code_pairing_wrapped_primary_ephemeral_pub', Buffer.concat([salt, iv, sealed])),
    part('primary_identity_pub', account.public),
    part('link_code_pairing_ref', ref),
  ];
  return {
    notification: {
      tag: 'notification',
      attrs: {
        from: '@s.whatsapp.net',
        type: 'link_code_companion_reg',
        id: randomBytes(8).toString('hex'),
        t: String(Math.floor(Date.now() / 1000)),
      },
      content: [{ tag: 'link_code_companion_reg', attrs: { stage: 'primary_hello' }, content }],
    },
    open(finish) {
      const bundle = bytes(finish, 'link_code_pairing_wrapped_key_bundle');
      const key = hkdf(shared, 32, {
        salt: bundle.subarray(0, 32),
        info: 'link_code_pairing_key_bundle_encryption_key',
      });
      try {
        const plain = aesDecryptGCM(bundle.subarray(44), key, bundle.subarray(32, 44), Buffer.alloc(0));
        const [identity, phone, random] = [plain.subarray(0, 32), plain.subarray(32, 64), plain.subarray(64)];
        if (Buffer.compare(phone, account.public) !== 0) return null;
        const secret = hkdf(Buffer.concat([shared, Curve.sharedKey(account.private, identity), random]), 32, {
          info: 'adv_secret',
        });
        return { identity, secret };
      } catch {
        return null;
      }
    },
  };
}

const part = (tag: string, content: Uint8Array): BinaryNode => ({ tag, attrs: {}, content });

function bytes(node: BinaryNode, child: string): Buffer {
  const content = getBinaryNodeChild(node, child)?.content;
  if (!(content instanceof Uint8Array)) throw new Error(`${child} is missing`);
  return Buffer.from(content);
}
