import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { EvaluatedMessage, Verdict } from '#shared/model/policy.ts';
import { createCaptureDesk, type CaptureDesk } from './capture.ts';
import { openCustomerNotices, type CustomerNotices } from './customer-notices.ts';
import { openDatabase, type Frozen, type Reader, type Writer } from './database.ts';
import { endAbandonedExports } from './export/exports.ts';
import { cancelAbandonedImports } from './imports.ts';
import { openMediaStore, type MediaStore } from './media.ts';
import { openExclusions, type Exclusions } from './exclusions.ts';
import { keepCopy, removeOldCopies } from './migrations/copy-before.ts';
import { migrate } from './migrations/migrate.ts';

/** An open archive: the encrypted database and the encrypted files beside it. */
export interface Archive {
  readonly reader: Reader;
  readonly writer: Writer;
  readonly media: MediaStore;
  /** The private contacts and groups of each line. */
  readonly exclusions: Exclusions;
  /** What customers are told. */
  readonly customerNotices: CustomerNotices;
  /** The desk at which connectors commit; `evaluate` says which policies a message hits. */
  captureDesk(evaluate: (message: EvaluatedMessage) => readonly Verdict[]): CaptureDesk;
  /** For a backup: see `Database.freeze`. */
  freeze(): Frozen | null;
  close(): void;
}

/** Where the database of a workspace is. */
export function archiveFile(folder: string): string {
  return join(folder, 'archive.db');
}

/** Where the encrypted files of a workspace are. */
export function mediaFolder(folder: string): string {
  return join(folder, 'media');
}

/**
 * Opens the archive of a workspace folder, making it when there is none, and brings it to the present shape. Errors:
 * `workspace-damaged`, `workspace-newer`.
 */
export function openArchive(folder: string, key: Uint8Array, now: () => number): Archive {
  mkdirSync(folder, { recursive: true });
  const database = openDatabase(archiveFile(folder), key);
  try {
    const { writer } = database;
    migrate(writer, (shape) => keepCopy(writer, archiveFile(folder), shape));
    removeOldCopies(folder, now());
    cancelAbandonedImports(database.writer, now());
    endAbandonedExports(database.writer, now());
  } catch (error) {
    database.close();
    throw error;
  }
  const { reader, writer } = database;
  const exclusions = openExclusions(writer, key, now);
  const customerNotices = openCustomerNotices(writer);
  return {
    reader,
    writer,
    media: openMediaStore(mediaFolder(folder), key),
    exclusions,
    customerNotices,
    captureDesk: (evaluate) => createCaptureDesk(writer, evaluate, now, exclusions, customerNotices),
    freeze: () => database.freeze(),
    close: () => database.close(),
  };
}
