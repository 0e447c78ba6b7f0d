import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { MediaSink, StoredFile } from '#host/connectors/connector.ts';
import { AtalayaError } from '#shared/errors.ts';

/** The signed paper in the media store. */
export interface StoredPaper {
  readonly file: StoredFile;
  readonly name: string;
  readonly mime: string;
}

/** How the files begin that show a signed paper: by content, whatever they are called. */
const kinds: readonly (readonly [mime: string, offset: number, bytes: string])[] = [
  ['application/pdf', 0, '%PDF-'],
  ['image/jpeg', 0, '\u00ff\u00d8\u00ff'],
  ['image/png', 0, '\u0089PNG\r\n'],
  ['image/webp', 8, 'WEBP'],
];
const headBytes = 16;

/** Stores a scanned or photographed paper. Errors: `file-unreadable`, `paper-unsupported`. */
export async function storePaper(media: MediaSink, path: string): Promise<StoredPaper> {
  const name = basename(path);
  const head = await readHead(path).catch((cause: unknown) => {
    throw new AtalayaError('file-unreadable', { name }, { cause });
  });
  const kind = kinds.find(([, offset, bytes]) => head.startsWith(bytes, offset));
  if (kind === undefined) throw new AtalayaError('paper-unsupported', { name });
  return { file: await media.store(createReadStream(path)), name, mime: kind[0] };
}

async function readHead(path: string): Promise<string> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await handle.close();
  }
}
