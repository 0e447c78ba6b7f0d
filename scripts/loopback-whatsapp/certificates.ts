import { createHash } from 'node:crypto';
import { Curve, type KeyPair, proto } from '@whiskeysockets/baileys';
import type { Forgery } from './contract.ts';

/** X25519's base point: the public key of a private one is what they share. */
const basePoint = Buffer.alloc(32);
basePoint[0] = 9;

/** Nobody's secret: only an address on the loopback interface can ask to trust it. */
const rootPrivate = createHash('sha256').update('root of the loopback WhatsApp').digest();
const root: KeyPair = { private: rootPrivate, public: Curve.sharedKey(rootPrivate, basePoint) };

/** The root as a client is told it, in the fragment of the server's address. */
export const rootFragment = `#root=${Buffer.from(root.public).toString('base64url')}`;

const day = 86_400;
const intermediateSerial = 3;

/** The chain for a server whose static key that is: genuine, or forged in one place. */
export function certify(serverKey: Uint8Array, forgery: Forgery | null): Uint8Array {
  const issuer = Curve.generateKeyPair();
  const stranger = Curve.generateKeyPair();
  const now = Math.floor(Date.now() / 1000);
  const age = forgery === 'expired' ? 400 * day : 0;
  const dates = { notBefore: now - day - age, notAfter: now + 90 * day - age };
  const intermediate = signed(
    {
      serial: intermediateSerial,
      issuerSerial: 0,
      key: issuer.public,
      notBefore: now - 500 * day,
      notAfter: now + 200 * day,
    },
    forgery === 'intermediate' ? stranger : root,
  );
  const leaf = signed(
    {
      serial: 355,
      issuerSerial: forgery === 'issuer' ? intermediateSerial + 1 : intermediateSerial,
      key: forgery === 'server-key' ? stranger.public : serverKey,
      ...dates,
    },
    forgery === 'leaf' ? stranger : issuer,
  );
  return proto.CertChain.encode({ leaf, intermediate }).finish();
}

function signed(
  content: proto.CertChain.NoiseCertificate.IDetails,
  by: KeyPair,
): proto.CertChain.INoiseCertificate {
  const details = proto.CertChain.NoiseCertificate.Details.encode(content).finish();
  return { details, signature: Curve.sign(by.private, details) };
}
