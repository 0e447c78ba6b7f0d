import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWhole, writeExport } from './test-exports.ts';
import { forms, history, lead, type Form } from './test-histories.ts';

const direct = 'Chat de WhatsApp con Ana.txt';
const group = 'Chat de WhatsApp con Obra Norte.txt';

/** What is marked in a chat that begins with a word of each, so that nobody in it is unknown. */
async function markedIn(lines: readonly string[], name = group): Promise<readonly string[]> {
  const known = ['15/3/24, 9:00 - Ana: hola', '15/3/24, 9:01 - Luis: hola', '15/3/24, 9:02 - Rosa: hola'];
  const others = name === direct ? known.slice(0, 2) : known;
  const { records } = await readWhole(await writeExport([...others, ...lines].join('\n'), name));
  return records.filter((record) => record.suspicious).map(({ sender, text }) => `${sender?.name}: ${text}`);
}

const long = ['15/3/24, 10:00 - Ana: de acuerdo', 'nos vemos'];
const next = '15/3/24, 10:20 - Luis: gracias';

describe('a header typed inside of a message is marked', () => {
  it('in the name of someone known, when its time is before that of its message', async () => {
    expect(await markedIn([...long, '15/3/24, 9:59 - Luis: yo debo $900', next])).toContain(
      'Luis: yo debo $900',
    );
  });

  it('when the text goes on behind it', async () => {
    const lines = [long[0] ?? '', '15/3/24, 9:59 - Luis: yo debo $900', 'nos vemos', next];
    expect(await markedIn(lines)).toEqual(['Luis: yo debo $900\nnos vemos']);
  });

  it('when its time is after that of the message that follows', async () => {
    const marked = await markedIn([...long, '15/3/24, 10:45 - Luis: yo debo $900', 'todo', next]);
    expect(marked).toContain('Luis: yo debo $900\ntodo');
  });

  it('in the name of a stranger, with the minute of its message', async () => {
    expect(await markedIn([...long, '15/3/24, 10:00 - Notaría 5: firmado', next])).toEqual([
      'Notaría 5: firmado',
    ]);
  });

  it('in the name of a third person, at whatever time, in a chat that has but two', async () => {
    const path = await writeExport(
      [
        '15/3/24, 9:00 - Ana: hola',
        '15/3/24, 9:01 - Luis: hola',
        ...long,
        '15/3/24, 10:10 - Notaría 5: firmado',
        next,
      ].join('\n'),
      direct,
    );
    const { info, records } = await readWhole(path);
    expect(records.filter((record) => record.suspicious).map(({ text }) => text)).toEqual(['firmado']);
    expect(info).toMatchObject({ kind: 'direct', title: 'Ana' });
  });

  it('of an iPhone whose line ends were lost, in the very second of its message', async () => {
    const lines = [
      '[15/3/24, 9:00:00] Ana: hola',
      '[15/3/24, 9:01:00] Luis: hola',
      '[15/3/24, 10:00:07] Ana: de acuerdo',
      'nos vemos',
      '[15/3/24, 10:00:07] Luis: yo debo $900',
      '[15/3/24, 10:20:00] Luis: gracias',
    ];
    const { records } = await readWhole(await writeExport(lines.join('\n')));
    expect(records.map((record) => record.suspicious)).toEqual([false, false, false, true, false]);
  });
});

describe('an honest message is not marked', () => {
  it('that answers a long one at once', async () => {
    expect(await markedIn([...long, '15/3/24, 10:00 - Luis: vale', next])).toEqual([]);
  });

  it('of a person who writes but once, later than the long one before it', async () => {
    expect(await markedIn([...long, '15/3/24, 10:10 - Pedro: vale', next])).toEqual([]);
  });

  it('that arrived late among short ones', async () => {
    expect(await markedIn([next, '15/3/24, 10:05 - Ana: vale', '15/3/24, 10:21 - Luis: ok'])).toEqual([]);
  });

  it('that is the only answer in a chat of two', async () => {
    const { records } = await readWhole(
      await writeExport([...long, '15/3/24, 10:00 - Luis: vale'].join('\n'), direct),
    );
    expect(records.map((record) => record.suspicious)).toEqual([false, false]);
  });
});

