import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import PostalMime from 'postal-mime';
import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, it } from 'vitest';
import yauzl from 'yauzl';
import { z } from 'zod';
import { openOutput } from '#host/export/output.ts';
import { exportRecord } from '#host/export/record-schema.ts';
import { runExport } from '#host/export/run-export.ts';
import type { Session } from '#host/session.ts';
import { exportFormats, type ExportFormat } from '#shared/model/export.ts';
import type { MessageRecord } from '#shared/model/export-record.ts';
import { temporaryFolder } from '../helpers/archive.ts';
import { workspaceSignature } from '#host/export/signature.ts';
import { fillArchive, filesIn, hostileTexts, wholeArchive } from '../helpers/filled-archive.ts';
import { openTestSession } from '../helpers/session.ts';

/** The files of an export of a filled archive in some formats. */
async function filesOf(session: Session, formats: readonly ExportFormat[]): Promise<Map<string, Buffer>> {
  const place = temporaryFolder();
  const { exportId, done } = session.exports.start({ ...wholeArchive, formats, place });
  await done;
  const view = session.exports.list(null, 200).find(({ id }) => id === exportId);
  expect(view).toMatchObject({ state: 'done' });
  return filesIn(join(place, view?.name ?? ''));
}

async function unzip(content: Buffer): Promise<Map<string, Buffer>> {
  const zip = await yauzl.fromBufferPromise(content);
  const files = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  }
  return files;
}

const list = z.array(z.looseObject({}));
const manifest = z.object({
  version: z.literal('2.0.0'),
  participants: z.array(z.looseObject({ id: z.string(), display: z.string() })),
  conversations: z.array(z.looseObject({ id: z.string(), participants: z.array(z.string()) })),
  events: z.array(
    z.looseObject({
      id: z.string().optional(),
      type: z.string(),
      body: z.string().optional(),
      participant: z.string().optional(),
      conversation: z.string(),
      deleted: z.boolean().optional(),
      attachments: z.array(z.looseObject({ id: z.string(), size: z.int() })).optional(),
      edits: list.optional(),
      reactions: list.optional(),
      read_receipts: list.optional(),
    }),
  ),
});

function messagesOf(files: ReadonlyMap<string, Buffer>): MessageRecord[] {
  const lines = files.get('jsonl/records.jsonl')?.toString().trimEnd().split('\n') ?? [];
  return lines.flatMap((line) => {
    const record = exportRecord.parse(JSON.parse(line));
    return record.type === 'message' ? [record] : [];
  });
}

/** An archive that has everything, exported; with the messages as the JSON Lines of the same export have them. */
async function exportFilled(...formats: readonly ExportFormat[]) {
  const { session } = await openTestSession();
  const { groupId } = await fillArchive(session.archive);
  const files = await filesOf(session, ['jsonl', ...formats]);
  return { files, messages: messagesOf(files), groupId };
}

const slicesOf = (files: ReadonlyMap<string, Buffer>) =>
  [...files].filter(([path]) => path.endsWith('.rsmf'));

async function readSlice(content: Buffer) {
  const mail = await PostalMime.parse(content);
  const [attachment, ...others] = mail.attachments;
  expect(others).toEqual([]);
  expect(attachment).toMatchObject({ filename: 'rsmf.zip', mimeType: 'application/zip' });
  const packed = attachment?.content;
  if (!(packed instanceof ArrayBuffer)) throw new Error('the attachment is not binary');
  const inside = await unzip(Buffer.from(packed));
  const text = inside.get('rsmf_manifest.json')?.toString() ?? '';
  return { mail, inside, json: text, manifest: manifest.parse(JSON.parse(text)) };
}

const rowsOf = (files: ReadonlyMap<string, Buffer>) => {
  const text = files.get('load.dat')?.toString() ?? '';
  expect(text.startsWith('\ufeff\u00fe')).toBe(true);
  const [head = [], ...body] = text
    .slice(1)
    .trimEnd()
    .split('\r\n')
    .map((line) => line.slice(1, -1).split('\u00fe\u0014\u00fe'));
  return body.map((cells) => {
    expect(cells).toHaveLength(head.length);
    return Object.fromEntries(head.map((name, index) => [name, cells[index] ?? '']));
  });
};

