import { open, stat } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { inspectChatExport } from './chat-export.ts';
import { accounted, lines, readWhole, writeStreamedZip, writeZip } from './test-exports.ts';

const chat = [
  '15/3/24, 10:00 - Ana: IMG-20240315-WA0001.jpg (archivo adjunto)',
  '15/3/24, 10:01 - Luis: IMG-20240315-WA0002.jpg (archivo adjunto)',
  '15/3/24, 10:02 - Ana: gracias',
  'de verdad',
  '',
].join('\n');
const picture = (seed: number) =>
  Buffer.from(Array.from({ length: 30_000 }, (_, at) => (at * at * seed) % 251));
const files = [
  ['_chat.txt', chat],
  ['IMG-20240315-WA0001.jpg', picture(7)],
  ['IMG-20240315-WA0002.jpg', picture(11)],
] as const;

/** Leaves only the beginning of a file. */
async function cut(path: string, bytes: number): Promise<string> {
  await using file = await open(path, 'r+');
  await file.truncate(bytes);
  return path;
}

async function positionsOf(path: string, signature: string): Promise<number[]> {
  await using file = await open(path);
  const bytes = await file.readFile();
  const found: number[] = [];
  for (
    let at = bytes.indexOf(signature, 0, 'latin1');
    at >= 0;
    at = bytes.indexOf(signature, at + 1, 'latin1')
  )
    found.push(at);
  return found;
}

const zips = [
  ['with sizes before the data', writeZip],
  ['with sizes behind the data', writeStreamedZip],
] as const;

describe.each(zips)('a zip %s', (_, write) => {
  it('that has lost the list at its end is read whole', async () => {
    const path = await write(files);
    const [list = 0] = await positionsOf(path, 'PK\u0001\u0002');
    const whole = await readWhole(await cut(path, list));
    expect(whole.info).toMatchObject({ damage: 'files', attachments: { listed: 2, found: 2 } });
    expect(whole.records.map(({ attachment }) => attachment?.missing ?? null)).toEqual([null, null, null]);
    expect(whole.records[0]?.attachment?.size).toBe(30_000);
  });

  it('that ends within a file gives the chat and the files before it, and says which one is damaged', async () => {
    const path = await write(files);
    const [, , last = 0] = await positionsOf(path, 'PK\u0003\u0004');
    const whole = await readWhole(await cut(path, last + 200));
    expect(whole.info).toMatchObject({ damage: 'files', attachments: { listed: 2, found: 1 } });
    expect(lines(whole.records)).toHaveLength(3);
    expect(whole.records.map(({ attachment }) => attachment?.missing ?? null)).toEqual([
      null,
      'damaged',
      null,
    ]);
  });
});

describe('a zip that ends within the chat itself', () => {
  const long = Array.from(
    { length: 4000 },
    (_, at) => `15/3/24, 10:${String(at % 60).padStart(2, '0')} - Ana: ${(at * 7919) % 104_729}`,
  ).join('\n');

  it('gives the messages that are there whole, and keeps the last one as it is', async () => {
    const path = await writeStreamedZip([['_chat.txt', long]]);
    const { size } = await stat(path);
    const whole = await readWhole(await cut(path, Math.floor(size / 2)));
    expect(whole.info.damage).toBe('text');
    expect(whole.records.length).toBeGreaterThan(1000);
    expect(whole.records.every(({ text }, at) => text === `${(at * 7919) % 104_729}`)).toBe(true);
    expect(whole.unread).toHaveLength(1);
    expect(whole.unread[0]?.text).toMatch(/^15\/3\/24, /u);
    expect(accounted(whole)).toBe(whole.last.lines.total);
  });
});

describe('a zip of which nothing is left', () => {
  it('is unreadable', async () => {
    const path = await cut(await writeZip(files), 20);
    await expect(inspectChatExport(path)).rejects.toMatchObject({
      code: 'file-unreadable',
      data: { reason: 'damaged' },
    });
  });

  it('whose chat stood in the part that is missing is unreadable, rather than no chat', async () => {
    const path = await writeZip(files.toReversed());
    const [, second = 0] = await positionsOf(path, 'PK\u0003\u0004');
    await expect(inspectChatExport(await cut(path, second + 10))).rejects.toMatchObject({
      code: 'file-unreadable',
      data: { reason: 'damaged' },
    });
  });
});
