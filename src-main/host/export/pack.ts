import { createWriteStream } from 'node:fs';
import { Readable, Writable } from 'node:stream';
import { configure, ZipWriter } from '@zip.js/zip.js';
import type { ExportProgress } from '#shared/model/export.ts';
import type { ExportOutput } from './output.ts';

// The thread of an export is one already.
configure({ useWebWorkers: false });

/** AES with 256 bits, as 7-Zip and WinZip read it (AE-2). */
const encryptionStrength = 3;
/** The first time that the format knows: nothing depends on when it was packed. */
const lastModDate = new Date(1980, 0, 1);

/**
 * Packs a whole export into one encrypted zip, a file at a time. The names of its files can be read without the
 * password; the format does not hide them. Errors: those of the file system; an aborted signal's reason.
 */
export async function packZip(
  output: ExportOutput,
  file: string,
  password: string,
  onProgress: (progress: ExportProgress) => void,
  signal: AbortSignal,
): Promise<void> {
  const zip = new ZipWriter(Writable.toWeb(createWriteStream(file, { flags: 'wx', mode: 0o600 })), {
    password,
    encryptionStrength,
    lastModDate,
    signal,
  });
  let done = 0;
  for (const { path } of output.listed()) {
    signal.throwIfAborted();
    await zip.add(path, Readable.toWeb(output.read(path)));
    done += 1;
    onProgress({ step: 'packing', done, total: output.files });
  }
  await zip.close();
}
