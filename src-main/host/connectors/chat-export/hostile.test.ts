import { open } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { inspectChatExport } from './chat-export.ts';
import { accounted, readWhole, writeExport, writeZip } from './test-exports.ts';

const megabyte = 1024 * 1024;
const chat = '5/3/24, 10:00 - Ana: hola\n15/3/24, 10:00 - Ana: n\n';

describe('a file that is no chat', () => {
  it.each(['', '\n\n', 'hola\nadiós\n', 'a,b,c\n1,2,3\n', '\u0000'.repeat(1000)])(
    'is refused: %j',
    async (content) => {
      await expect(inspectChatExport(await writeExport(content))).rejects.toMatchObject({
        code: 'not-a-chat-export',
      });
    },
  );

  it('is given up after a few megabytes', async () => {
    const path = await writeExport('');
    const file = await open(path, 'r+');
    await file.truncate(4096 * megabyte);
    await file.close();
    await expect(inspectChatExport(path)).rejects.toMatchObject({ code: 'not-a-chat-export' });
  });

  it('is told apart from one that is not there', async () => {
    await expect(inspectChatExport('/nowhere/chat.txt')).rejects.toMatchObject({
      code: 'file-unreadable',
      data: { reason: 'system' },
    });
  });
});

describe('a strange text', () => {
  it('of a header only is a message without a body', async () => {
    const { records } = await readWhole(await writeExport('5/3/24, 21:05 - Ana:'));
    expect(records).toMatchObject([{ kind: 'view-once', text: '', sender: { name: 'Ana' } }]);
  });

  it('of one endless line is cut, and the rest is kept beside it', async () => {
    const endless = 'ñandú '.repeat((20 * megabyte) / 7);
    const whole = await readWhole(
      await writeExport(`${chat}15/3/24, 10:01 - Ana: ${endless}\n15/3/24, 10:02 - Ana: fin`),
    );
    expect(whole.records.map((record) => record.text.length)).toEqual([4, 1, 65_536, 3]);
    expect(whole.last.lines).toMatchObject({ total: 4, message: 4, cut: 1 });
    const kept = whole.unread.map((line) => line.text).join('');
    expect((whole.records[2]?.text ?? '') + kept).toBe(endless);
    expect(new Set(whole.unread.map((line) => `${line.line} ${line.reason}`))).toEqual(
      new Set(['3 too-long']),
    );
  });

  it('of a message with endless lines is cut between lines', async () => {
    const more = Array.from({ length: 30_000 }, (_, at) => `línea ${at}`);
    const whole = await readWhole(await writeExport(`${chat}${more.join('\n')}\n16/3/24, 10:00 - Ana: fin`));
    expect(whole.records).toHaveLength(3);
    expect(whole.records[1]?.text.length).toBeLessThanOrEqual(65_536);
    expect(accounted(whole)).toBe(30_003);
    const kept = [
      ...(whole.records[1]?.text ?? '').split('\n').slice(1),
      ...whole.unread.map((line) => line.text),
    ];
    expect(kept).toEqual(more);
  });

  it('of bytes that are no UTF-8 is read with replacements, which are counted', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`${chat}15/3/24, 10:01 - Ana: \uFFFD `),
      Buffer.from([0xff, 0xc3, 0x28, 0x0a]),
    ]);
    const { records, last } = await readWhole(await writeExport(bytes));
    expect(records[2]?.text).toBe('\uFFFD \uFFFD\uFFFD(');
    expect(last.invalidBytes).toBe(2);
  });

  it('of lone surrogates in UTF-16 is read with replacements, which are counted', async () => {
    const bytes = Buffer.from(`\uFEFF${chat}15/3/24, 10:01 - Ana: \uD800 x`, 'utf16le');
    const { records, last } = await readWhole(await writeExport(bytes));
    expect(records[2]?.text).toBe('\uFFFD x');
    expect(last.invalidBytes).toBe(1);
  });

  it('with NULs and marks keeps them as text', async () => {
    const { records } = await readWhole(await writeExport(`${chat}16/3/24, 10:00 - Ana: a\u0000b\u202Ec`));
    expect(records[2]?.text).toBe('a\u0000b\u202Ec');
  });

  it('never splits a character where a text is cut', async () => {
    const { records } = await readWhole(
      await writeExport(`${chat}16/3/24, 10:00 - Ana: a${'🙈'.repeat(40_000)}`),
    );
    expect(records[2]?.text).toHaveLength(65_535);
    expect(records[2]?.text.isWellFormed()).toBe(true);
  });

  it('whose time only runs backward is read in linear time, each line a message', async () => {
    const back = Array.from({ length: 20_000 }, (_, at) => {
      const day = new Date(Date.UTC(2024, 0, 1) - at * 4 * 3_600_000).toISOString();
      return `${day.slice(0, 10).replaceAll('-', '/')}, ${day.slice(11, 16)} - Ana: ${at}`;
    });
    const { records } = await readWhole(await writeExport(back.join('\n')));
    expect(records).toHaveLength(20_000);
  });

  it.each([
    ['author', (at: number) => `Person ${at}: x`],
    ['brackets', (at: number) => `Ana: ${'<'.repeat(2000)} ${at}>`],
    [
      'edits',
      (at: number) => `Ana: ${at} ${'<This message was edited> '.repeat(100)}<This message was edited>`,
    ],
    ['parentheses', (at: number) => `Ana: ${' ('.repeat(1000)} ${at})`],
    ['marks', (at: number) => `Ana: ${'\u200e'.repeat(2000)}${at}`],
    ['a place that never ends', (at: number) => `Ana: ${'a: '.repeat(100)}https://maps.google.com/?q=${at}x`],
  ])('of nothing but %s accounts for every line', async (_, body) => {
    const text = Array.from({ length: 2000 }, (_, at) => `15/3/24, 10:00 - ${body(at)}`).join('\n');
    const whole = await readWhole(await writeExport(text));
    expect(accounted(whole)).toBe(2000);
  });
});