it('every form is the same, byte for byte, when the same export is made again', async () => {
  const { session } = await openTestSession();
  await fillArchive(session.archive);
  const { reader, media } = session.archive;
  const heading = { ...wholeArchive, exportId: 7, zone: 'America/Lima', exportedAt: 0, exportedBy: 'Eva' };
  const names = { conversation: null, contact: null, line: null };
  const sums = [];
  for (let turn = 0; turn < 2; turn += 1) {
    const folder = join(temporaryFolder(), 'export');
    const output = openOutput(folder, false);
    const { signal } = new AbortController();
    const { fonts, verifier } = wholeArchive;
    const signature = workspaceSignature(Buffer.alloc(32));
    const job = { ...wholeArchive, heading, names, formats: exportFormats };
    await runExport(job, {
      reader,
      media,
      output,
      fonts,
      verifier,
      signature,
      signal,
      onProgress: () => undefined,
    });
    output.close();
    sums.push([...filesIn(folder)].map(([path, content]) => `${hash('sha256', content)}  ${path}`));
  }
  expect(sums[1]).toEqual(sums[0]);
});

const withoutSpaces = (text: string) => text.replaceAll(/\s/g, '');

describe('an RSMF file', () => {
  it('is valid against the official schema, and what it names is there', async () => {
    const schema = z
      .looseObject({})
      .parse(JSON.parse(readFileSync('tests/fixtures/rsmf/rsmf_schema_2_0_0.json', 'utf8')));
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats(ajv);
    ajv.addFormat('idn-email', true);
    const isValid = ajv.compile(schema);
    const slices = slicesOf((await exportFilled('rsmf')).files);
    expect(slices).toHaveLength(3);
    for (const [, content] of slices) {
      const { inside, json, manifest: said } = await readSlice(content);
      isValid(JSON.parse(json));
      expect(isValid.errors ?? []).toEqual([]);
      const people = new Set(said.participants.map(({ id }) => id));
      const named = said.events.flatMap(({ participant }) => participant ?? []);
      const members = said.conversations.flatMap(({ participants }) => participants);
      expect([...named, ...members].filter((id) => !people.has(id))).toEqual([]);
      const attached = said.events.flatMap(({ attachments = [] }) => attachments);
      expect(attached.map(({ id }) => inside.get(id)?.length)).toEqual(attached.map(({ size }) => size));
    }
  });

  it('says in its head what a review tool looks for, in the letters of the specification', async () => {
    for (const [, content] of slicesOf((await exportFilled('rsmf')).files)) {
      const { mail, manifest: said } = await readSlice(content);
      const head = content.subarray(0, content.indexOf('\r\n\r\n')).toString();
      expect(head).toMatch(/^X-RSMF-Version: 2\.0\.0\r$/m);
      expect(head).toMatch(new RegExp(`^X-RSMF-EventCount: ${said.events.length}\r$`, 'm'));
      expect(head).toMatch(/^X-RSMF-EventCollectionID: ATA\d+-\d+\r$/m);
      expect(mail.from?.name).toMatch(/^(Luis|Eva)$/);
      expect(mail.date).toBeDefined();
    }
  });

  it('holds every message as it came, with its edits, deletion, reactions and receipts', async () => {
    const { files, messages } = await exportFilled('rsmf');
    const all = await Promise.all(
      slicesOf(files).map(async ([, content]) => (await readSlice(content)).manifest.events),
    );
    const events = all.flat();
    const told = events.filter(({ id }) => id !== undefined);
    expect(told).toHaveLength(messages.length);
    const plain = messages.filter(({ kind, text }) => kind === 'text' && text !== 'hola, busco cemento');
    const bodyOf = ({ number }: MessageRecord) =>
      told.find(({ id }) => id?.endsWith(String(number).padStart(8, '0')))?.body;
    expect(plain.map(bodyOf)).toEqual(plain.map(({ text }) => text));
    expect(events.find(({ edits }) => edits !== undefined)).toMatchObject({
      body: 'hola, busco cemento gris',
      edits: [{ previous: 'hola, busco cemento', new: 'hola, busco cemento gris' }],
    });
    expect(events.find(({ body }) => body === 'se equivocó')).toMatchObject({ deleted: true });
    expect(events.find(({ body }) => body === 'con gusto')).toMatchObject({
      direction: 'outgoing',
      reactions: [{ value: '👍', count: 1 }],
      read_receipts: [{ action: 'read' }],
    });
  });

  it('tells who joined and left a group, and where the line was not captured', async () => {
    const { files, groupId } = await exportFilled('rsmf');
    const slices = slicesOf(files);
    const [, content] = slices.find(([path]) => path.startsWith(`rsmf/${groupId}-`)) ?? [];
    if (content === undefined) throw new Error('no slice of the group');
    const { manifest: said } = await readSlice(content);
    expect(said.events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['join', 'leave', 'disclaimer']),
    );
    const everything = (await Promise.all(slices.map(([, each]) => readSlice(each)))).flatMap(
      ({ manifest: { events } }) => events,
    );
    expect(everything.filter(({ type, body }) => type === 'disclaimer' && body?.includes('15:'))).not.toEqual(
      [],
    );
  });
});

