import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../tests/helpers/archive.ts';
import { openMediaStore } from './media.ts';

async function* inPieces(content: Uint8Array, pieceBytes: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < content.length; start += pieceBytes) {
    yield content.subarray(start, start + pieceBytes);
  }
}

async function* failing(): AsyncGenerator<Uint8Array> {
  yield randomBytes(70_000);
  throw new Error('the connection broke');
}

function openStore(folder = temporaryFolder(), key = randomBytes(32)) {
  const files = () =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  return { store: openMediaStore(folder, key), files };
}

it.each([0, 1, 65_535, 65_536, 65_537, 200_000])(
  'gives back a file of %i bytes, whole and in part',
  async (size) => {
    const { store } = openStore();
    const content = randomBytes(size);
    const stored = await store.store(inPieces(content, 10_007));
    expect(stored).toEqual({ sha256: createHash('sha256').update(content).digest('hex'), size });
    expect(await store.size(stored.sha256)).toBe(size);
    expect(content.equals(await store.read(stored.sha256, 0, size))).toBe(true);
    for (const [start, end] of [
      [0, 1],
      [65_530, 65_542],
      [size - 3, size + 10],
      [70_000, 140_000],
    ] as const) {
      const part = Buffer.from(await store.read(stored.sha256, start, end));
      expect(part.equals(content.subarray(Math.max(start, 0), end))).toBe(true);
    }
  },
);

it('keeps the same content once, under a name that does not tell what it is', async () => {
  const { store, files } = openStore();
  const content = randomBytes(100_000);
  const { sha256 } = await store.store(inPieces(content, 9_999));
  await store.store(inPieces(content, 1_234));
  expect(files()).toHaveLength(1);
  expect(files()[0]).not.toContain(sha256.slice(2, 20));
  expect(readFileSync(files()[0] ?? '').includes(content.subarray(0, 32))).toBe(false);
});

it('leaves nothing behind when the source fails', async () => {
  const { store, files } = openStore();
  await expect(store.store(failing())).rejects.toThrow('the connection broke');
  expect(files()).toEqual([]);
});

it('does not give out a file that was changed or cut off', async () => {
  const { store, files } = openStore();
  const content = randomBytes(150_000);
  const { sha256 } = await store.store(inPieces(content, 50_000));
  const [file = ''] = files();
  const intact = readFileSync(file);
  const changed = Buffer.from(intact);
  changed[90_000] = (changed[90_000] ?? 0) ^ 1;
  writeFileSync(file, changed);
  await expect(store.read(sha256, 0, content.length)).rejects.toMatchObject({ code: 'media-missing' });
  writeFileSync(file, intact);
  // Exactly one chunk less: the last one that is left was not sealed as the last.
  truncateSync(file, 21 + 2 * (65_536 + 16));
  await expect(store.read(sha256, 0, 131_072)).rejects.toMatchObject({ code: 'media-missing' });
});

it('tells whether a content is there, and not when its file was cut off or is gone', async () => {
  const { store, files } = openStore();
  const { sha256 } = await store.store(inPieces(randomBytes(150_000), 50_000));
  expect(await store.find(sha256)).toEqual({ sha256, size: 150_000 });
  expect(await store.find('0'.repeat(64))).toBeNull();
  const [file = ''] = files();
  truncateSync(file, 21 + 2 * (65_536 + 16));
  expect(await store.find(sha256)).toBeNull();
  rmSync(file);
  await expect(store.size(sha256)).rejects.toMatchObject({ code: 'media-missing' });
});

it('takes the place of a damaged file when the same content comes again', async () => {
  const { store, files } = openStore();
  const content = randomBytes(150_000);
  const { sha256 } = await store.store(inPieces(content, 50_000));
  truncateSync(files()[0] ?? '', 100);
  await store.store(inPieces(content, 50_000));
  expect(files()).toHaveLength(1);
  expect(content.equals(await store.read(sha256, 0, content.length))).toBe(true);
});

it('removes what a killed run left half written, and nothing else', async () => {
  const folder = temporaryFolder();
  const key = randomBytes(32);
  const { store, files } = openStore(folder, key);
  const { sha256 } = await store.store(inPieces(randomBytes(10), 10));
  writeFileSync(join(folder, `.${'ab'.repeat(12)}`), randomBytes(1000));
  const again = openStore(folder, key);
  expect(files()).toHaveLength(1);
  expect(await again.store.find(sha256)).not.toBeNull();
});

it('takes in a file of 200 MB without holding it in memory', async () => {
  const { store } = openStore();
  const piece = randomBytes(65_536);
  const pieces = 3_200;
  let peak = 0;
  const before = process.memoryUsage.rss();
  async function* large(): AsyncGenerator<Uint8Array> {
    for (let index = 0; index < pieces; index += 1) {
      peak = Math.max(peak, process.memoryUsage.rss() - before);
      yield piece;
    }
  }
  const stored = await store.store(large());
  expect(stored.size).toBe(pieces * piece.length);
  expect(peak).toBeLessThan(100 * 1024 ** 2);
}, 60_000);
