import type { MediaDetails } from '#shared/model/attachment.ts';

/** An encrypted file on WhatsApp's media servers, as a message describes it. */
export interface MediaReference {
  readonly type: MediaType;
  readonly url: string | null;
  readonly directPath: string | null;
  /** Empty when the message brought none. */
  readonly key: Uint8Array;
  readonly sha256: Uint8Array | null;
  readonly size: number | null;
}

/** A file as its message describes it to a person. */
export interface DescribedMedia extends MediaReference {
  readonly name: string | null;
  readonly mime: string | null;
  readonly seconds: number | null;
  readonly details: MediaDetails;
  /** The small picture that came inside the message. */
  readonly preview: Uint8Array | null;
}

/** The names that WhatsApp derives a file's keys with. */
export type MediaType = 'Image' | 'Video' | 'Audio' | 'Document' | 'Sticker Pack' | 'History';

/** What the kinds of file messages have in common. */
export interface MediaFields {
  readonly url?: string | null;
  readonly directPath?: string | null;
  readonly mediaKey?: Uint8Array | null;
  readonly fileSha256?: Uint8Array | null;
  readonly fileLength?: unknown;
  readonly fileName?: string | null;
  readonly mimetype?: string | null;
  readonly seconds?: number | null;
  readonly width?: number | null;
  readonly height?: number | null;
  readonly pageCount?: number | null;
  readonly waveform?: Uint8Array | null;
  readonly jpegThumbnail?: Uint8Array | null;
  readonly pngThumbnail?: Uint8Array | null;
}

const longestName = 255;
const longestWaveform = 64;
const mostPixels = 100_000;
const mostPages = 1_000_000;
/** Larger than any that WhatsApp makes; what is beyond is not shown. */
const largestPreview = 256 * 1024;

/** Reads what a message says about its file. */
export function readMedia(type: MediaType, fields: MediaFields): DescribedMedia {
  const size = Number(fields.fileLength ?? Number.NaN);
  const preview = previewOf(fields);
  return {
    type,
    url: fields.url || null,
    directPath: fields.directPath || null,
    key: fields.mediaKey ?? new Uint8Array(0),
    sha256: fields.fileSha256?.length ? fields.fileSha256 : null,
    size: Number.isSafeInteger(size) && size > 0 ? size : null,
    name: fields.fileName?.slice(0, longestName) || null,
    mime: fields.mimetype?.slice(0, longestName) || null,
    seconds: fields.seconds ?? null,
    details: {
      width: counted(fields.width, mostPixels),
      height: counted(fields.height, mostPixels),
      pages: counted(fields.pageCount, mostPages),
      waveform: readWaveform(fields.waveform),
      hasPreview: preview !== null,
    },
    preview,
  };
}

/** Whether the message tells enough to fetch the file. */
export const isFetchable = (file: MediaReference): boolean =>
  file.key.length > 0 && (file.url !== null || file.directPath !== null);

function previewOf({ jpegThumbnail, pngThumbnail }: MediaFields): Uint8Array | null {
  const preview = jpegThumbnail?.length ? jpegThumbnail : pngThumbnail;
  return preview?.length && preview.length <= largestPreview ? preview : null;
}

/** A number that is worth showing; senders may write any. */
function counted(value: number | null | undefined, most: number): number | null {
  return value && Number.isSafeInteger(value) && value > 0 && value <= most ? value : null;
}

function readWaveform(bytes: Uint8Array | null | undefined): number[] | null {
  if (!bytes?.length) return null;
  return [...bytes.subarray(0, longestWaveform)].map((value) => Math.min(value, 100));
}
