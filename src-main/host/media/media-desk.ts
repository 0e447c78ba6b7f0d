import type { Archive } from '#host/archive/archive.ts';
import { markDamaged } from '#host/archive/attachments.ts';
import type { EventCollector } from '#host/events.ts';
import type { Log } from '#host/log.ts';
import { AtalayaError } from '#shared/errors.ts';

/** The stored files for whoever shows or saves them; one that turns out to be damaged is noted as missing. */
export interface MediaDesk {
  /** Size of a stored file in bytes. Errors: `media-missing`, `file-unreadable`. */
  size(sha256: string): Promise<number>;
  /** The bytes from `start` to before `end`. Errors: `media-missing`, `file-unreadable`. */
  read(sha256: string, start: number, end: number): Promise<Uint8Array>;
}

export interface MediaDeskOptions {
  readonly archive: Archive;
  readonly events: EventCollector;
  readonly log: Log;
  readonly now: () => number;
}

export function createMediaDesk({ archive, events, log, now }: MediaDeskOptions): MediaDesk {
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

  return {
    size: (sha256) => noticing(sha256, () => archive.media.size(sha256)),
    read: (sha256, start, end) => noticing(sha256, () => archive.media.read(sha256, start, end)),
  };
}
