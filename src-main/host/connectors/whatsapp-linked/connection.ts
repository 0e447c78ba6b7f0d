import { EventEmitter } from 'node:events';
import { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import {
  type AuthenticationCreds,
  type BinaryNode,
  makeWASocket,
  S_WHATSAPP_NET,
  type SocketConfig,
} from '@whiskeysockets/baileys';
import type { Capture } from './capture.ts';
import { isLeftOut } from './jid.ts';
import type { ConnectionSign, ConnectorLog } from './contract.ts';
import { quietLogger } from './quiet.ts';
import type { ConnectionEnd } from './reconnect.ts';
import { readSign } from './signs.ts';

/** One connection to WhatsApp, from the first byte to its end. */
export interface Connection {
  /** Group subjects by JID, as the server has them now. */
  groupSubjects(): Promise<ReadonlyMap<string, string>>;
  /** Removes this device from the account and ends; `onEnd` is not called any more. Rejects when nobody confirmed it. */
  logOut(): Promise<void>;
  /** Ends it at once; `onEnd` is not called any more. */
  close(): void;
}

export interface ConnectionOptions {
  readonly url: string | undefined;
  readonly credentials: AuthenticationCreds;
  readonly capture: Capture;
  readonly log: ConnectorLog;
  /** A QR to show for `lifetime` milliseconds. */
  readonly onQr: (qr: string, lifetime: number) => void;
  /** The credentials have changed and are to be stored. */
  readonly onCredentials: () => void;
  /** The server has let us in: `lid` is the account's LID. Comes before Baileys acts on it. */
  readonly onSuccess: (lid: string | undefined) => void;
  readonly onOpen: () => void;
  readonly onSign: (sign: ConnectionSign) => void;
  /** Called once, when the connection has ended by itself. */
  readonly onEnd: (end: ConnectionEnd) => void;
}

/** Longer than a slow login takes; Baileys itself may wait for ever when the upgrade to WebSocket is refused. */
const loginTimeout = 60_000;
const connectTimeout = 20_000;
const logOutTimeout = 10_000;
/**
 * Pings go out every 30 s and are answered. A server from which nothing came for longer than two of them is deaf, or
 * no longer there; Baileys' own watch reads the PC's clock, which may be set.
 */
const deafTimeout = 75_000;
const firstQrLifetime = 60_000;
const laterQrLifetime = 20_000;

/**
 * Connects. What is set here keeps the line silent: no presence, no read receipts, nothing but what a companion
 * device has to send.
 */
export function connect(options: ConnectionOptions): Connection {
  const { credentials, capture, log } = options;
  const socket = rejectionsCaught(() =>
    makeWASocket({
      ...(options.url === undefined ? {} : { waWebSocketUrl: options.url }),
      auth: { creds: credentials, keys: capture.keys },
      makeSignalRepository: capture.makeSignalRepository,
      logger: quietLogger(log),
      browser: ['Atalaya', 'Desktop', '1.0'],
      connectTimeoutMs: connectTimeout,
      markOnlineOnConnect: false,
      syncFullHistory: true,
      // History is read from our own copy of its announcements; Baileys would fetch it a second time.
      shouldSyncHistoryMessage: () => false,
      shouldIgnoreJid: isLeftOut,
      // A commit that failed is not tried again under the same receipts: the connection ends.
      transactionOpts: { maxCommitRetries: 1, delayBetweenTriesMs: 0 },
    } satisfies Partial<SocketConfig> & Pick<SocketConfig, 'auth'>),
  );
  const { ws, ev } = socket;
  let ended = false;
  let opened = false;
  let tcp: Socket | null = null;
  let qrShown = false;

  const hangUp = () => {
    ended = true;
    clearTimeout(watchdog);
    clearTimeout(listening);
    capture.stop();
    tcp?.destroy();
    void socket.end(undefined);
  };
  const end = (status: number, reason: string, isDeaf = false) => {
    if (ended) return;
    log.info({ status, reason, opened }, 'connection ended');
    hangUp();
    options.onSign({ type: 'ended', status, opened, isDeaf });
    options.onEnd({ status, opened });
  };
  const watchdog = setTimeout(() => end(408, 'login timeout'), loginTimeout);
  let listening: NodeJS.Timeout | undefined;

  Object.defineProperty(ws, EventEmitter.captureRejectionSymbol, {
    value: (_error: unknown, event: unknown) =>
      log.warn({ event: String(event).replaceAll(/\d+/g, '#') }, 'library handler failed'),
  });
  readInOrder(ws, (error) => end(500, error instanceof Error ? error.name : 'unreadable frame'));
  ws.on('upgrade', (response: unknown) => {
    if (response instanceof IncomingMessage) tcp = response.socket;
  });
  ws.on('unexpected-response', (_request: unknown, response: unknown) => {
    const status = response instanceof IncomingMessage ? response.statusCode : undefined;
    end(503, `upgrade refused with ${status ?? 'no status'}`);
  });
  ws.on('frame', (frame: unknown) => {
    listening?.refresh();
    if (!ended) options.onSign(readSign(frame));
  });
  for (const tag of ['message', 'notification', 'call'])
    ws.prependListener(`CB:${tag}`, (node: BinaryNode) => capture.onStanza(node));
  ws.prependListener('CB:success', (node: BinaryNode) => options.onSuccess(node.attrs['lid']));

  // Baileys announces the account's own name as presence whenever it learns it; it never learns it.
  const emit = ev.emit.bind(ev);
  ev.emit = (event, data) => emit(event, event === 'creds.update' ? withoutOwnName(data) : data);
  ev.on('creds.update', () => {
    if (!ended) options.onCredentials();
  });
  ev.on('connection.update', ({ connection, qr, lastDisconnect }) => {
    if (ended) return;
    if (qr) {
      options.onQr(qr, qrShown ? laterQrLifetime : firstQrLifetime);
      qrShown = true;
      watchdog.refresh();
    }
    if (connection === 'open') {
      opened = true;
      clearTimeout(watchdog);
      listening = setTimeout(() => end(408, 'nothing received', true), deafTimeout);
      options.onOpen();
    }
    if (connection === 'close') {
      const reason = lastDisconnect?.error?.message ?? '';
      end(statusOf(lastDisconnect?.error), reason.replaceAll(/\d+/g, '#'), opened && reason === silence);
    }
  });

  return {
    async groupSubjects() {
      const groups = await socket.groupFetchAllParticipating();
      return new Map(Object.values(groups).map((group) => [group.id, group.subject]));
    },
    async logOut() {
      ended = true;
      try {
        const jid = credentials.me?.id ?? '';
        const remove = { tag: 'remove-companion-device', attrs: { jid, reason: 'user_initiated' } };
        await socket.query(
          { tag: 'iq', attrs: { to: S_WHATSAPP_NET, type: 'set', xmlns: 'md' }, content: [remove] },
          logOutTimeout,
        );
      } finally {
        hangUp();
      }
    },
    close: hangUp,
  };
}

/** Baileys' words for a server that no longer answers its pings. */
const silence = 'Connection was lost';

/**
 * Makes a socket whose event handlers' rejections are caught (EventEmitter's `captureRejections`): a frame that Baileys
 * cannot read, or a send on a closed socket, would otherwise end the process.
 */
function rejectionsCaught<T>(make: () => T): T {
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
function readInOrder(ws: EventEmitter, onUnreadable: (error: unknown) => void): void {
  const readers = ws.listeners('message');
  ws.removeAllListeners('message');
  let last = Promise.resolve();
  ws.on('message', (data: unknown) => {
    last = last
      .then(async () => {
        for (const read of readers) await read.call(ws, data);
      })
      .catch(onUnreadable);
  });
}

function withoutOwnName<T>(update: T): T {
  if (typeof update !== 'object' || update === null || !('me' in update) || typeof update.me !== 'object')
    return update;
  return { ...update, me: { ...update.me, name: undefined } };
}

/** The status of a Boom, the error class that Baileys ends a connection with. */
function statusOf(error: unknown): number {
  if (
    error instanceof Error &&
    'output' in error &&
    typeof error.output === 'object' &&
    error.output !== null &&
    'statusCode' in error.output
  ) {
    return Number(error.output.statusCode);
  }
  return 500;
}
