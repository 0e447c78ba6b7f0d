import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { AtalayaError } from '#shared/errors.ts';
import { verifyExport, type FoundFile, type Report, type Tools } from '#shared/verify/verify.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const keyPrefix = Buffer.from('302a300506032b6570032100', 'hex');

const tools: Tools = {
  decode: (bytes) => decoder.decode(bytes),
  encode: (text) => Buffer.from(text),
  fromBase64: (text) => Buffer.from(text, 'base64'),
  sha256() {
    const hash = createHash('sha256');
    return { update: (piece) => void hash.update(piece), hex: () => hash.digest('hex') };
  },
  isSigned(publicKey, message, signature) {
    const key = createPublicKey({
      key: Buffer.concat([keyPrefix, publicKey]),
      format: 'der',
      type: 'spki',
    });
    return verify(null, message, key, signature);
  },
};

/** Checks the export that lies in a folder. Error: `file-unreadable` when there is no such folder. */
export async function verifyFolder(folder: string): Promise<Report> {
  return verifyExport(await filesOf(folder), tools);
}

async function filesOf(folder: string): Promise<FoundFile[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files: FoundFile[] = [];
    for (const entry of entries) {
      if (entry.isDirectory()) continue;
      const file = join(entry.parentPath, entry.name);
      const { size } = await stat(file);
      const path = relative(folder, file).split(sep).join('/');
      files.push({ path, size, read: () => createReadStream(file, { highWaterMark: 1 << 20 }) });
    }
    return files;
  } catch (cause) {
    throw new AtalayaError('file-unreadable', {}, { cause });
  }
}
