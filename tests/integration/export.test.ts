import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ExportRequest } from '#host/export/export-desk.ts';
import { exportRecord } from '#host/export/record-schema.ts';
import type { Session } from '#host/session.ts';
import type { ExportView } from '#shared/contract/export.ts';
import type { ExportRecord } from '#shared/model/export-record.ts';
import type { ExportScope } from '#shared/model/export.ts';
import { temporaryFolder } from '../helpers/archive.ts';
import { fillArchive, filesIn, historyStart, hostileTexts, wholeArchive } from '../helpers/filled-archive.ts';
import { openTestSession } from '../helpers/session.ts';

const everything: ExportScope = wholeArchive.scope;

const manifestOf = z.looseObject({
  counts: z.looseObject({ messages: z.int(), missingFiles: z.int() }),
  files: z.array(z.strictObject({ path: z.string(), sha256: z.string(), size: z.int() })),
});

/** Exports into a folder of its own, and resolves with what is on record and where it lies. */
async function exported(
  session: Session,
  overrides: Partial<ExportRequest> = {},
): Promise<{ view: ExportView; folder: string }> {
  const place = overrides.place ?? temporaryFolder();
  const { exportId, done } = session.exports.start({
    ...wholeArchive,
    formats: ['html', 'csv', 'jsonl'],
    place,
    ...overrides,
  });
  await done;
  const view = session.exports.list(null, 200).find(({ id }) => id === exportId);
  if (view === undefined) throw new Error('the export is not on record');
  return { view, folder: join(place, view.name) };
}

function recordsIn(folder: string): ExportRecord[] {
  const content = filesIn(folder).get('jsonl/records.jsonl')?.toString() ?? '';
  return content
    .trimEnd()
    .split('\n')
    .map((line) => exportRecord.parse(JSON.parse(line)));
}

const search = (query: string) => ({ query, contact: null, direction: null, kind: null });
const hash = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');

const messagesIn = (folder: string) =>
  recordsIn(folder).flatMap((record) => (record.type === 'message' ? [record] : []));

