import type { FromHost, ToHost } from '#shared/rpc/host-protocol.ts';

/** The way to the main process that started this one. */
export interface MainPort {
  send(frame: FromHost): void;
  onFrame(listener: (frame: ToHost) => void): void;
  /** The main process is gone. */
  onGone(listener: () => void): void;
}

/** What Electron adds to `process` in a utility process; nothing else of Electron is there. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: ToHost }) => void): void;
}

function parentPort(): ParentPort | undefined {
  const owner: NodeJS.Process & { parentPort?: ParentPort } = process;
  return owner.parentPort;
}

/** Connects as a utility process or, where Electron is too old for the host's libraries, as a Node child. */
export function connectToMain(): MainPort {
  const port = parentPort();
  if (port !== undefined) {
    return {
      send: (frame) => port.postMessage(frame),
      onFrame: (listener) => port.on('message', (event) => listener(event.data)),
      onGone: () => undefined,
    };
  }
  return {
    send: (frame) => void process.send?.(frame),
    onFrame: (listener) => void process.on('message', (frame: ToHost) => listener(frame)),
    onGone: (listener) => void process.on('disconnect', listener),
  };
}
