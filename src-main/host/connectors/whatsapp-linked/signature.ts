import libsignal from 'libsignal';
import { z } from 'zod';

/** libsignal's types leave its curve out. */
const { curve } = z
  .object({
    curve: z.object({
      verifySignature: z.custom<(key: Buffer, message: Buffer, signature: Buffer) => boolean>(
        (value) => typeof value === 'function',
      ),
    }),
  })
  .parse(libsignal);

/** The byte in front of a public key that tells its curve. */
const curveType = Buffer.from([5]);

/**
 * Whether the owner of `key` has signed the message. Baileys' `Curve.verify` drops libsignal's answer and says yes to
 * any 64 bytes.
 */
export function isSignedBy(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (key.length !== 32 || signature.length !== 64) return false;
  return curve.verifySignature(Buffer.concat([curveType, key]), Buffer.from(message), Buffer.from(signature));
}
