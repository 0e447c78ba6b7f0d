import type { HostEvent } from '#shared/contract/contract.ts';
import type { ErrorCode, ErrorData } from '#shared/errors.ts';
import type { Reply } from '#shared/rpc/frames.ts';
import type { ControlFrame, FromHost, HostStart, ToHost } from '#shared/rpc/host-protocol.ts';
import type { HostProcess } from './host-process.ts';

/** Requests without the id that the link gives them. */
type Unnumbered<T> = T extends { id: number } ? Omit<T, 'id'> : never;
export type HostRequest = Unnumbered<Extract<ToHost, { t: 'request' }> | ControlFrame>;

/** A request on its way. */
export interface Pending {
  readonly reply: Promise<Reply>;
  cancel(): void;
}

/** The main process's side of the archive host: keeps it running, and gives every request exactly one answer. */
export interface HostLink {
  /** Resolves when the host has opened its workspace or refused to. */
  readonly started: Promise<{ code: ErrorCode; data: ErrorData } | null>;
  ask(request: HostRequest): Pending;
  /** Ends the host cleanly. */
  close(): Promise<void>;
}

export interface HostLinkOptions {
  readonly start: (onFrame: (frame: FromHost) => void) => HostProcess;
  /** The first message of each host, with the key if it is at hand. */
  readonly greeting: () => HostStart;
  readonly onEvent: (event: HostEvent) => void;
  readonly onKey: (key: Uint8Array) => void;
  /** The host died more often than it is restarted. */
  readonly onGivenUp: () => void;
}

const mostRestarts = 3;
const closeGraceMs = 8_000;
const gone: Reply = { ok: false, error: { code: 'host-unavailable', data: {} } };

/** Starts the host and restarts it when it dies, at most three times. */
export function createHostLink(options: HostLinkOptions): HostLink {
  const waiting = new Map<number, (reply: Reply) => void>();
  const { promise: started, resolve: resolveStarted } = Promise.withResolvers<Awaited<HostLink['started']>>();
  let lastId = 0;
  let restarts = 0;
  let closing = false;
  let host: HostProcess | null = null;

  function receive(frame: FromHost): void {
    switch (frame.t) {
      case 'started':
        resolveStarted(null);
        return;
      case 'refused':
        resolveStarted({ code: frame.code, data: frame.data });
        return;
      case 'reply':
        waiting.get(frame.id)?.(frame.reply);
        waiting.delete(frame.id);
        return;
      case 'event':
        options.onEvent(frame.event);
        return;
      case 'key':
        options.onKey(frame.key);
    }
  }

  function run(): void {
    const running = options.start(receive);
    host = running;
    running.send(options.greeting());
    void running.ended.then(onEnded);
  }

  function onEnded(): void {
    host = null;
    for (const answer of waiting.values()) answer(gone);
    waiting.clear();
    if (closing) return;
    if (restarts >= mostRestarts) {
      options.onGivenUp();
      return;
    }
    restarts += 1;
    run();
    options.onEvent({ type: 'workspace.changed' });
  }

  run();

  return {
    started,
    ask(request) {
      lastId += 1;
      const id = lastId;
      if (host === null) return { reply: Promise.resolve(gone), cancel: () => undefined };
      const { promise, resolve } = Promise.withResolvers<Reply>();
      waiting.set(id, resolve);
      host.send({ ...request, id });
      return { reply: promise, cancel: () => host?.send({ t: 'cancel', id }) };
    },
    async close() {
      closing = true;
      if (host === null) return;
      const running = host;
      running.send({ t: 'close' });
      const timer = setTimeout(() => running.kill(), closeGraceMs);
      await running.ended;
      clearTimeout(timer);
    },
  };
}
