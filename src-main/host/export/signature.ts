import { createPrivateKey, createPublicKey, hkdfSync, sign, type KeyObject } from 'node:crypto';

/** What stands before the 32 bytes of an Ed25519 private key (RFC 8410). */
const privateKeyPrefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The workspace's own signature: whoever has its public key can tell what it signed. */
export interface WorkspaceSignature {
  /** In PEM, as `openssl` reads it. */
  readonly publicKey: string;
  /** 64 bytes, Ed25519. */
  sign(content: Uint8Array): Buffer;
}

/** The signature of a workspace, which follows from its key: it is the same wherever the workspace is opened. */
export function workspaceSignature(key: Uint8Array): WorkspaceSignature {
  const seed = Buffer.from(hkdfSync('sha256', key, '', 'atalaya signature', 32));
  const privateKey: KeyObject = createPrivateKey({
    key: Buffer.concat([privateKeyPrefix, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  return {
    publicKey: createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString(),
    sign: (content) => sign(null, content, privateKey),
  };
}
