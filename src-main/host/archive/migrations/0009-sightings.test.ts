import { randomBytes } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../../../tests/helpers/archive.ts';
import { archiveFile, openArchive } from '../archive.ts';
import { openDatabase } from '../database.ts';
import { foundation } from './0001-foundation.ts';

it('an older archive knows where its chat exports lie', () => {
  const folder = temporaryFolder();
  const key = randomBytes(32);
  const older = openDatabase(archiveFile(folder), key);
  older.writer.execute(`${foundation}
    pragma user_version = 1;
    insert into lines (id, name, employee, created_at) values (1, 'Ventas', 'Luis', 0);
    insert into conversations (id, line_id, key, kind, title) values
      (5, 1, 'Ana', 'direct', 'Ana'), (6, 1, 'Bea', 'direct', 'Bea');
    insert into messages (id, conversation_id, key, direction, kind, sent_at, captured_at, text, deleted, edited,
      suspicious, live)
    values (1024, 5, 'a', 'incoming', 'text', 1, 1, '', 0, 0, 0, 0), (2048, 5, 'b', 'incoming', 'text', 2, 1, '', 0, 0, 0, 0),
      (3072, 5, 'c', 'incoming', 'text', 3, 1, '', 0, 0, 0, 1), (4096, 6, 'd', 'incoming', 'text', 4, 1, '', 0, 0, 0, 1);`);
  older.close();
  const archive = openArchive(folder, key, Date.now);
  onTestFinished(() => archive.close());
  expect(archive.reader.sql('select * from exported_spans').all()).toEqual([
    { conversation_id: 5, first_id: 1024, last_id: 2048 },
  ]);
  expect(() =>
    archive.writer.execute('insert into superseded values (1024, 3072); delete from superseded'),
  ).toThrow(/never removed/);
});
