import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../../../tests/helpers/archive.ts';
import { archiveFile, openArchive } from '../archive.ts';
import { openDatabase } from '../database.ts';
import { readAll } from '../messages.ts';
import { foundation } from './0001-foundation.ts';

it('refuses an archive that a later version made, and does not touch it', () => {
  const folder = temporaryFolder();
  const key = randomBytes(32);
  const archive = openArchive(folder, key, Date.now);
  archive.writer.execute('pragma user_version = 99');
  archive.close();
  const before = readFileSync(archiveFile(folder));
  expect(() => openArchive(folder, key, Date.now)).toThrow(
    expect.objectContaining({ code: 'workspace-newer', data: expect.objectContaining({ archive: 99 }) }),
  );
  expect(readFileSync(archiveFile(folder)).equals(before)).toBe(true);
});

it('opens an archive again with its own key only', () => {
  const folder = temporaryFolder();
  const key = randomBytes(32);
  openArchive(folder, key, Date.now).close();
  openArchive(folder, key, Date.now).close();
  expect(() => openArchive(folder, randomBytes(32), Date.now)).toThrow(
    expect.objectContaining({ code: 'workspace-damaged' }),
  );
});

it('keeps the messages of an older archive, which carry nothing beside their words', () => {
  const folder = temporaryFolder();
  const key = randomBytes(32);
  const older = openDatabase(archiveFile(folder), key);
  older.writer.execute(`${foundation}
    pragma user_version = 1;
    insert into lines (id, name, employee, created_at) values (1, 'Ventas', 'Luis', 0);
    insert into conversations (id, line_id, key, kind, title) values (1, 1, 'ana', 'direct', 'Ana');
    insert into messages values (1024, 1, 'm', null, null, 'text', 1, 1, 'hola', 0, 0, 0, 1);`);
  older.close();
  const archive = openArchive(folder, key, Date.now);
  onTestFinished(() => archive.close());
  expect([...readAll(archive.reader, 1)]).toMatchObject([{ text: 'hola', quote: null, subject: null }]);
});

it('keeps a copy of an older archive as it was, for a while', () => {
  const folder = temporaryFolder();
  const key = randomBytes(32);
  const older = openDatabase(archiveFile(folder), key);
  older.writer.execute(`${foundation} pragma user_version = 1;
    insert into lines (id, name, employee, created_at) values (1, 'Ventas', 'Luis', 0);`);
  older.close();
  openArchive(folder, key, Date.now).close();
  const copy = join(folder, 'archive-before-step-2.db');
  const kept = openDatabase(copy, key);
  expect(kept.reader.sql('pragma user_version').get()).toEqual({ user_version: 1 });
  expect(kept.reader.sql('select name from lines').all()).toEqual([{ name: 'Ventas' }]);
  kept.close();
  openArchive(folder, key, Date.now).close();
  expect(existsSync(copy)).toBe(true);
  const month = 30 * 24 * 60 * 60_000;
  openArchive(folder, key, () => Date.now() + month).close();
  expect(existsSync(copy)).toBe(false);
});
