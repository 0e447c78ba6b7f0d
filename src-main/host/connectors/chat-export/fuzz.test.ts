import { readFile } from 'node:fs/promises';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AtalayaError } from '#shared/errors.ts';
import { forms, history, lead } from './test-histories.ts';
import { accounted, readWhole, writeExport, writeZip } from './test-exports.ts';

describe('a history that nobody thought of', () => {
  it('comes back as it was said, in whatever form a phone writes it', () =>
    fc.assert(
      fc.asyncProperty(forms, history, async ({ step, line }, said) => {
        let time = lead.at(-1) ?? 0;
        const messages = said.map(({ author, lines, pause }) => {
          time += pause;
          return { author, text: lines.join('\n'), time };
        });
        const file = [...lead.map((at) => ({ author: 'Ana', text: 'x', time: at })), ...messages];
        const text = file.map((message) => line(message.time, message.author, message.text)).join('');
        const whole = await readWhole(await writeExport(text));
        expect(whole.records.map(({ sentAt, sender, text: read }) => [sentAt, sender?.name, read])).toEqual(
          file.map((message) => [Math.floor(message.time / step) * step, message.author, message.text]),
        );
        expect(accounted(whole)).toBe(whole.last.lines.total);
      }),
      { numRuns: 60 },
    ));
});

/** What may become of a file: the importer says why it can't read it. */
const outcomes = ['whole', 'not-a-chat-export', 'file-unreadable', 'zip-unsafe'];

/** What becomes of a file: `whole` when each of its lines and bytes is accounted for, else why it is refused. */
async function outcomeOf(path: string): Promise<string> {
  try {
    const whole = await readWhole(path);
    const { lines, progress } = whole.last;
    return accounted(whole) === lines.total && progress.done === progress.total
      ? 'whole'
      : 'something is missing';
  } catch (error) {
    if (error instanceof AtalayaError) return error.code;
    throw error;
  }
}

const chat = Array.from(
  { length: 30 },
  (_, at) =>
    `${1 + (at % 28)}/3/24, 10:${String(at).padStart(2, '0')} - Ana: línea ${at}\nmás <adjunto: F.jpg>\n`,
).join('');

/** Some bytes of a file changed, taken out or put in. */
function mutated(content: Buffer, changes: readonly (readonly [number, number, string])[]): Buffer {
  let bytes = content;
  for (const [at, kind, text] of changes) {
    const place = at % (bytes.length + 1);
    const skipped = kind % 3 === 0 ? 0 : kind % 40;
    bytes = Buffer.concat([
      bytes.subarray(0, place),
      Buffer.from(text, 'latin1'),
      bytes.subarray(place + skipped),
    ]);
  }
  return bytes;
}

const changes = fc.array(
  fc.tuple(
    fc.nat(),
    fc.nat(),
    fc.oneof(
      fc.string(),
      fc.constantFrom('\n', '\r', '\u0000', '[', ' - ', '5/3/24, 10:00 - Eva: ', '\u00ff\u00fe'),
    ),
  ),
  { minLength: 1, maxLength: 8 },
);

describe('a file is read with every line accounted for, or refused with a reason', () => {
  it('when it holds random bytes', () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 4000 }), async (bytes) => {
        expect(outcomes).toContain(await outcomeOf(await writeExport(bytes)));
      }),
      { numRuns: 60 },
    ));

  it('when it is a chat with bytes changed', () =>
    fc.assert(
      fc.asyncProperty(changes, async (list) => {
        expect(outcomes).toContain(await outcomeOf(await writeExport(mutated(Buffer.from(chat), list))));
      }),
      { numRuns: 100 },
    ));

  it('when it is a zip with bytes changed, or cut off', async () => {
    const zip = await readFile(
      await writeZip([
        ['_chat.txt', chat],
        ['F.jpg', 'a photo'],
      ]),
    );
    await fc.assert(
      fc.asyncProperty(changes, fc.nat(zip.length), fc.boolean(), async (list, length, isCut) => {
        const path = await writeExport(isCut ? zip.subarray(0, length) : mutated(zip, list), 'a.zip');
        expect(outcomes).toContain(await outcomeOf(path));
      }),
      { numRuns: 100 },
    );
  });
});
