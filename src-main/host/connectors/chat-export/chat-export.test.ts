import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inspectChatExport, readChatExport } from './chat-export.ts';
import { accounted, fixtures, lines, readWhole, writeExport, writeZip } from './test-exports.ts';

const spanish = join(fixtures, 'Chat de WhatsApp con Laura Méndez.txt');
const portuguese = join(fixtures, 'Conversa do WhatsApp com Loja Central.txt');
const english = join(fixtures, 'WhatsApp Chat - Orders Desk/_chat.txt');

/** The order found in a chat with these headers, what it rests on, and whether it is ambiguous. */
async function order(...headers: string[]) {
  const path = await writeExport(headers.map((header) => `${header}Ana: x`).join('\n'));
  const { dateOrder, dateOrderBasis, dateOrderAmbiguous } = await inspectChatExport(path);
  return [dateOrder, dateOrderBasis, dateOrderAmbiguous];
}

/** One message a day of March, each saying its day. */
function numbered(from: number, count: number): string[] {
  return Array.from({ length: count }, (_, at) => `${from + at}/3/24, 10:00 - Ana: ${from + at}`);
}

describe('an export of a chat', () => {
  it('of an Android phone in Spanish is read whole', async () => {
    const whole = await readWhole(spanish, { owner: 'Ventas Centro', zone: 'America/Mexico_City' });
    expect(whole.info).toMatchObject({
      platform: 'android',
      zip: false,
      dateOrder: 'dmy',
      dateOrderBasis: 'days',
      dateOrderAmbiguous: false,
      clock: '12h',
      authors: [
        { name: 'Ventas Centro', messages: 7 },
        { name: 'Laura Méndez', messages: 6 },
      ],
      firstLocalTime: '2024-03-05T09:05:00',
      lastLocalTime: '2024-03-14T20:21:00',
      title: 'Laura Méndez',
      kind: 'direct',
      messages: 13,
      system: 1,
      attachments: { listed: 3, found: 0, leftOut: 1 },
    });
    expect(lines(whole.records).slice(1, 9)).toEqual([
      '2024-03-05T15:06 Laura Méndez (text) Buenos días, ¿siguen abiertos?',
      '2024-03-05T15:07 Ventas Centro (text) Sí, hasta las 6.\nLe paso la lista:\n\n- tornillos\n- tuercas',
      '2024-03-05T15:07 Ventas Centro (text) ok',
      '2024-03-05T15:07 Ventas Centro (text) ok',
      '2024-03-05T18:30 Laura Méndez (image) ¿Es este modelo?',
      '2024-03-05T18:31 Ventas Centro (unknown) ',
      '2024-03-05T18:32 Ventas Centro (text) Cuesta $1,250.00',
      '2024-03-05T18:40 Laura Méndez (text) ',
    ]);
    const directions = whole.records.slice(0, 3).map((record) => record.direction);
    expect(directions).toEqual([null, 'incoming', 'outgoing']);
    expect(whole.records[7]).toMatchObject({ edited: true, deleted: false });
    expect(whole.records[8]).toMatchObject({ edited: false, deleted: true });
    expect(whole.records[0]?.conversation).toEqual({
      key: 'Laura Méndez',
      kind: 'direct',
      title: 'Laura Méndez',
    });
    expect(whole.last.lines).toEqual({
      total: 19,
      message: 13,
      system: 1,
      continuation: 5,
      blank: 0,
      unread: 0,
      cut: 0,
    });
  });

  it('of a group in Portuguese knows notices that quote a colon from messages', async () => {
    const { info, records } = await readWhole(portuguese, { owner: 'Rita' });
    expect(info).toMatchObject({ kind: 'group', title: 'Loja Central', messages: 6, system: 3 });
    const notices = records.filter((record) => record.kind === 'system');
    expect(notices).toHaveLength(3);
    expect(notices.map((notice) => notice.sender)).toEqual([null, null, null]);
    expect(notices[2]?.text).toBe('Rita mudou o nome do grupo de "Loja Central" para "Loja: Central"');
  });

  it('of an iPhone in English tells pasted headers by the ends of the lines, and notices by their mark', async () => {
    const whole = await readWhole(english, { owner: 'Ann Lee' });
    expect(whole.info).toMatchObject({
      platform: 'ios',
      dateOrder: 'mdy',
      title: 'Orders Desk',
      kind: 'group',
    });
    expect(whole.info.authors.map((author) => author.name)).toEqual(['Ann Lee', '~ Sam O', '+1 555 0100']);
    const pasted = whole.records.filter((record) => record.suspicious);
    expect(pasted.map((record) => record.text)).toEqual([
      'He said:\n[3/5/24, 9:06:00\u202fAM] Ann Lee: I never wrote this',
    ]);
    expect(whole.records.filter((record) => record.sender === null).map((record) => record.text)).toEqual([
      'Messages and calls are end-to-end encrypted. Only people in this chat can read, listen to, or share them.',
      'Ann Lee created this group',
      'Ann Lee added Bob',
    ]);
    expect(accounted(whole)).toBe(whole.last.lines.total);
  });

  it('keeps what stands before the first message as unread lines', async () => {
    const path = await writeExport(
      '\n \nexported by me\n5/3/24, 21:05 - Ana: hola\n15/3/24, 21:05 - Ana: n\n',
    );
    const whole = await readWhole(path);
    expect(whole.unread).toEqual([{ line: 3, text: 'exported by me', reason: 'no-message' }]);
    expect(whole.last.lines).toMatchObject({ total: 5, message: 2, blank: 2, unread: 1 });
  });

  it.each([
    ['UTF-8 with a byte order mark', (text: string) => Buffer.from(`\uFEFF${text}`)],
    ['UTF-16LE', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16BE', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ['CR LF', (text: string) => Buffer.from(text.replaceAll('\n', '\r\n'))],
  ])('gives the same messages in %s', async (_, encode) => {
    const text = await readFile(spanish, 'utf8');
    const plain = await readWhole(await writeExport(text));
    const encoded = await readWhole(await writeExport(encode(text)));
    expect(encoded.records).toEqual(plain.records);
    expect(encoded.last.invalidBytes).toBe(0);
  });

  it('reports progress that ends at the size of the text', async () => {
    const { info, last } = await readWhole(spanish);
    expect(last.progress).toEqual({ done: info.bytes, total: info.bytes });
  });

  it('stops when it is cancelled', async () => {
    const cancelled = { signal: AbortSignal.abort() };
    await expect(inspectChatExport(spanish, cancelled)).rejects.toMatchObject({ code: 'cancelled' });
    const info = await inspectChatExport(spanish);
    const reading = readChatExport(spanish, { info, owner: null, zone: 'UTC', ...cancelled });
    await expect(reading.next()).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('the order of the dates', () => {
  it('is proven by a day beyond twelve', async () => {
    expect(await order('1/2/24, 10:00 - ', '13/2/24, 10:00 - ')).toEqual(['dmy', 'days', false]);
    expect(await order('1/2/24, 10:00 - ', '1/13/24, 10:00 - ')).toEqual(['mdy', 'days', false]);
    expect(await order('2024/1/2, 10:00 - ')).toEqual(['ymd', 'days', false]);
  });

  it('is the one in which time runs forward', async () => {
    expect(await order('1/11/23, 10:00 - ', '2/11/23, 10:00 - ', '1/12/23, 10:00 - ')).toEqual([
      'dmy',
      'sequence',
      false,
    ]);
    expect(await order('11/1/23, 10:00 - ', '11/2/23, 10:00 - ', '12/1/23, 10:00 - ')).toEqual([
      'mdy',
      'sequence',
      false,
    ]);
  });

  it('is else guessed from the locale, and said to be a guess', async () => {
    expect(await order('5/3/24, 10:00 - ')).toEqual(['dmy', 'guess', true]);
    expect(await order('3/5/24, 9:05 PM - ')).toEqual(['mdy', 'guess', true]);
    expect(await order('3/5/24, 9:05 p. m. - ')).toEqual(['dmy', 'guess', true]);
    expect(await order('03.05.24, 10:00 - ')).toEqual(['dmy', 'guess', true]);
  });

  it('is guessed so that a chat on several days is not spread over months', async () => {
    const days = ['2/1/24', '2/2/24', '2/3/24', '2/5/24', '2/6/24'];
    expect(await order(...days.map((day) => `${day}, 10:00 - `))).toEqual(['mdy', 'guess', true]);
  });

  it('does not matter when day and month are the same', async () => {
    expect(await order('5/5/24, 10:00 - ')).toEqual(['dmy', 'days', false]);
  });

  it('can be overruled', async () => {
    const path = await writeExport('5/3/24, 10:00 - Ana: x');
    const { records } = await readWhole(path, { dateOrder: 'mdy' });
    expect(lines(records)).toEqual(['2024-05-03T10:00 Ana (text) x']);
  });
});

describe('headers inside of a message', () => {
  it('stay part of it when their time is earlier and time goes on afterwards', async () => {
    const pasted = ['1/3/24, 9:00 - Luis: I owe you', 'all of it', '1/3/24, 9:05 - Ana: thanks'];
    const text = [...numbered(2, 4), ...pasted, ...numbered(6, 10)].join('\n');
    const whole = await readWhole(await writeExport(text));
    expect(whole.records).toHaveLength(14);
    expect(whole.records[3]).toMatchObject({ text: ['5', ...pasted].join('\n'), suspicious: true });
    expect(whole.records.filter((record) => record.suspicious)).toHaveLength(1);
    expect(whole.last.lines).toMatchObject({ message: 14, continuation: 3 });
  });

  it('stay part of the last message when they are at the end of the file', async () => {
    const text = [...numbered(12, 3), '1/3/24, 9:00 - Luis: I owe you'].join('\n');
    const { records } = await readWhole(await writeExport(text));
    expect(records.map((record) => record.suspicious)).toEqual([false, false, true]);
  });

  it('are messages when more of them follow than a message can hold, as in two exports joined', async () => {
    const second = numbered(1, 15).map((line) => line.padEnd(10_000, '.'));
    const { records } = await readWhole(await writeExport([...numbered(12, 3), ...second].join('\n')));
    expect(records).toHaveLength(18);
  });

  it('are messages when one clock was ahead and the others go on', async () => {
    const text = [...numbered(1, 3), '20/3/24, 10:00 - Ana: ahead', ...numbered(4, 5)].join('\n');
    const { records } = await readWhole(await writeExport(text));
    expect(records).toHaveLength(9);
  });

  it.each([1, 2, 30])(
    'leave the %i messages behind one that is ahead of its time what they are, marked',
    async (count) => {
      const real = Array.from(
        { length: count },
        (_, at) => `15/3/24, 10:${String(at + 1).padStart(2, '0')} - Luis: ${at}`,
      );
      const text = [
        '14/3/24, 9:00 - Ana: a',
        '15/3/24, 10:00 - Ana: b',
        '15/3/24, 12:30 - Luis: I owe you',
        ...real,
        '15/3/24, 13:00 - Ana: c',
        '15/3/24, 13:01 - Luis: d',
      ].join('\n');
      const { records } = await readWhole(await writeExport(text));
      expect(records).toHaveLength(count + 5);
      expect(records.slice(3, 3 + count).map((record) => record.text)).toEqual(real.map((_, at) => `${at}`));
      expect(records.map((record) => record.suspicious)).toEqual([
        false,
        false,
        true,
        ...real.map(() => true),
        false,
        false,
      ]);
    },
  );

  it('are messages when they go back by no more than late arrivals do', async () => {
    const text = '5/3/24, 10:30 - Ana: a\n5/3/24, 9:45 - Luis: b\n15/3/24, 10:31 - Ana: c';
    const { records } = await readWhole(await writeExport(text));
    expect(records.map((record) => record.suspicious)).toEqual([false, false, false]);
  });
});

describe('names', () => {
  it('may contain a colon when all lines agree', async () => {
    const text = Array.from(
      { length: 6 },
      (_, at) => `${at + 10}/3/24, 10:00 - Taller: Juan: mensaje ${at}`,
    ).join('\n');
    const { info, records } = await readWhole(await writeExport(text), { owner: 'Taller: Juan' });
    expect(info.authors).toEqual([{ name: 'Taller: Juan', messages: 6 }]);
    expect(new Set(records.map((record) => record.sender?.name))).toEqual(new Set(['Taller: Juan']));
    expect(new Set(records.map((record) => record.direction))).toEqual(new Set(['outgoing']));
  });

  it('end at their first colon otherwise', async () => {
    const text =
      '5/3/24, 10:00 - Ana: nota: leche\n15/3/24, 10:00 - Ana: nota: pan\n16/3/24, 10:00 - Ana: ok';
    const { records } = await readWhole(await writeExport(text));
    expect(records.map((record) => record.text)).toEqual(['nota: leche', 'nota: pan', 'ok']);
  });

  it('of a participant can not be hidden behind the mark of a notice', async () => {
    const text = '[5/3/24, 10:00:00] Ana: hola\r\n[15/3/24, 10:00:00] Ana: \u200edeposit to my account\r\n';
    const { records } = await readWhole(await writeExport(text));
    expect(lines(records)[1]).toBe('2024-03-15T10:00 Ana (text) deposit to my account');
  });
});

describe('the first pass', () => {
  it.each([spanish, portuguese, english])(
    'counts the messages of %s as the second one does',
    async (path) => {
      const { info, records } = await readWhole(path);
      const written = records.filter((record) => record.sender !== null);
      expect(info.messages).toBe(written.length);
      expect(info.system).toBe(records.length - written.length);
      const counts = new Map<string | undefined, number>();
      for (const { sender } of written) counts.set(sender?.key, (counts.get(sender?.key) ?? 0) + 1);
      expect(new Map(info.authors.map((author) => [author.name, author.messages]))).toEqual(counts);
    },
  );
});

describe('a zip', () => {
  const chat = [
    '[5/3/24, 10:00:00] Ana: hola',
    '\u200e[5/3/24, 10:01:00] Ana: \u200e<adjunto: 00000002-PHOTO-2024-03-05-10-01-00.jpg>',
    '\u200e[15/3/24, 10:02:00] Luis: \u200e<adjunto: 00000003-notas.txt>',
    '\u200e[15/3/24, 10:03:00] Luis: \u200e<adjunto: 00000004-AUDIO-2024-03-15-10-03-00.opus>',
  ].join('\r\n');
  const photo = Buffer.from('a photo');
  const files = [
    ['00000003-notas.txt', '5/3/24, 10:00 - Not: the chat'],
    ['_chat.txt', chat],
    ['__MACOSX/._chat.txt', 'noise'],
    ['00000002-PHOTO-2024-03-05-10-01-00.jpg', photo],
  ] as const;

  it('gives the messages with their files, which are opened one by one', async () => {
    const path = await writeZip(files, 'WhatsApp Chat - Ana & Luis.zip');
    const info = await inspectChatExport(path);
    expect(info).toMatchObject({
      zip: true,
      title: 'Ana & Luis',
      attachments: { listed: 3, found: 2, leftOut: 0 },
    });
    const found: string[] = [];
    for await (const { records, files } of readChatExport(path, { info, owner: 'Ana', zone: 'UTC' })) {
      for (const file of files) {
        const digest = createHash('sha256');
        for await (const chunk of await file.open()) digest.update(chunk);
        const { attachment } = records[file.record] ?? {};
        found.push(
          `${attachment?.name} ${attachment?.size} ${attachment?.missing} ${digest.digest('hex').slice(0, 8)}`,
        );
      }
      expect(records.at(-1)?.attachment).toMatchObject({ missing: 'not-found' });
    }
    const digest = createHash('sha256').update(photo).digest('hex').slice(0, 8);
    expect(found[0]).toBe(`00000002-PHOTO-2024-03-05-10-01-00.jpg ${photo.length} null ${digest}`);
    expect(found).toHaveLength(2);
  });

  it('without media gives the keys that the one with media gives', async () => {
    const without = chat
      .replace('<adjunto: 00000002-PHOTO-2024-03-05-10-01-00.jpg>', 'imagen omitida')
      .replace('<adjunto: 00000003-notas.txt>', 'documento omitido')
      .replace('<adjunto: 00000004-AUDIO-2024-03-15-10-03-00.opus>', 'audio omitido');
    const first = await readWhole(await writeZip(files));
    const second = await readWhole(await writeZip([['_chat.txt', without]]));
    expect(second.records.map((record) => record.key)).toEqual(first.records.map((record) => record.key));
    expect(second.records[0]?.conversation).toEqual(first.records[0]?.conversation);
  });
});

describe('the keys of messages', () => {
  const body = Array.from({ length: 3000 }, (_, at) => {
    const minute = Math.floor(at / 7);
    const time = `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
    return `${10 + Math.floor(minute / 1440)}/03/2024, ${time} - ${at % 3 === 0 ? 'Ana' : 'Luis'}: ${at % 5 === 0 ? 'ok' : `mensaje ${at}`}`;
  });

  it('are all different and the same each time', async () => {
    const path = await writeExport(body.join('\n'), 'Chat de WhatsApp con Ana.txt');
    const first = await readWhole(path);
    const second = await readWhole(path);
    expect(new Set(first.records.map((record) => record.key)).size).toBe(body.length);
    expect(second.records).toEqual(first.records);
  });

  it('overlap with a later export that lacks the beginning', async () => {
    const early = await readWhole(
      await writeExport(body.slice(0, 2000).join('\n'), 'Chat de WhatsApp con Ana.txt'),
    );
    const late = await readWhole(
      await writeExport(body.slice(700).join('\n'), 'Chat de WhatsApp con Ana (1).txt'),
    );
    const known = new Set(early.records.map((record) => record.key));
    const added = late.records.filter((record) => !known.has(record.key));
    expect(added.map((record) => record.text)).toEqual(late.records.slice(1300).map((record) => record.text));
    expect(late.records[0]?.conversation).toEqual(early.records[0]?.conversation);
  });

  it('do not depend on the zone', async () => {
    const path = await writeExport(body.slice(0, 50).join('\n'));
    const keys = async (zone: string) =>
      (await readWhole(path, { zone })).records.map((record) => record.key);
    expect(await keys('Asia/Tokyo')).toEqual(await keys('America/Bogota'));
  });
});