describe('an export', () => {
  it('holds every message with all that happened to it, in order, as its schema says', async () => {
    const { session } = await openTestSession();
    const filled = await fillArchive(session.archive);
    const { view, folder } = await exported(session);
    expect(view).toMatchObject({ state: 'done', by: 'Eva Ruiz', reason: 'Court order 12/2026' });
    const records = recordsIn(folder);
    const messages = messagesIn(folder);
    expect(messages).toHaveLength(filled.messages);
    expect(messages.map(({ number }) => number)).toEqual(messages.map((_, index) => index + 1));
    expect(messages.map(({ text }) => text)).toEqual(expect.arrayContaining([...hostileTexts]));
    const find = (text: string) => messages.find((message) => message.text === text);
    expect(find('hola, busco cemento')?.events).toMatchObject([
      { event: 'edit', text: 'hola, busco cemento gris', person: { name: 'Ana' } },
    ]);
    expect(find('se equivocó')?.events).toMatchObject([{ event: 'revoke' }]);
    expect(find('con gusto')).toMatchObject({
      direction: 'outgoing',
      quote: { author: 'Ana', text: 'hola, busco cemento' },
      events: [
        { event: 'reaction', text: '👍' },
        { event: 'receipt', text: 'read' },
      ],
    });
    expect(find('¿Cuándo entregamos?')?.events).toMatchObject([{ event: 'vote', text: '["mañana"]' }]);
    expect(records.filter(({ type }) => type === 'member')).toMatchObject([
      { person: { name: 'Bruno' }, state: 'member' },
      { person: { name: 'Bruno' }, state: 'gone' },
    ]);
    expect(records.filter(({ type }) => type === 'gap')).toMatchObject([{ causes: ['network'] }]);
    expect(records.filter(({ type }) => type === 'line')).toMatchObject([
      { name: 'Ventas', notices: [{ how: 'told' }], gaps: [{ from: historyStart + 300_000 }] },
      { name: 'Cobranza', gaps: [] },
    ]);
  });

  it('is narrowed by conversation, person, line, employee, dates and search, and by several at once', async () => {
    const { session } = await openTestSession();
    const { lineId, otherLineId, conversationId, groupId, messages } = await fillArchive(session.archive);
    const contactId =
      session.archive.reader
        .sql<{ id: number }>(`select contact_id as id from identities where written = '5215511111111'`)
        .get()?.id ?? 0;
    const count = async (scope: Partial<ExportScope>) => {
      const preview = session.exports.preview({ ...everything, ...scope }, new AbortController().signal);
      return (await preview).counts.messages;
    };
    expect(await count({})).toBe(messages);
    expect(await count({ conversationId: groupId })).toBe(3);
    expect(await count({ conversationId })).toBe(messages - 4);
    expect(await count({ lineId })).toBe(messages - 1);
    expect(await count({ employee: 'eva' })).toBe(1);
    // All direct messages with Ana on both lines, also those of the line, and what she wrote in the group.
    expect(await count({ contactId })).toBe(messages - 1);
    expect(await count({ contactId, lineId: otherLineId })).toBe(1);
    expect(await count({ from: historyStart + 120_000, to: historyStart + 180_000 })).toBe(1);
    expect(await count({ search: search('cemento') })).toBe(1);
    expect(await count({ search: search('gracias'), conversationId: groupId })).toBe(1);
    expect(await count({ search: search('gracias'), conversationId })).toBe(0);
    expect(await count({ search: { ...search(''), kind: 'poll' } })).toBe(1);
    for (const part of [{ contactId }, { search: search('gracias'), conversationId: groupId }]) {
      const { folder } = await exported(session, { scope: { ...everything, ...part } });
      expect(messagesIn(folder)).toHaveLength(await count(part));
    }
  });

  it('names people as they were called then', async () => {
    const { session } = await openTestSession();
    const { conversationId } = await fillArchive(session.archive);
    const person = session.archive.reader
      .sql<{ id: number }>(`select contact_id as id from identities where written = '5215511111111'`)
      .get();
    session.contacts.rename(person?.id ?? 0, 'Ana de Luna');
    const { folder } = await exported(session, { scope: { ...everything, conversationId } });
    expect(messagesIn(folder).find(({ text }) => text === 'hola, busco cemento')?.sender?.name).toBe('Ana');
    const conversation = recordsIn(folder).find(({ type }) => type === 'conversation');
    expect(conversation).toMatchObject({ title: 'Ana de Luna' });
    expect(conversation).toMatchObject({
      participants: expect.arrayContaining([
        expect.objectContaining({
          name: 'Ana de Luna',
          names: [
            expect.objectContaining({ name: 'Ana' }),
            expect.objectContaining({ name: 'Ana de Luna', kind: 'own' }),
          ],
        }),
      ]),
    });
  });

  it('reads the same in a spreadsheet, where no cell is a formula', async () => {
    const { session } = await openTestSession();
    const { messages } = await fillArchive(session.archive);
    const { folder } = await exported(session);
    const csv = filesIn(folder).get('csv/messages.csv')?.toString() ?? '';
    expect(csv.startsWith('\ufeff')).toBe(true);
    const { data, errors } = Papa.parse<Record<string, string>>(csv.slice(1), {
      header: true,
      skipEmptyLines: true,
    });
    expect(errors).toEqual([]);
    expect(data).toHaveLength(messages);
    const plain = messagesIn(folder);
    for (const [index, row] of data.entries()) {
      const message = plain[index];
      expect(row['text']?.replace(/^'(?=[=+\-@])/, '')).toBe(message?.text);
      expect(row['sent_utc']).toBe(new Date(message?.sentAt ?? 0).toISOString());
      for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+@\t\r]/);
    }
    const columns = filesIn(folder).get('csv/columns.txt')?.toString() ?? '';
    for (const column of Object.keys(data[0] ?? {})) expect(columns).toContain(`  ${column}: `);
  });

  it('lists every file with its hash, and copies media under harmless names', async () => {
    const { session } = await openTestSession();
    const { missingFiles } = await fillArchive(session.archive);
    const { folder, view } = await exported(session);
    const files = filesIn(folder);
    const { files: listed, counts } = manifestOf.parse(JSON.parse(String(files.get('manifest.json'))));
    expect(counts.missingFiles).toBe(missingFiles);
    expect(view.manifestSha256).toBe(hash(files.get('manifest.json') ?? Buffer.alloc(0)));
    const unlisted = new Set(['manifest.json', 'manifest.json.sig']);
    expect([...files.keys()].filter((path) => !unlisted.has(path)).sort()).toEqual(
      listed.map(({ path }) => path).sort(),
    );
    for (const { path, sha256, size } of listed) {
      expect(hash(files.get(path) ?? Buffer.alloc(0))).toBe(sha256);
      expect(files.get(path)?.length).toBe(size);
    }
    for (const { attachment } of messagesIn(folder)) {
      if (attachment?.path == null) continue;
      expect(hash(files.get(attachment.path) ?? Buffer.alloc(0))).toBe(attachment.sha256);
      expect(attachment.path).toMatch(/^media\/[0-9a-f]{2}\/[0-9a-f]{16}[^/]*$/);
    }
  });

  it('is the same, byte for byte, when it is made again', async () => {
    const { session } = await openTestSession({}, undefined, () => historyStart + 100_000_000);
    await fillArchive(session.archive);
    const scope = { ...everything, search: null };
    const first = filesIn((await exported(session, { scope })).folder);
    const second = filesIn((await exported(session, { scope })).folder);
    // The custody log tells of the first export, and what is signed follows from it.
    for (const files of [first, second])
      for (const path of ['custody.txt', 'SHA256SUMS', 'manifest.json', 'manifest.json.sig'])
        files.delete(path);
    expect(second.size).toBe(first.size);
    for (const [path, content] of first) expect(second.get(path)?.equals(content), path).toBe(true);
  });

  it('under a password is one zip with the same files, which nothing opens without it', async () => {
    const { session } = await openTestSession();
    await fillArchive(session.archive);
    const password = 'correcto caballo';
    const { view, folder } = await exported(session, { password });
    expect(view).toMatchObject({ state: 'done', isEncrypted: true });
    const zip = readFileSync(folder);
    expect(zip.includes('con gusto')).toBe(false);
    expect(readdirSync(dirname(folder))).toEqual([view.name]);
    const entriesOf = (given: string) =>
      new ZipReader(new Uint8ArrayReader(zip), { password: given }).getEntries();
    const contents = new Map<string, Uint8Array>();
    for (const entry of await entriesOf(password)) {
      expect(entry).toMatchObject({ encrypted: true, zipCrypto: false });
      if (!entry.directory) contents.set(entry.filename, await entry.getData(new Uint8ArrayWriter()));
    }
    expect(contents.size).toBe(view.files);
    expect(hash(contents.get('manifest.json') ?? new Uint8Array())).toBe(view.manifestSha256);
    const [first] = await entriesOf('another password');
    await expect(first?.directory === false ? first.getData(new Uint8ArrayWriter()) : null).rejects.toThrow(
      'Invalid password',
    );
  });

  it('that is cancelled leaves nothing, and is on record as cancelled', async () => {
    const { session } = await openTestSession();
    await fillArchive(session.archive);
    const place = temporaryFolder();
    const { exportId, done } = session.exports.start({
      ...wholeArchive,
      formats: ['jsonl'],
      place,
    });
    session.exports.cancel(exportId);
    await done;
    expect(session.exports.list(null, 1)).toMatchObject([{ state: 'cancelled', manifestSha256: null }]);
    expect(readdirSync(place)).toEqual([]);
  });

  it('says clearly that nothing fits, or that the folder cannot be written in', async () => {
    const { session } = await openTestSession();
    await fillArchive(session.archive);
    const nobody = await exported(session, { scope: { ...everything, employee: 'Nobody' } });
    expect(nobody.view).toMatchObject({ state: 'failed', error: 'export-empty' });
    const place = join(temporaryFolder(), 'gone');
    expect((await exported(session, { place })).view).toMatchObject({ error: 'folder-unwritable' });
    expect(existsSync(place)).toBe(false);
  });

  it('puts its beginning and its end into the ledger', async () => {
    const { session } = await openTestSession();
    await fillArchive(session.archive);
    const { view } = await exported(session);
    const entries = session.archive.reader
      .sql<{ subject: number }>(`select subject from ledger where kind = 'export'`)
      .all();
    expect(entries).toEqual([{ subject: view.id }, { subject: view.id }]);
    expect(() => session.archive.writer.execute(`update exports set reason = 'other'`)).toThrow(
      /never changed/,
    );
    expect(() => session.archive.writer.execute('delete from exports')).toThrow(/never removed/);
  });
});