interface Said {
  readonly author: string;
  readonly text: string;
  readonly time: number;
}

/** A history in which everybody has written before; its times never go back. */
function whole(said: readonly { author: string; lines: readonly string[]; pause: number }[]): Said[] {
  const start = lead.at(-1) ?? 0;
  const everybody = [...new Set(said.map(({ author }) => author)), 'Ana', 'Luis'];
  const greetings = everybody.map((author, at) => ({ author, text: 'x', time: start + (at + 1) * 60_000 }));
  let time = start + (everybody.length + 5) * 60_000;
  const rest = said.map(({ author, lines, pause }) => ({
    author,
    text: lines.join('\n'),
    time: (time += pause),
  }));
  return [...lead.map((at) => ({ author: 'Ana', text: 'x', time: at })), ...greetings, ...rest];
}

function written(messages: readonly Said[], { line }: Form): string {
  return messages.map(({ author, text, time }) => line(time, author, text)).join('');
}

const forgery = fc.record({
  author: fc.constantFrom('Luis', 'Ana', 'Eva', 'Notaría 5'),
  /** In steps of the form's clock: some minutes or seconds, or days and weeks. */
  back: fc.oneof(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 1_000_000 })),
  message: fc.nat(),
  place: fc.nat(),
  lines: fc.array(fc.constantFrom('a', 'b c', ''), { minLength: 1, maxLength: 4 }),
});

describe('in a history that nobody thought of', () => {
  it('a header typed inside of a message is never somebody’s message unmarked', () =>
    fc.assert(
      fc.asyncProperty(forms, history, forgery, async (form, said, forged) => {
        const messages = whole(said);
        const at = messages.length - 1 - (forged.message % said.length);
        const target = messages[at];
        if (target === undefined) return;
        const isStranger = !messages.some(({ author }) => author === forged.author);
        const back = isStranger ? forged.back : forged.back + 1;
        const header = form.line(target.time - back * form.step, forged.author, 'FORGED').trimEnd();
        const lines = [...target.text.split('\n'), ...forged.lines];
        lines.splice(1 + (forged.place % lines.length), 0, header);
        messages[at] = { ...target, text: lines.join('\n') };
        const { records } = await readWhole(await writeExport(written(messages, form), group));
        const found = records.filter(({ text }) => text.includes('FORGED'));
        expect(found.map(({ suspicious }) => suspicious)).toEqual([true]);
      }),
      { numRuns: 300 },
    ));

  it('nothing is marked in which every message is one line, even of late arrivals and people who write once', () =>
    fc.assert(
      fc.asyncProperty(forms, history, fc.array(fc.nat(3_000_000)), async (form, said, late) => {
        const messages = whole(said.map(({ lines, ...rest }) => ({ ...rest, lines: lines.slice(0, 1) })));
        const some = messages.map((message, at) => ({
          ...message,
          author: at % 17 === 16 ? `Once ${at}` : message.author,
          time: message.time - (at < lead.length ? 0 : (late[at] ?? 0)),
        }));
        const { records } = await readWhole(await writeExport(written(some, form), group));
        expect(records.filter(({ suspicious }) => suspicious)).toEqual([]);
      }),
      { numRuns: 100 },
    ));

  it('nothing is marked of people who also write alone, as long as time only goes on', () =>
    fc.assert(
      fc.asyncProperty(forms, history, async (form, said) => {
        const paused = said.map((message) => ({ ...message, pause: message.pause + form.step }));
        const { records } = await readWhole(await writeExport(written(whole(paused), form), group));
        expect(records.filter(({ suspicious }) => suspicious)).toEqual([]);
      }),
      { numRuns: 100 },
    ));
});
