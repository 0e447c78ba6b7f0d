import { createHmac, randomInt } from 'node:crypto';
import { type BinaryNode, Curve, getBinaryNodeChild, proto } from '@whiskeysockets/baileys';
import { isSignedBy } from '#host/connectors/whatsapp-linked/signature.ts';

/** What a phone has to know of a device to sign for it. */
export interface DeviceToSign {
  readonly identity: Uint8Array;
  readonly secret: Uint8Array;
}

/** What a QR of WhatsApp Web holds. */
export interface ScannedQr extends DeviceToSign {
  readonly ref: string;
}

/** Reads the text of a QR: an address whose fragment is ref, noise key, identity key, secret and platform. */
export function readQr(text: string): ScannedQr {
  const [ref, , identity, secret] = text.slice(text.indexOf('#') + 1).split(',');
  if (!ref || !identity || !secret) throw new Error('not a QR of a linked device');
  return { ref, identity: Buffer.from(identity, 'base64'), secret: Buffer.from(secret, 'base64') };
}

/** The phone's statement that a device belongs to its account, and the check of the device's answer. */
export interface SignedDevice {
  readonly identity: Uint8Array;
  /** Verifies the device's own signature in its `pair-device-sign`. */
  accepts(answer: BinaryNode): boolean;
}

/**
 * Signs as a phone does that scanned a QR or was told a code; `account` is its identity key pair. When `forged`, the
 * account's signature is somebody else's.
 */
export function signDevice(
  device: DeviceToSign,
  account: { readonly public: Uint8Array; readonly private: Uint8Array },
  forged = false,
): SignedDevice {
  const details = proto.ADVDeviceIdentity.encode({
    rawId: randomInt(1, 2 ** 31),
    timestamp: Math.floor(Date.now() / 1000),
    keyIndex: 1,
  }).finish();
  const accountSignature = Curve.sign(
    forged ? Curve.generateKeyPair().private : account.private,
    Buffer.concat([Buffer.from([6, 0]), details, device.identity]),
  );
  const signed = proto.ADVSignedDeviceIdentity.encode({
    details,
    accountSignatureKey: account.public,
    accountSignature,
  }).finish();
  const hmac = createHmac('sha256', device.secret).update(signed).digest();
  return {
    identity: proto.ADVSignedDeviceIdentityHMAC.encode({ details: signed, hmac }).finish(),
    accepts(answer) {
      const content = getBinaryNodeChild(
        getBinaryNodeChild(answer, 'pair-device-sign'),
        'device-identity',
      )?.content;
      if (!(content instanceof Uint8Array)) return false;
      const { deviceSignature } = proto.ADVSignedDeviceIdentity.decode(content);
      const message = Buffer.concat([Buffer.from([6, 1]), details, device.identity, account.public]);
      return Boolean(deviceSignature && isSignedBy(device.identity, message, deviceSignature));
    },
  };
}
