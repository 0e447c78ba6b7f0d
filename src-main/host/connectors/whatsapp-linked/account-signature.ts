import {
  type BinaryNode,
  getBinaryNodeChild,
  proto,
  WA_ADV_ACCOUNT_SIG_PREFIX,
  WA_ADV_HOSTED_ACCOUNT_SIG_PREFIX,
} from '@whiskeysockets/baileys';
import { AtalayaError } from '#shared/errors.ts';
import { isSignedBy } from './signature.ts';

/**
 * Requires that the phone has signed for this device (`deviceKey` is our identity key) before we answer
 * `pair-success`; Baileys accepts any 64 bytes. That the phone which said so is the one that was shown our secret,
 * Baileys does check. Throws `account-untrusted`.
 */
export function requireSignedByAccount(pairSuccess: BinaryNode, deviceKey: Uint8Array): void {
  if (!isSignedByAccount(pairSuccess, deviceKey)) throw new AtalayaError('account-untrusted');
}

function isSignedByAccount(stanza: BinaryNode, deviceKey: Uint8Array): boolean {
  const bytes = getBinaryNodeChild(getBinaryNodeChild(stanza, 'pair-success'), 'device-identity')?.content;
  if (!(bytes instanceof Uint8Array)) return false;
  try {
    const { details: signed } = proto.ADVSignedDeviceIdentityHMAC.decode(bytes);
    const { details, accountSignatureKey, accountSignature } = proto.ADVSignedDeviceIdentity.decode(
      signed ?? new Uint8Array(0),
    );
    if (!details || !accountSignatureKey || !accountSignature) return false;
    const { deviceType } = proto.ADVDeviceIdentity.decode(details);
    const prefix =
      deviceType === proto.ADVEncryptionType.HOSTED
        ? WA_ADV_HOSTED_ACCOUNT_SIG_PREFIX
        : WA_ADV_ACCOUNT_SIG_PREFIX;
    return isSignedBy(accountSignatureKey, Buffer.concat([prefix, details, deviceKey]), accountSignature);
  } catch {
    return false;
  }
}
