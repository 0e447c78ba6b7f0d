import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

const form = /^sha256=([0-9a-f]{64})$/;

/** The digest in an `X-Hub-Signature-256` header; null when it has another form. */
export function readSignature(header: string | string[] | undefined): Buffer | null {
  const hex = typeof header === 'string' ? form.exec(header)?.[1] : undefined;
  return hex === undefined ? null : Buffer.from(hex, 'hex');
}

/** Whether the body was signed with the secret; in constant time. */
export function isSignedWith(body: Uint8Array, signature: Uint8Array, appSecret: string): boolean {
  return timingSafeEqual(createHmac('sha256', appSecret).update(body).digest(), signature);
}

/** Tells who signed from other signers, and nothing of the secret: the same for the same app secret. */
export function signerOf(appSecret: string): string {
  return createHmac('sha256', appSecret).update('signer of webhooks').digest('hex').slice(0, 32);
}

/** Whether two secrets are the same; in a time that does not tell where they differ, nor how long the known one is. */
export function isSameSecret(given: string, known: string): boolean {
  return timingSafeEqual(
    createHash('sha256').update(given).digest(),
    createHash('sha256').update(known).digest(),
  );
}
