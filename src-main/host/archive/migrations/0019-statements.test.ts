import { randomBytes } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { findingsOf, temporaryFolder } from '../../../../tests/helpers/archive.ts';
import { archiveFile, openArchive } from '../archive.ts';
import { openDatabase } from '../database.ts';
import { checkChain } from '../ledger.ts';
import { foundation } from './0001-foundation.ts';

it('every row of an older archive has an entry afterwards, and is checked like any other', () => {
  const folder = temporaryFolder();
  const key = randomBytes(32);
  const older = openDatabase(archiveFile(folder), key);
  older.writer.execute(`${foundation}
    pragma user_version = 1;
    insert into lines (id, name, employee, created_at) values (1, 'Ventas', 'Luis', 0);
    insert into conversations (id, line_id, key, kind, title) values (1, 1, 'ana', 'direct', 'Ana');
    insert into messages values (1024, 1, 'm', null, null, 'text', 1, 1, 'hola', 0, 0, 0, 1);
    insert into evidence values (1024, x'00ff');
    insert into attachments values (1024, 'a.pdf', null, 7, null, 'pending', 1.5);`);
  older.close();
  const archive = openArchive(folder, key, Date.now);
  onTestFinished(() => archive.close());
  expect(checkChain(archive.reader).whole).toBe(true);
  expect(findingsOf(archive.reader)).toEqual([]);
  const restated = archive.reader
    .sql<{ text: string }>('select text from statements order by seq limit 1')
    .get();
  expect(restated?.text).toBe('["restated"]');
  archive.writer.execute(`drop trigger messages_never_change; update messages set text = 'hole'`);
  expect(findingsOf(archive.reader)).toMatchObject([{ type: 'row-changed', kind: 'message', subject: 1024 }]);
});
