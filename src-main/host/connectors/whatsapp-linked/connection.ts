import { EventEmitter } from 'node:events';
import { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import {
  type AuthenticationCreds,
  type BinaryNode,
  type GroupMetadata,
  makeWASocket,
  S_WHATSAPP_NET,
  type SocketConfig,
} from '@whiskeysockets/baileys';
import { AtalayaError } from '#shared/errors.ts';
import { requireSignedByAccount } from './account-signature.ts';
import type { Screen } from '../connector.ts';
import type { Capture } from './capture.ts';
import { withholdPrivate } from './private-stanzas.ts';
import type { ConnectionSign, ConnectorLog, LinkMethod } from './contract.ts';
import { ConnectionEnded } from './detached.ts';
import { readInOrder, rejectionsCaught } from './frames.ts';
import { isLeftOut } from './jid.ts';
import { uploadRequest } from './media-retry.ts';
import { askForPairingCode } from './pairing-code.ts';
import { quietLogger } from './quiet.ts';
import type { MediaToFetch } from './records.ts';
import { type ConnectionEnd, endOf } from './reconnect.ts';
import type { LineServer } from './server-address.ts';
import { createServerCheck, withEphemeralKeys } from './server-check.ts';
import { readSign } from './signs.ts';

/** One connection to WhatsApp, from the first byte to its end. */
export interface Connection {
  /** The line's groups with their members, as the server has them now. */
  groups(): Promise<readonly Pick<GroupMetadata, 'id' | 'subject' | 'participants'>[]>;
  /** Asks the phone to upload the file of a message again. Rejects when the connection is gone. */
  askForUpload(media: MediaToFetch): Promise<void>;
  /** Removes this device from the account and ends; `onEnd` is not called any more. Rejects when nobody confirmed it. */
  logOut(): Promise<void>;
  /** Asks the server for a sign of life; the connection ends when none comes. */
  check(): void;
  /** The same, and then ends it also when the server answers. */
  renew(): void;
  /** Ends it at once; `onEnd` is not called any more. */
  close(): void;
}

/** What a phone can be shown, for `lifetime` milliseconds. */
export interface Offer {
  readonly type: LinkMethod['type'];
  readonly text: string;
  readonly lifetime: number;
}

export interface ConnectionOptions {
  readonly server: LineServer;
  readonly credentials: AuthenticationCreds;
  readonly capture: Capture;
  readonly screen: Screen;
  readonly log: ConnectorLog;
  /** How a phone is asked to accept a device that has no account yet. */
  readonly method: LinkMethod;
  readonly onOffer: (offer: Offer) => void;
  /** A code was typed on the phone, rightly or wrongly. */
  readonly onTyped: () => void;
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
const checkTimeout = 10_000;
/** A phone that was told the right code signs for the device within seconds; a wrong one has no other end. */
const signTimeout = 30_000;
const firstQrLifetime = 60_000;
const laterQrLifetime = 20_000;
/** Six QRs to a connection: as long as the server waits for a phone. */
const codeLifetime = firstQrLifetime + 5 * laterQrLifetime;

/**
 * Connects. What is set here keeps the line silent: no presence, no read receipts, nothing but what a companion
 * device has to send.
 */
export function connect(options: ConnectionOptions): Connection {
  const { credentials, capture, log, server, method } = options;
  const { made: socket, ephemeral } = withEphemeralKeys(() =>
    rejectionsCaught(() => makeWASocket(quietSettings(options))),
  );
  const { ws, ev } = socket;
  let ended = false;
  let opened = false;
  let tcp: Socket | null = null;
  let qrs = 0;

  const hangUp = () => {
    ended = true;
    clearTimeout(watchdog);
    clearTimeout(listening);
    capture.stop();
    tcp?.destroy();
    void socket.end(undefined);
  };
  const end = (cause: unknown, fault: AtalayaError | null = null) => {
    if (ended) return;
    const { status, reason, bannedFor } = endOf(cause);
    log.info({ status, reason, opened, code: fault?.code }, 'connection ended');
    hangUp();
    options.onSign({ type: 'ended', by: endedBy(reason, opened) });
    options.onEnd({ status, opened, bannedFor, fault });
  };
  let watchdog = setTimeout(() => end('login timeout'), loginTimeout);
  let listening: NodeJS.Timeout | undefined;

  const askForCode = async (phone: string) => {
    try {
      const text = await askForPairingCode(socket, credentials, phone);
      if (!ended) options.onOffer({ type: 'code', text, lifetime: codeLifetime });
    } catch (error) {
      end(error, new AtalayaError('link-code-refused', {}, { cause: error }));
    }
  };
  const check = async () => {
    const ping = { tag: 'ping', attrs: {} };
    const attrs = { to: S_WHATSAPP_NET, type: 'get', xmlns: 'w:p' };
    try {
      const answer: unknown = await socket.query({ tag: 'iq', attrs, content: [ping] }, checkTimeout);
      if (answer === undefined) end('nothing received');
    } catch (error) {
      end(error);
    }
  };

  Object.defineProperty(ws, EventEmitter.captureRejectionSymbol, {
    value: (_error: unknown, event: unknown) =>
      log.warn({ event: String(event).replaceAll(/\d+/g, '#') }, 'library handler failed'),
  });
  readInOrder(ws, {
    admit: server.root ? createServerCheck(server.root, ephemeral, Date.now) : (bytes) => bytes,
    onUnreadable: (error) => end(error, error instanceof AtalayaError ? error : null),
  });
  ws.on('upgrade', (response: unknown) => {
    if (response instanceof IncomingMessage) tcp = response.socket;
  });
  ws.on('unexpected-response', (_request: unknown, response: unknown) => {
    const status = response instanceof IncomingMessage ? response.statusCode : undefined;
    end(`upgrade refused with ${status ?? 'no status'}`);
  });
  ws.on('frame', (frame: unknown) => {
    listening?.refresh();
    if (!ended) options.onSign(readSign(frame));
  });
  withholdPrivate(ws, options.screen, (node) => socket.sendMessageAck(node));
  for (const tag of ['message', 'notification', 'call', 'receipt'])
    ws.prependListener(`CB:${tag}`, (node: BinaryNode) => capture.onStanza(node));
  ws.on('CB:notification,type:link_code_companion_reg', () => {
    if (ended || method.type !== 'code') return;
    clearTimeout(watchdog);
    watchdog = setTimeout(() => end('not signed by the phone'), signTimeout);
    options.onTyped();
  });
  ws.prependListener('CB:iq,,pair-success', (node: BinaryNode) => {
    try {
      requireSignedByAccount(node, credentials.signedIdentityKey.public);
    } catch (error) {
      end(error, error instanceof AtalayaError ? error : null);
    }
    // Baileys must not answer it.
    if (ended) throw new ConnectionEnded();
  });
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
      // From here the server's own time runs; Baileys ends the connection after the last QR.
      if (qrs === 0) clearTimeout(watchdog);
      qrs += 1;
      if (method.type === 'qr')
        options.onOffer({ type: 'qr', text: qr, lifetime: qrs === 1 ? firstQrLifetime : laterQrLifetime });
      else if (qrs === 1) void askForCode(method.phone);
    }
    if (connection === 'open') {
      opened = true;
      clearTimeout(watchdog);
      listening = setTimeout(() => end('nothing received'), deafTimeout);
      options.onOpen();
    }
    if (connection === 'close') end(lastDisconnect?.error);
  });

  return {
    groups: async () => Object.values(await socket.groupFetchAllParticipating()),
    async askForUpload({ stanza, file }) {
      await socket.sendNode(uploadRequest(stanza, file.key, credentials.me?.id ?? ''));
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
    check: () => void check(),
    renew: () => void check().then(() => end('connected anew')),
    close: hangUp,
  };
}

/** Baileys' words and our own for a server that says nothing more. */
const deafReasons: ReadonlySet<string> = new Set(['Connection was lost', 'nothing received']);
/** How the reasons begin with which a server refuses a login. */
const refusal = /^(?:upgrade refused|Connection Failure|Stream Errored)/;

function endedBy(reason: string, opened: boolean): Extract<ConnectionSign, { type: 'ended' }>['by'] {
  if (opened) return deafReasons.has(reason) ? 'silence' : 'network';
  return refusal.test(reason) ? 'refusal' : 'network';
}

function quietSettings({ server, credentials, capture, log }: ConnectionOptions) {
  return {
    ...(server.url === undefined ? {} : { waWebSocketUrl: server.url }),
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
  } satisfies Partial<SocketConfig> & Pick<SocketConfig, 'auth'>;
}

function withoutOwnName<T>(update: T): T {
  if (typeof update !== 'object' || update === null || !('me' in update) || typeof update.me !== 'object')
    return update;
  return { ...update, me: { ...update.me, name: undefined } };
}
