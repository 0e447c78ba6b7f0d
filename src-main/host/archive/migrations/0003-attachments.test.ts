import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../../tests/helpers/archive.ts';
import { archiveFile, openArchive } from '../archive.ts';
import { openDatabase } from '../database.ts';
import { readAll } from '../messages.ts';
import { foundation } from './0001-foundation.ts';
import { messageDetails } from './0002-message-details.ts';

it('attachments of an older archive get their line, and nothing else changes', () => {
  const folder = temporaryFolder();
  const key = randomBytes(32);
  mkdirSync(folder, { recursive: true });
  const { writer, close } = openDatabase(archiveFile(folder), key);
  writer.execute(foundation);
  writer.execute(messageDetails);
  writer.execute(`
    insert into lines (id, name, employee, created_at) values (1, 'a', 'Luis', 0), (2, 'b', 'Eva', 0);
    insert into conversations (id, line_id, key, kind, title) values (5, 2, 'ana', 'direct', 'Ana');
    insert into messages (id, conversation_id, key, kind, sent_at, captured_at, text, deleted, edited, suspicious, live)
      values (1024, 5, 'm', 'image', 1, 1, '', 0, 0, 0, 1);
    insert into attachments (message_id, name, missing) values (1024, 'x.jpg', 'expired');
    pragma user_version = 2;`);
  close();
  const archive = openArchive(folder, key, Date.now);
  expect(archive.reader.sql('select line_id, details from attachments').all()).toEqual([
    { line_id: 2, details: null },
  ]);
  expect([...readAll(archive.reader, 5)]).toMatchObject([
    { attachment: { name: 'x.jpg', missing: 'expired', details: null } },
  ]);
  archive.close();
});
