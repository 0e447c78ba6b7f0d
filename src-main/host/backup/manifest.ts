import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { workspaceFile } from '#host/workspace/workspace.ts';
import { AtalayaError } from '#shared/errors.ts';
import { generationsFolder } from './layout.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What a backup says of itself. Its key ring opens it with the passphrase of that day, or with the recovery code. */
const manifest = z.strictObject({
  format: z.literal(1),
  createdAt: z.int(),
  /** Number of the archive's shape. */
  shape: z.int(),
  workspace: workspaceFile,
  database: z.strictObject({ bytes: z.int(), chunkBytes: z.int().min(4096).max(67_108_864) }),
  files: z.strictObject({ count: z.int(), bytes: z.int() }),
  /** The newest entry of the ledger in it. */
  head: z.strictObject({ seq: z.int(), hash: z.string() }),
  messages: z.int(),
  /** SHA-256 of the list beside it. */
  list: sha256,
});
export type Manifest = z.output<typeof manifest>;

function seal(key: Uint8Array, text: string): Buffer {
  const secret = Buffer.from(hkdfSync('sha256', key, '', 'atalaya backup manifest', 32));
  return createHmac('sha256', secret).update(text).digest();
}

/** The text of a `.backup`: the manifest as JSON on one line, and on the next an HMAC-SHA256 under the workspace's key. */
export function writeManifest(content: Manifest, key: Uint8Array): string {
  const text = JSON.stringify(content);
  return `${text}\n${seal(key, text).toString('hex')}\n`;
}

/** A manifest and whether a key vouches for it. */
export interface SealedManifest {
  readonly content: Manifest;
  /** Error: `backup-damaged` when it is not what was written with that key. */
  require(key: Uint8Array): Manifest;
}

/** Reads the manifest of a backup. Error: `backup-damaged`. */
export function readManifest(set: string, generation: string): SealedManifest {
  try {
    const [text = '', mark = ''] = readFileSync(
      join(generationsFolder(set), `${generation}.backup`),
      'utf8',
    ).split('\n');
    const content = manifest.parse(JSON.parse(text));
    return {
      content,
      require(key) {
        const expected = seal(key, text);
        const found = Buffer.from(mark, 'hex');
        if (found.length !== expected.length || !timingSafeEqual(found, expected))
          throw new AtalayaError('backup-damaged', { what: 'manifest' });
        return content;
      },
    };
  } catch (cause) {
    throw new AtalayaError('backup-damaged', { what: 'manifest' }, { cause });
  }
}

/** One thing that a backup is made of. */
export type Part =
  | { readonly type: 'chunk'; readonly sha256: string }
  | { readonly type: 'file'; readonly name: string; readonly size: number };

/** A line of a list. */
export function partLine(part: Part): string {
  return part.type === 'chunk' ? `c ${part.sha256}\n` : `f ${part.name} ${part.size}\n`;
}

const chunkLine = /^c ([0-9a-f]{64})$/;
const fileLine = /^f ([0-9a-f]{2}\/[0-9a-f]{62}) (\d{1,15})$/;

/**
 * The parts of a backup in their order, as a stream: a list can be long. Error: `backup-damaged`; without a manifest,
 * as for cleaning up, the list is taken as it is.
 */
export async function* readList(
  set: string,
  generation: string,
  expected: Manifest | null,
): AsyncGenerator<Part> {
  const hash = createHash('sha256');
  const stream = createReadStream(join(generationsFolder(set), `${generation}.list`));
  stream.on('data', (piece) => hash.update(piece));
  try {
    for await (const line of createInterface({ input: stream })) {
      const chunk = chunkLine.exec(line)?.[1];
      if (chunk !== undefined) {
        yield { type: 'chunk', sha256: chunk };
        continue;
      }
      const [, name, size] = fileLine.exec(line) ?? [];
      if (name === undefined) throw new Error('not a line of a list');
      yield { type: 'file', name, size: Number(size) };
    }
  } catch (cause) {
    throw new AtalayaError('backup-damaged', { what: 'list' }, { cause });
  }
  if (expected !== null && hash.digest('hex') !== expected.list)
    throw new AtalayaError('backup-damaged', { what: 'list' });
}
