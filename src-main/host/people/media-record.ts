import type { Reader, Writer } from '#host/archive/database.ts';
import { recordAction } from '#host/archive/ledger.ts';

/** Puts on record which files people look at. */
export interface MediaRecord {
  /** A file is shown or saved; until somebody else signs in, it is on record once. */
  opened(sha256: string): void;
  /** Somebody else is there now. */
  beginAnew(): void;
}

/** A record of opened files in an open archive. Its subject is the newest message with the file; 0 for a notice's paper. */
export function createMediaRecord(reader: Reader, writer: Writer, now: () => number): MediaRecord {
  const opened = new Set<string>();
  return {
    opened(sha256) {
      if (opened.has(sha256)) return;
      opened.add(sha256);
      const message = reader
        .sql<{ id: number | null }>('select max(message_id) as id from attachments where sha256 = ?')
        .get(sha256);
      const details = { sha256 };
      recordAction(writer, { at: now(), kind: 'media-opened', subject: message?.id ?? 0, details });
    },
    beginAnew: () => opened.clear(),
  };
}
