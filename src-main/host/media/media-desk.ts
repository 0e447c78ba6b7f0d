import { setImmediate } from 'node:timers/promises';
import type { Archive } from '#host/archive/archive.ts';
import {
  countAttachments,
  findMissingFile,
  listMissingFiles,
  markDamaged,
  type MissingFile,
  readEvidence,
  recordRetry,
  reopenAttachments,
} from '#host/archive/attachments.ts';
import { previewOfEvidence } from '#host/connectors/whatsapp-linked/evidence.ts';
import type { EventCollector } from '#host/events.ts';
import type { LineDesk } from '#host/lines/line-desk.ts';
import type { Log } from '#host/log.ts';
import type { LineMedia } from '#shared/contract/media.ts';
import { AtalayaError } from '#shared/errors.ts';
import { retriedReasons } from '#shared/model/attachment.ts';

/** The stored files for whoever shows or saves them, and what can be done about those that are missing. */
export interface MediaDesk {
  /** Size of a stored file in bytes; a damaged one is noted as missing. Errors: `media-missing`, `file-unreadable`. */
  size(sha256: string): Promise<number>;
  /** The bytes from `start` to before `end`. Errors: `media-missing`, `file-unreadable`. */
  read(sha256: string, start: number, end: number): Promise<Uint8Array>;
  /** The small picture that came inside a message. Error: `media-missing`. */
  preview(messageId: number): Uint8Array;
  /** How many files of a line there are and are missing. Error: `not-found`. */
  ofLine(lineId: number): LineMedia;
  /** Has a message's missing file fetched anew. Errors: `not-found`, `notice-missing`, `line-not-linked`. */
  retry(messageId: number): void;
  /** Has all missing files of a line fetched anew; returns how many. Errors as for `retry`. */
  retryLine(lineId: number, signal?: AbortSignal): Promise<number>;
}

export interface MediaDeskOptions {
  readonly archive: Archive;
  readonly lines: LineDesk;
  readonly events: EventCollector;
  readonly log: Log;
  readonly now: () => number;
}

const filesAtOnce = 200;

export function createMediaDesk({ archive, lines, events, log, now }: MediaDeskOptions): MediaDesk {
  async function noticing<T>(sha256: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof AtalayaError && error.code === 'media-missing') {
        const conversationIds = markDamaged(archive.writer, sha256, now());
        if (conversationIds.length > 0) {
          log.warn({ conversations: conversationIds.length }, 'a stored file is lost or was changed');
          events.emit({ type: 'inbox.changed', conversationIds });
        }
      }
      throw error;
    }
  }

  /** Hands files to the line's connector; those whose evidence does not tell where they were are left as they are. */
  function fetchAgain(lineId: number, missing: readonly MissingFile[]): number {
    const { found, changes, start } = lines.refetch(lineId)(missing);
    reopenAttachments(archive.writer, lineId, found, changes, now());
    start();
    const conversationIds = [...new Set(found.map((file) => file.conversation_id))];
    if (conversationIds.length > 0) events.emit({ type: 'inbox.changed', conversationIds });
    return found.length;
  }

  return {
    size: (sha256) => noticing(sha256, () => archive.media.size(sha256)),
    read: (sha256, start, end) => noticing(sha256, () => archive.media.read(sha256, start, end)),
    preview(messageId) {
      const evidence = readEvidence(archive.reader, messageId);
      const preview = evidence && previewOfEvidence(evidence.key, evidence.raw);
      if (!preview) throw new AtalayaError('media-missing');
      return preview;
    },
    ofLine(lineId) {
      const { stored, missing } = countAttachments(archive.reader, lineId);
      return { stored, missing: [...missing], pause: lines.mediaPause(lineId) };
    },
    retry(messageId) {
      const missing = findMissingFile(archive.reader, messageId);
      if (missing === undefined) throw new AtalayaError('not-found');
      lines.refetch(missing.line_id);
      recordRetry(archive.writer, { messageId }, now());
      if (fetchAgain(missing.line_id, [missing]) === 0) throw new AtalayaError('not-found');
    },
    async retryLine(lineId, signal) {
      lines.refetch(lineId);
      recordRetry(archive.writer, { lineId }, now());
      let count = 0;
      for (const reason of retriedReasons) {
        let after = 0;
        for (;;) {
          signal?.throwIfAborted();
          const missing = listMissingFiles(archive.reader, lineId, reason, after, filesAtOnce);
          const last = missing.at(-1);
          if (last === undefined) break;
          count += fetchAgain(lineId, missing);
          after = last.id;
          await setImmediate();
        }
      }
      return count;
    },
  };
}
