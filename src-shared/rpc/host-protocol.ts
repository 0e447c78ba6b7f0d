import type { HostEvent } from '../contract/contract.ts';
import type { ErrorCode, ErrorData } from '../errors.ts';
import type { Reply, RequestFrame } from './frames.ts';

/** The first message to the host. The key never travels by argument, environment or log. */
export interface HostStart {
  readonly t: 'start';
  readonly folder: string;
  /** The workspace key, when the operating system guarded a copy: capture then starts without a passphrase. */
  readonly key: Uint8Array | null;
  readonly version: string;
  readonly demo: boolean;
  /** Folder of the starter policies. */
  readonly starterFolder: string;
  /** Server for lines that name none: a loopback address, for tests and the demo; null is WhatsApp's own. */
  readonly serverUrl: string | null;
}

/** What only the main process may ask, beside what it relays for a window. */
export type ControlFrame =
  | { readonly t: 'grant-file'; readonly id: number; readonly path: string }
  | { readonly t: 'grant-folder'; readonly id: number; readonly path: string }
  | { readonly t: 'media-size'; readonly id: number; readonly sha256: string }
  | { readonly t: 'media-preview'; readonly id: number; readonly messageId: number }
  | {
      readonly t: 'media-read';
      readonly id: number;
      readonly sha256: string;
      readonly start: number;
      readonly end: number;
    }
  | { readonly t: 'close' };

export type ToHost = HostStart | RequestFrame | ControlFrame;

export type FromHost =
  | { readonly t: 'started' }
  | { readonly t: 'refused'; readonly code: ErrorCode; readonly data: ErrorData }
  | { readonly t: 'reply'; readonly id: number; readonly reply: Reply }
  | { readonly t: 'event'; readonly event: HostEvent }
  /** The workspace key, for the operating system to guard. */
  | { readonly t: 'key'; readonly key: Uint8Array };
