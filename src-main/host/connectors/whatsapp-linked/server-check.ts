import {
  aesDecryptGCM,
  Curve,
  hkdf,
  type KeyPair,
  NOISE_MODE,
  NOISE_WA_HEADER,
  proto,
  sha256,
} from '@whiskeysockets/baileys';
import { AtalayaError } from '#shared/errors.ts';
import { requireGenuineServer, type TrustedRoot } from './certificates.ts';

/** Far more than WhatsApp's answer to a hello takes; a server can't make us hold more than this. */
const longestHello = 64 * 1024;

/**
 * Holds back a server's first frame, in which it has to show who it is, until that is sure: takes bytes as they
 * arrive and returns those that Baileys may see. Nothing of the line has been said before: the answer to this frame
 * is the first that tells the server who we are. Throws `server-untrusted` or `server-clock`.
 */
export function createServerCheck(
  root: TrustedRoot,
  ephemeral: KeyPair | undefined,
  now: () => number,
): (bytes: Uint8Array) => Uint8Array | null {
  let held = Buffer.alloc(0);
  let isSure = false;
  return (bytes) => {
    if (isSure) return bytes;
    held = Buffer.concat([held, bytes]);
    if (held.length < 3) return null;
    const end = 3 + held.readUIntBE(0, 3);
    if (end > longestHello) throw new AtalayaError('server-untrusted');
    if (held.length < end) return null;
    const { key, certificates } = openServerHello(held.subarray(3, end), ephemeral);
    requireGenuineServer(certificates, key, root, now());
    isSure = true;
    return held;
  };
}

/** The server's half of the Noise XX handshake, as Baileys computes it a moment later. */
function openServerHello(
  frame: Uint8Array,
  ephemeral: KeyPair | undefined,
): { key: Uint8Array; certificates: Uint8Array } {
  try {
    const { serverHello } = proto.HandshakeMessage.decode(frame);
    if (!serverHello?.ephemeral || !serverHello.static || !serverHello.payload || !ephemeral)
      throw new Error('incomplete');
    let hash: Uint8Array = Buffer.from(NOISE_MODE);
    let salt = hash;
    const authenticate = (data: Uint8Array) => {
      hash = sha256(Buffer.concat([hash, data]));
    };
    /** Opens what is encrypted with a key of its own. */
    const open = (sealed: Uint8Array, secret: Uint8Array): Uint8Array => {
      const mixed = hkdf(Buffer.from(secret), 64, { salt: Buffer.from(salt), info: '' });
      salt = mixed.subarray(0, 32);
      const plain = aesDecryptGCM(sealed, mixed.subarray(32), Buffer.alloc(12), hash);
      authenticate(sealed);
      return plain;
    };
    authenticate(NOISE_WA_HEADER);
    authenticate(ephemeral.public);
    authenticate(serverHello.ephemeral);
    const key = open(serverHello.static, Curve.sharedKey(ephemeral.private, serverHello.ephemeral));
    const certificates = open(serverHello.payload, Curve.sharedKey(ephemeral.private, key));
    return { key, certificates };
  } catch (error) {
    throw new AtalayaError('server-untrusted', {}, { cause: error });
  }
}

/**
 * Makes a socket and tells the key pair that it made for its handshake, which Baileys keeps to itself. It makes just
 * one while it is constructed, by its exported `Curve`.
 */
export function withEphemeralKeys<T>(make: () => T): { made: T; ephemeral: KeyPair | undefined } {
  const generate = Curve.generateKeyPair;
  let ephemeral: KeyPair | undefined;
  Curve.generateKeyPair = () => {
    const pair = generate();
    ephemeral ??= pair;
    return pair;
  };
  try {
    return { made: make(), ephemeral };
  } finally {
    Curve.generateKeyPair = generate;
  }
}