describe('a Concordance load file', () => {
  it('has a row for each message and for each file, whatever is written in them', async () => {
    const { files, messages } = await exportFilled('dat');
    const all = rowsOf(files);
    const attachments = messages.filter(({ attachment }) => attachment !== null);
    expect(all).toHaveLength(messages.length + attachments.length);
    expect(new Set(all.map(({ BEGBATES }) => BEGBATES)).size).toBe(all.length);
    const paths = all.flatMap(({ TEXTPATH = '', NATIVEPATH = '' }) => [TEXTPATH, NATIVEPATH]).filter(Boolean);
    expect(paths.filter((path) => !files.has(path.replaceAll('\\', '/')))).toEqual([]);
    const copied = attachments.filter(({ attachment }) => attachment?.path != null);
    expect(paths).toHaveLength(messages.length + copied.length);
    expect(all.filter(({ MISSING }) => MISSING !== '')).toHaveLength(1);
  });

  it('gives each message its whole text, the original first', async () => {
    const { files } = await exportFilled('dat');
    const texts = rowsOf(files)
      .filter(({ RECORDTYPE }) => RECORDTYPE === 'message')
      .map(({ TEXTPATH = '' }) => files.get(TEXTPATH.replaceAll('\\', '/'))?.toString() ?? '');
    for (const hostile of hostileTexts) expect(texts).toContain(`${hostile}\n`);
    expect(texts.find((text) => text.startsWith('hola, busco cemento\n'))).toContain(
      'hola, busco cemento gris',
    );
  });
});

/** Its text as pdf.js reads it, a page at a time, without spaces: lines are broken anywhere. */
async function pagesOf(content: Buffer): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(content)), {
    mergePages: false,
  });
  return text.map(withoutSpaces);
}

describe('a PDF', () => {
  it('shows the text of every message, whatever is in it, under an identifier of its own', async () => {
    const { files, messages } = await exportFilled('pdf');
    const pages = await pagesOf(files.get('pdf/transcript-001.pdf') ?? Buffer.alloc(0));
    const text = pages.join('');
    const identifiers = messages.map(({ number }) => `ATA1-${String(number).padStart(8, '0')}`);
    expect(identifiers.filter((each) => !text.includes(each))).toEqual([]);
    const drawable = messages
      .filter(({ kind }) => kind !== 'system')
      .map((message) => message.text)
      .filter((each) => /^[\n\u0020-\u00ff]*$/.test(each));
    expect(drawable.length).toBeGreaterThan(10);
    expect(drawable.map(withoutSpaces).filter((each) => !text.includes(each))).toEqual([]);
    // What can't be seen, or turns what stands around it, stands there as its code point.
    expect(text).toContain('[U+202E]gnp.exe[U+2066]abc');
    expect(text).toContain('[U+0301×496]algo');
    expect(text).toContain(withoutSpaces('hola, busco cemento gris'));
  });

  it('begins with what the export is, and numbers its pages', async () => {
    const { files } = await exportFilled('pdf');
    const pages = await pagesOf(files.get('pdf/transcript-001.pdf') ?? Buffer.alloc(0));
    expect(pages[0]).toContain(withoutSpaces('Ferretería Luna'));
    expect(pages[0]).toContain(withoutSpaces('Court order 12/2026'));
    for (const [index, page] of pages.entries()) expect(page).toContain(`página${index + 1}`);
  });
});
