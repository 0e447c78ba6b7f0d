import { decodeBinaryNode, encodeBinaryNode, type BinaryNode, type proto } from '@whiskeysockets/baileys';
import type { WebSocket } from 'ws';
import { createNoiseServer } from './noise.ts';

/** One connection of a client, after its handshake: stanzas in both directions. */
export interface Session {
  readonly payload: proto.ClientPayload;
  send(node: BinaryNode): void;
  /** Sends bytes that are no stanza. */
  sendGarbage(): void;
  /** Sends what was asked for and closes. */
  close(): void;
  /** Cuts the connection as a broken network does. */
  cut(): void;
  readonly isOpen: boolean;
}

export interface SessionHandlers {
  /** The handshake is done; stanzas follow. */
  readonly onOpen: (session: Session) => void;
  readonly onStanza: (session: Session, node: BinaryNode) => void;
  readonly onClose: (session: Session) => void;
}

/** Serves one WebSocket. */
export function serveSession(
  socket: WebSocket,
  handlers: SessionHandlers,
  certify: (serverKey: Uint8Array) => Uint8Array,
): void {
  const noise = createNoiseServer(certify);
  let frames = 0;
  let session: Session | null = null;
  let last = Promise.resolve();

  const take = async (frame: Buffer): Promise<void> => {
    frames += 1;
    if (frames === 1) socket.send(noise.hello(frame));
    else if (frames === 2) {
      session = openSession(noise.finish(frame));
      handlers.onOpen(session);
    } else if (session) handlers.onStanza(session, await decodeBinaryNode(frame));
  };

  const openSession = (payload: proto.ClientPayload): Session => ({
    payload,
    send(node) {
      if (socket.readyState === socket.OPEN) socket.send(noise.seal(encodeBinaryNode(node)));
    },
    sendGarbage: () => socket.send(Buffer.concat([Buffer.from([0, 0, 32]), Buffer.alloc(32, 7)])),
    close: () => socket.close(),
    cut: () => socket.terminate(),
    get isOpen() {
      return socket.readyState === socket.OPEN;
    },
  });

  socket.on('message', (data: Buffer) => {
    last = last
      .then(async () => {
        for (const frame of noise.receive(data)) await take(frame);
      })
      .catch(() => socket.terminate());
  });
  socket.on('error', () => socket.terminate());
  socket.on('close', () => {
    if (session) handlers.onClose(session);
  });
}
