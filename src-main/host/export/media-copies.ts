import type { MediaReader } from '#host/archive/media.ts';
import { AtalayaError } from '#shared/errors.ts';
import type { ExportAttachment, ExportRecord } from '#shared/model/export-record.ts';
import { mediaPath } from './file-names.ts';
import type { ExportOutput } from './output.ts';

/** Puts the files of messages into an export, decrypted. */
export interface MediaCopies {
  /** The same record, saying where its file lies; one that can't be read is said to be damaged. */
  copied(record: ExportRecord, signal: AbortSignal): Promise<ExportRecord>;
  readonly files: number;
  readonly bytes: number;
  readonly missing: number;
}

const pieceBytes = 4_194_304;

/** Copies into an export from the store. */
export function createMediaCopies(media: MediaReader, output: ExportOutput): MediaCopies {
  let files = 0;
  let bytes = 0;
  let missing = 0;

  async function copy(
    attachment: ExportAttachment,
    sha256: string,
    signal: AbortSignal,
  ): Promise<ExportAttachment> {
    const path = mediaPath(sha256, attachment.name, attachment.mime);
    if (output.has(path)) return { ...attachment, path };
    const size = await media.size(sha256);
    // The first piece is read before the file is made: a damaged one leaves nothing.
    let piece = await media.read(sha256, 0, Math.min(size, pieceBytes));
    const file = output.open(path);
    for (let start = 0; ;) {
      signal.throwIfAborted();
      file.write(piece);
      start += piece.length;
      if (start >= size) break;
      piece = await media.read(sha256, start, Math.min(size, start + pieceBytes));
    }
    file.close();
    files += 1;
    bytes += size;
    return { ...attachment, path };
  }

  return {
    async copied(record, signal) {
      if (record.type !== 'message' || record.attachment === null) return record;
      const { attachment } = record;
      if (attachment.sha256 === null || attachment.missing !== null) {
        missing += 1;
        return record;
      }
      try {
        return { ...record, attachment: await copy(attachment, attachment.sha256, signal) };
      } catch (error) {
        if (!(error instanceof AtalayaError && error.code === 'media-missing')) throw error;
        missing += 1;
        return { ...record, attachment: { ...attachment, missing: 'damaged', path: null } };
      }
    },
    get files() {
      return files;
    },
    get bytes() {
      return bytes;
    },
    get missing() {
      return missing;
    },
  };
}
