import { randomBytes } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../../../tests/helpers/archive.ts';
import { archiveFile, openArchive } from '../archive.ts';
import { openDatabase } from '../database.ts';
import { checkChain } from '../ledger.ts';
import { listNotices, readGate } from '../notices.ts';
import { foundation } from './0001-foundation.ts';

it('turns the dates of an older archive into records without a text, and goes on capturing those lines', () => {
  const folder = temporaryFolder();
  const key = randomBytes(32);
  const older = openDatabase(archiveFile(folder), key);
  older.writer.execute(`${foundation}
    pragma user_version = 1;
    insert into lines (id, name, employee, notice_on, created_at) values
      (1, 'Ventas', 'Luis', '2026-01-07', 0), (2, 'Taller', 'Eva', null, 0);`);
  older.close();
  const archive = openArchive(folder, key, Date.now);
  onTestFinished(() => archive.close());
  expect(listNotices(archive.reader, 1)).toMatchObject([
    { employee: 'Luis', how: 'told', given_on: '2026-01-07', words: null, includes_earlier: 0 },
  ]);
  expect(readGate(archive.reader, 1, Date.now())).toMatchObject({
    state: 'given',
    from: Date.UTC(2026, 0, 8, 12),
  });
  expect(readGate(archive.reader, 2, Date.now()).state).toBe('missing');
  expect(checkChain(archive.reader)).toMatchObject({ whole: true });
});
