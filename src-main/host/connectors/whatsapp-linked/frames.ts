import { EventEmitter } from 'node:events';

interface Gate {
  /** What of the bytes that arrived Baileys may see now. Throws when it may see none of this connection. */
  readonly admit: (bytes: Uint8Array) => Uint8Array | null;
  readonly onUnreadable: (error: unknown) => void;
}

/**
 * Makes a socket whose event handlers' rejections are caught (EventEmitter's `captureRejections`): a frame that Baileys
 * cannot read, or a send on a closed socket, would otherwise end the process.
 */
export function rejectionsCaught<T>(make: () => T): T {
  const before = EventEmitter.captureRejections;
  EventEmitter.captureRejections = true;
  try {
    return make();
  } finally {
    EventEmitter.captureRejections = before;
  }
}

/**
 * Hands each WebSocket message to Baileys only after the one before: it unpacks compressed frames asynchronously and
 * would let later ones overtake. What cannot be read ends the connection; all later frames would fail as well.
 */
export function readInOrder(ws: EventEmitter, { admit, onUnreadable }: Gate): void {
  const readers = ws.listeners('message');
  ws.removeAllListeners('message');
  let last = Promise.resolve();
  ws.on('message', (data: unknown) => {
    last = last
      .then(async () => {
        if (!(data instanceof Uint8Array)) throw new TypeError('not bytes');
        const admitted = admit(data);
        if (admitted) for (const read of readers) await read.call(ws, admitted);
      })
      .catch(onUnreadable);
  });
}
