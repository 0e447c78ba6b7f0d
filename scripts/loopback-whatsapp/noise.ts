import {
  aesDecryptGCM,
  aesEncryptGCM,
  Curve,
  hkdf,
  NOISE_MODE,
  NOISE_WA_HEADER,
  proto,
  sha256,
} from '@whiskeysockets/baileys';

/** The server's side of Noise_XX_25519_AESGCM_SHA256 as WhatsApp Web frames it: three bytes of length, then the body. */
export interface NoiseServer {
  /** Takes bytes as they arrive; returns the frames that are complete, decrypted once the handshake is done. */
  receive(bytes: Uint8Array): Buffer[];
  /** Answers the client's first frame. */
  hello(frame: Uint8Array): Buffer;
  /** Takes the client's second frame; from here on frames are encrypted. Returns who wants to log in. */
  finish(frame: Uint8Array): proto.ClientPayload;
  /** Encrypts and frames what is to be sent. */
  seal(body: Uint8Array): Buffer;
}

const routingMark = Buffer.from('ED\u0000\u0001');

export function createNoiseServer(certify: (serverKey: Uint8Array) => Uint8Array): NoiseServer {
  const ephemeral = Curve.generateKeyPair();
  const identity = Curve.generateKeyPair();
  let hash: Uint8Array = Buffer.from(NOISE_MODE);
  let salt = hash;
  let key = hash;
  let counter = 0;
  let transport: { read: Uint8Array; write: Uint8Array; received: number; sent: number } | null = null;
  let buffered = Buffer.alloc(0);
  let introduced = false;

  const authenticate = (data: Uint8Array) => {
    hash = sha256(Buffer.concat([hash, data]));
  };
  const mix = (secret: Uint8Array) => {
    const mixed = hkdf(secret, 64, { salt: Buffer.from(salt), info: '' });
    salt = mixed.subarray(0, 32);
    key = mixed.subarray(32);
    counter = 0;
  };
  const encrypt = (plain: Uint8Array) => {
    const sealed = aesEncryptGCM(plain, key, nonce(counter++), hash);
    authenticate(sealed);
    return sealed;
  };
  const decrypt = (sealed: Uint8Array) => {
    const plain = aesDecryptGCM(sealed, key, nonce(counter++), hash);
    authenticate(sealed);
    return plain;
  };
  authenticate(NOISE_WA_HEADER);

  return {
    receive(bytes) {
      buffered = Buffer.concat([buffered, bytes]);
      if (!introduced) {
        if (buffered.length < routingMark.length + 3) return [];
        if (buffered.subarray(0, 2).toString() === 'ED')
          buffered = buffered.subarray(routingMark.length + 3 + buffered.readUIntBE(4, 3));
        buffered = buffered.subarray(NOISE_WA_HEADER.length);
        introduced = true;
      }
      const frames: Buffer[] = [];
      while (buffered.length >= 3 && buffered.length >= 3 + buffered.readUIntBE(0, 3)) {
        const end = 3 + buffered.readUIntBE(0, 3);
        const frame = buffered.subarray(3, end);
        buffered = buffered.subarray(end);
        frames.push(
          transport
            ? aesDecryptGCM(frame, transport.read, nonce(transport.received++), Buffer.alloc(0))
            : frame,
        );
      }
      return frames;
    },
    hello(frame) {
      const { clientHello } = proto.HandshakeMessage.decode(frame);
      if (!clientHello?.ephemeral) throw new Error('client hello without a key');
      authenticate(clientHello.ephemeral);
      authenticate(ephemeral.public);
      mix(Curve.sharedKey(ephemeral.private, clientHello.ephemeral));
      const sealedIdentity = encrypt(identity.public);
      mix(Curve.sharedKey(identity.private, clientHello.ephemeral));
      const payload = encrypt(certify(identity.public));
      return framed(
        proto.HandshakeMessage.encode({
          serverHello: { ephemeral: ephemeral.public, static: sealedIdentity, payload },
        }).finish(),
      );
    },
    finish(frame) {
      const { clientFinish } = proto.HandshakeMessage.decode(frame);
      if (!clientFinish?.static || !clientFinish.payload) throw new Error('client finish without content');
      const clientIdentity = decrypt(clientFinish.static);
      mix(Curve.sharedKey(ephemeral.private, clientIdentity));
      const payload = decrypt(clientFinish.payload);
      const keys = hkdf(new Uint8Array(0), 64, { salt: Buffer.from(salt), info: '' });
      transport = { read: keys.subarray(0, 32), write: keys.subarray(32), received: 0, sent: 0 };
      return proto.ClientPayload.decode(payload);
    },
    seal(body) {
      if (!transport) throw new Error('handshake not finished');
      return framed(aesEncryptGCM(body, transport.write, nonce(transport.sent++), Buffer.alloc(0)));
    },
  };
}

function nonce(counter: number): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(counter, 8);
  return bytes;
}

function framed(body: Uint8Array): Buffer {
  const frame = Buffer.alloc(3 + body.length);
  frame.writeUIntBE(body.length, 0, 3);
  frame.set(body, 3);
  return frame;
}
