import {
  type BinaryNode,
  getBinaryNodeChild,
  getBinaryNodeChildren,
  type proto,
} from '@whiskeysockets/baileys';
import { type DeviceBundle, signalKey } from './signal-party.ts';

/** The public keys that a linked device has left with the server. */
export interface DeviceKeys extends DeviceBundle {
  readonly preKeyCount: number;
  /** Takes in an upload (`iq encrypt set`). */
  upload(query: BinaryNode): void;
}

/** Begins with what the device sent when it registered. */
export function createDeviceKeys(
  registration: proto.ClientPayload.IDevicePairingRegistrationData,
): DeviceKeys {
  const preKeys = new Map<number, Buffer>();
  const used = new Set<number>();
  return {
    registrationId: Buffer.from(registration.eRegid ?? []).readUIntBE(0, 4),
    identity: signalKey(registration.eIdent ?? new Uint8Array(0)),
    signedPreKey: {
      keyId: Buffer.from(registration.eSkeyId ?? []).readUIntBE(0, 3),
      publicKey: signalKey(registration.eSkeyVal ?? new Uint8Array(0)),
      signature: Buffer.from(registration.eSkeySig ?? []),
    },
    get preKeyCount() {
      return preKeys.size;
    },
    takePreKey() {
      const first = preKeys.entries().next().value;
      if (!first) return undefined;
      const [keyId, publicKey] = first;
      preKeys.delete(keyId);
      used.add(keyId);
      return { keyId, publicKey };
    },
    upload(query) {
      for (const key of getBinaryNodeChildren(getBinaryNodeChild(query, 'list'), 'key')) {
        const keyId = bytes(key, 'id').readUIntBE(0, 3);
        if (!used.has(keyId)) preKeys.set(keyId, signalKey(bytes(key, 'value')));
      }
    },
  };
}

function bytes(node: BinaryNode, child: string): Buffer {
  const content = getBinaryNodeChild(node, child)?.content;
  return content instanceof Uint8Array ? Buffer.from(content) : Buffer.alloc(0);
}
