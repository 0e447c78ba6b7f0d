import type { MissingReason } from '#shared/model/attachment.ts';
import type { CapturedPlace, CapturedRecord } from '#shared/model/capture.ts';

/** A piece of a connector's own state (credentials, session keys); `value` null removes it. */
export interface ConnectorStateChange {
  readonly category: string;
  readonly id: string;
  readonly value: Uint8Array | null;
}

/** What one commit made of a record: whether it was new. Same order as the records that were handed over. */
export interface Committed {
  readonly messageId: number | null;
  readonly added: boolean;
  /** How many new flags it raised. */
  readonly flags: number;
  /** The line's notice does not cover it: nothing of it may be kept. */
  readonly refused?: true;
}

/**
 * Where a connector leaves what it captured. One call is one transaction, durable when it returns: the records
 * with their search rows, flags and ledger entries, and the connector's own state, or nothing at all. Throws an
 * AtalayaError when nothing could be stored; the connector must then not acknowledge anything to its server.
 */
export interface CaptureSink {
  /**
   * A message of kind `pending` is filled in by a later record with the same key that says what it was; any other
   * second sighting adds nothing.
   */
  commit(records: readonly CapturedRecord[], state?: readonly ConnectorStateChange[]): readonly Committed[];
  /** Says what became of an attachment that has no file, in one transaction with the connector's own state. */
  completeAttachment(
    of: AttachmentKey,
    file: StoredFile | MissingReason,
    state: readonly ConnectorStateChange[],
  ): void;
}

/** The message that an attachment belongs to, by the keys it was captured with. */
export interface AttachmentKey {
  readonly conversation: string;
  readonly message: string;
  /** The other places that its record named. */
  readonly otherPlaces?: readonly CapturedPlace[];
}

/** A file in the media store: SHA-256 (hex) of its content, and its size in bytes. */
export interface StoredFile {
  readonly sha256: string;
  readonly size: number;
}

/** A connector's own state as it was last committed, read synchronously from the encrypted archive. */
export interface ConnectorState {
  read(category: string, ids: readonly string[]): ReadonlyMap<string, Uint8Array>;
  /** Everything of one category, by id; for categories that stay small. */
  readAll(category: string): ReadonlyMap<string, Uint8Array>;
  /** The bytes that a captured message of this line was last readable in; null when there is none. */
  evidence(of: AttachmentKey): Uint8Array | null;
  /** Those of one category whose id is at least `from` and before `before`, by id, at most `limit`. */
  readRange(category: string, from: string, before: string, limit: number): ReadonlyMap<string, Uint8Array>;
  /** Removes everything of this connector but the categories to keep, as after a log-out. */
  clear(keep: readonly string[]): void;
}

/** Stores a file that came with a message, encrypted and named by its content. */
export interface MediaSink {
  /** Streams the bytes in; returns their SHA-256 (hex) and size. Stores nothing when the source fails or aborts. */
  store(source: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<StoredFile>;
  /** The file of that content, when it is there already. */
  find(sha256: string): Promise<StoredFile | null>;
}

/** What of a line must not be written, asked before anything is. Names are those of `namedIn`. */
export interface Screen {
  /** What was sent before (UTC milliseconds) is not kept. */
  from(): number;
  /** Whether anybody is left out at all. */
  isActive(): boolean;
  leavesOut(names: readonly string[]): boolean;
  /** Names of one person or group that were seen together. */
  learn(names: readonly string[]): void;
  /** Something was left out. */
  count(): void;
}