describe('a zip', () => {
  it('without a text is no chat', async () => {
    const path = await writeZip([['a.jpg', 'x']]);
    await expect(inspectChatExport(path)).rejects.toMatchObject({ code: 'not-a-chat-export' });
  });

  it('that would swell beyond measure is refused before anything is unpacked', async () => {
    const path = await writeZip([['_chat.txt', Buffer.alloc(80 * megabyte)]]);
    await expect(inspectChatExport(path)).rejects.toMatchObject({
      code: 'zip-unsafe',
      data: { reason: 'ratio' },
    });
  });

  it.each(['../evil.txt', '/evil.txt'])('with the name %s is refused', async (name) => {
    const path = await writeZip([
      ['_chat.txt', chat],
      ['x'.repeat(name.length), 'x'],
    ]);
    await replaceInFile(path, 'x'.repeat(name.length), name);
    await expect(inspectChatExport(path)).rejects.toMatchObject({
      code: 'zip-unsafe',
      data: { reason: 'name' },
    });
  });

  it('that is encrypted says so', async () => {
    const path = await writeZip([['_chat.txt', chat]]);
    await setEncryptedFlag(path);
    await expect(inspectChatExport(path)).rejects.toMatchObject({
      code: 'file-unreadable',
      data: { reason: 'encrypted' },
    });
  });

  it('with two files of one name takes the first', async () => {
    const named = `${chat}16/3/24, 10:00 - Ana: IMG-20240316-WA0001.jpg (archivo adjunto)`;
    const path = await writeZip([
      ['_chat.txt', named],
      ['a/IMG-20240316-WA0001.jpg', 'first'],
      ['b/IMG-20240316-WA0001.jpg', 'second one'],
    ]);
    const { records } = await readWhole(path);
    expect(records[2]?.attachment).toMatchObject({ size: 5, missing: null });
  });
});

async function replaceInFile(path: string, from: string, to: string): Promise<void> {
  await using file = await open(path, 'r+');
  const bytes = await file.readFile();
  for (let at = bytes.indexOf(from); at >= 0; at = bytes.indexOf(from, at + 1)) bytes.write(to, at, 'latin1');
  await file.write(bytes, 0, bytes.length, 0);
}

/** Sets bit 0 of the general purpose flags in the local and the central header of the only entry. */
async function setEncryptedFlag(path: string): Promise<void> {
  await using file = await open(path, 'r+');
  const bytes = await file.readFile();
  const central = bytes.indexOf(Buffer.from('PK\u0001\u0002', 'latin1'));
  for (const at of [6, central + 8]) bytes.writeUInt16LE(bytes.readUInt16LE(at) | 1, at);
  await file.write(bytes, 0, bytes.length, 0);
}
