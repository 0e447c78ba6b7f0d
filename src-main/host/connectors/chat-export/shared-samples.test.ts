import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { CapturedMessage } from '#shared/model/capture.ts';
import { accounted, readWhole, writeExport } from './test-exports.ts';

const samples = join(import.meta.dirname, '../../../../../shared/chats');
const isPresent = existsSync(samples);

const vectors = z.array(
  z.object({
    id: z.string(),
    raw: z.string(),
    expected: z.array(
      z.union([
        z.object({ any: z.literal(true) }),
        z.object({
          t: z.string(),
          a: z.string().nullable(),
          k: z.string(),
          x: z.string(),
          f: z.string().optional(),
        }),
      ]),
    ),
  }),
);

const expectation = z.object({
  order: z.string(),
  records: z.array(z.tuple([z.string(), z.string().nullable(), z.string()])),
});

/** The kind of message in the words of the vectors. */
function kindOf({
  kind,
  attachment,
  deleted,
  edited,
}: Pick<CapturedMessage, 'kind' | 'attachment' | 'deleted' | 'edited'>): string {
  if (deleted) return 'deleted';
  if (edited) return 'edited';
  if (attachment !== null) return attachment.name === null ? 'media-omitted' : 'media';
  if (kind === 'pending') return 'undecrypted';
  return kind === 'view-once' ? 'viewonce-or-call' : kind;
}

function fail(): never {
  throw new Error('a message is missing');
}

describe.skipIf(!isPresent)('shared samples', () => {
  const listed = isPresent
    ? vectors.parse(JSON.parse(readFileSync(join(samples, 'vectors.json'), 'utf8')))
    : [];

  it.each(listed)('vector $id comes out as expected', async ({ raw, expected }) => {
    const whole = await readWhole(await writeExport(raw));
    expect(whole.records).toHaveLength(expected.length);
    expect(accounted(whole)).toBe(whole.last.lines.total);
    const compared = expected.flatMap((wanted, index) => ('any' in wanted ? [] : [{ wanted, index }]));
    const got = compared.map(({ wanted, index }) => {
      const { sentAt, sender, attachment, text, ...record } = whole.records[index] ?? fail();
      const isTold = ['text', 'system', 'edited'].includes(wanted.k) && wanted.x !== '*';
      return {
        t: new Date(sentAt).toISOString().slice(0, 19),
        a: sender?.name ?? null,
        k: kindOf({ attachment, ...record }),
        x: isTold ? text : wanted.x,
        ...(wanted.f === undefined ? {} : { f: attachment?.name }),
      };
    });
    expect(got).toEqual(compared.map(({ wanted }) => wanted));
  });

  const files = isPresent
    ? readdirSync(samples, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.txt'))
    : [];

  it.each(files)('%s gives exactly the expected records', async (file) => {
    const path = join(samples, file);
    const wanted = expectation.parse(JSON.parse(readFileSync(`${path}.expected.json`, 'utf8')));
    const whole = await readWhole(path);
    const got = whole.records.map(({ sentAt, sender, text }) => [
      new Date(sentAt).toISOString().slice(0, 19),
      sender?.name ?? null,
      text,
    ]);
    expect(got).toEqual(wanted.records);
    expect(whole.info.dateOrder).toBe(wanted.order.toLowerCase());
    expect(accounted(whole)).toBe(whole.last.lines.total);
    expect(whole.unread).toEqual([]);
    expect(new Set(whole.info.authors.map((author) => author.name))).toEqual(
      new Set(wanted.records.flatMap(([, author]) => author ?? [])),
    );
  });
});
