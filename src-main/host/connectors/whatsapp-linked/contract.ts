import type { AtalayaError } from '#shared/errors.ts';
import type {
  AttachmentKey,
  CaptureSink,
  ConnectorState,
  ConnectorStateChange,
  MediaSink,
  Screen,
} from '../connector.ts';
import type { HistoryProgress } from './history-state.ts';
import type { MediaPause } from './media-pace.ts';
import type { MediaToFetch } from './records.ts';

/** Where a line's companion device stands. `connected` means that the server has let it in. */
export type LinkedDeviceStatus =
  | { readonly state: 'unlinked' }
  /**
   * Waits for the phone to scan `qr`, or for `code` (eight characters) to be typed on it; what is shown is renewed at
   * `expiresAt` (UTC milliseconds). Neither is there while one is asked for.
   */
  | {
      readonly state: 'linking';
      readonly qr: string | null;
      readonly code: string | null;
      readonly expiresAt: number | null;
    }
  /** Has credentials and is not running. */
  | { readonly state: 'linked' }
  | { readonly state: 'connecting' }
  | { readonly state: 'connected'; readonly since: number }
  | {
      readonly state: 'reconnecting';
      readonly attempt: number;
      readonly nextAt: number;
      /** Set when more than the network is wrong: nothing could be stored, or the server is not to be trusted. */
      readonly error: AtalayaError | null;
    }
  /** The phone removed this device: it has to be linked again. */
  | { readonly state: 'logged-out' }
  /** Another program uses the same credentials; goes on only when started again by a person. */
  | { readonly state: 'replaced' }
  /** WhatsApp has locked the number out: until then (UTC milliseconds), after which it is tried again, or for good. */
  | { readonly state: 'banned'; readonly until: number | null }
  | { readonly state: 'failed'; readonly error: AtalayaError };

/**
 * What can be told of a connection beside the line's status. `frame` and `mail` came from the server, so that it still
 * speaks; mail is what a login with the same keys would bring again, `isReplay` when it waited there. Of what waits the
 * server says how much before (`replay-announced`) and after (`replay-ended`).
 */
export type ConnectionSign =
  | { readonly type: 'frame' }
  | { readonly type: 'mail'; readonly isReplay: boolean }
  | { readonly type: 'replay-announced'; readonly count: number }
  | { readonly type: 'replay-ended'; readonly count: number }
  /** Another device of the line has read messages: whoever has not received them here has missed them. */
  | { readonly type: 'read-elsewhere'; readonly messages: readonly AttachmentKey[] }
  | {
      readonly type: 'ended';
      /** The server said no before it let us in; nothing came any more; or it could not be reached. */
      readonly by: 'refusal' | 'silence' | 'network';
    };

/** How a phone is asked to accept the device. */
export type LinkMethod =
  | { readonly type: 'qr' }
  /** By a code that is typed on the phone of this number (digits, with the country's code). */
  | { readonly type: 'code'; readonly phone: string };

/** The part of a pino logger that the connector uses. It is given neither message text nor phone numbers. */
export interface ConnectorLog {
  debug(data: object, message: string): void;
  info(data: object, message: string): void;
  warn(data: object, message: string): void;
  error(data: object, message: string): void;
}

export interface LinkedDeviceOptions {
  readonly state: ConnectorState;
  readonly sink: CaptureSink;
  readonly media: MediaSink;
  /** What must not be written. */
  readonly screen: Screen;
  readonly log: ConnectorLog;
  readonly onStatus: (status: LinkedDeviceStatus) => void;
  /** Told of every sign of a connection; that it has ended, before the status says so. */
  readonly onSign?: (sign: ConnectionSign) => void;
  /**
   * WebSocket address of a server other than WhatsApp's own; must be on the loopback interface, and brings its root
   * (see `serverAt`).
   */
  readonly url?: string;
  /** A number in [0, 1) for the jitter of waiting times. */
  readonly random?: () => number;
  /** Multiplies the waiting times for files, as tests do. */
  readonly mediaScale?: number;
  /** Fetching files has been paused or goes on. */
  readonly onMediaPause?: () => void;
  /** Reading the history has moved on. */
  readonly onHistory?: () => void;
}

/** What the phone hands over of the time before it was linked. */
export interface LineHistory {
  /** Null while the phone has announced nothing. */
  readonly progress: HistoryProgress | null;
  /** Tries again what could not be read. */
  retry(): void;
}

/** The files of a line's messages, for somebody who wants to have them fetched anew. */
export interface LineFiles {
  /** Why nothing is fetched at the moment. */
  readonly pause: MediaPause | null;
  /** What to commit so that a file is fetched anew. */
  again(media: MediaToFetch): readonly ConnectorStateChange[];
  /** Begins at once with files that were so committed. */
  start(files: readonly MediaToFetch[]): void;
}

/** One line's companion device: links by QR, stays connected, leaves what it captures in the sink. */
export interface LinkedDevice {
  readonly status: LinkedDeviceStatus;
  /** The line's own number, `+` and digits; null before it is linked. */
  readonly phone: string | null;
  /**
   * Shows QRs, or codes when the method says so, through the status until the phone has taken one, then stays connected as after `start`.
   * Resolves when the server has let the new device in. Rejects with `link-failed`, `link-code-refused`,
   * `server-untrusted`, `server-clock` or `account-untrusted`, or `cancelled` when aborted; a device that the phone
   * has accepted meanwhile is removed from it again, if need be by a later run of the program.
   */
  link(method?: LinkMethod, signal?: AbortSignal): Promise<void>;
  /** Removes from the phone what linking left on it that an earlier run of the program could not. */
  clearUp(): void;
  /** Connects and stays connected; at once when it is waiting to try again. Throws `line-not-linked`. */
  start(): void;
  /** The PC has woken up, or its clock or network has changed: what waits is tried, what is open is checked. */
  wake(): void;
  /** It may not hear any more: asks the server, then connects anew in either case, so that it says what it kept. */
  renew(): void;
  readonly files: LineFiles;
  readonly history: LineHistory;
  /** Disconnects; what was captured is committed when it resolves. */
  close(): Promise<void>;
}
