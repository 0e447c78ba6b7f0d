import { openPromise, type ZipFile } from 'yauzl';
import { AtalayaError } from '#shared/errors.ts';
import {
  entryFile,
  isBadName,
  maximumEntries,
  swells,
  unreadable,
  unsafe,
  type OpenZip,
  type ZippedFile,
} from './zip-file.ts';
import { recoverZip } from './zip-recovery.ts';

const longestPath = 1024;

/**
 * Lists a zip without unpacking it; of one whose end is missing, what is left. Nothing is ever written by the names
 * inside, and yet a zip that has names outside of its folder, or that would swell beyond all measure, is no export of
 * WhatsApp: it throws `zip-unsafe`. Those of which nothing is left, and encrypted ones, throw `file-unreadable`.
 */
export async function openZip(path: string, signal?: AbortSignal): Promise<OpenZip> {
  try {
    return await openWhole(path);
  } catch (cause) {
    if (cause instanceof AtalayaError) throw cause;
    const recovered = isBadName(cause) ? null : await recoverZip(path, signal);
    if (recovered === null) throw unreadable(cause);
    return recovered;
  }
}

async function openWhole(path: string): Promise<OpenZip> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true });
  try {
    return { files: await listFiles(zip), isDamaged: false, close: async () => zip.close() };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function listFiles(zip: ZipFile): Promise<ZippedFile[]> {
  if (zip.entryCount > maximumEntries) throw unsafe('entries');
  const files: ZippedFile[] = [];
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    if (entry.fileNameLength > longestPath) throw unsafe('name');
    total += entry.uncompressedSize;
    if (swells(entry.uncompressedSize, entry.compressedSize) || swells(total, zip.fileSize))
      throw unsafe('ratio');
    const file = entryFile({
      path: entry.fileName,
      size: entry.uncompressedSize,
      isWhole: true,
      isEncrypted: entry.isEncrypted(),
      open: () => zip.openReadStreamPromise(entry),
    });
    if (file !== null) files.push(file);
  }
  return files;
}
