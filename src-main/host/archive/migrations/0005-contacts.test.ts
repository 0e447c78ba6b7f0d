import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../../tests/helpers/archive.ts';
import { archiveFile, openArchive } from '../archive.ts';
import { openDatabase } from '../database.ts';
import { listConversations, readConversation } from '../inbox.ts';
import { readAll } from '../messages.ts';
import { foundation } from './0001-foundation.ts';
import { messageDetails } from './0002-message-details.ts';
import { attachmentsByLine } from './0003-attachments.ts';
import { coverage } from './0004-coverage.ts';

it('an older archive gets its contacts, and the two conversations of one number become one', () => {
  const folder = temporaryFolder();
  const key = randomBytes(32);
  const { writer, close } = openDatabase(archiveFile(folder), key);
  for (const step of [foundation, messageDetails, attachmentsByLine, coverage]) writer.execute(step);
  writer.execute(`
    insert into lines (id, name, employee, created_at) values (1, 'Ventas', 'Luis', 0), (2, 'Cobranza', 'Eva', 0);
    insert into conversations (id, line_id, key, kind, title, messages, seen, last_id) values
      (5, 1, '5215512345678@s.whatsapp.net', 'direct', 'Ana', 2, 1, 3072),
      (6, 1, '525512345678@s.whatsapp.net', 'direct', '+525512345678', 1, 0, 2048),
      (7, 1, '900@lid', 'direct', '900@lid', 1, 1, 4096),
      (8, 2, 'Ana', 'direct', 'Ana', 1, 1, 5120),
      (9, 1, '1203@g.us', 'group', 'Obra', 0, 0, 0);
    insert into senders (id, line_id, key, name) values
      (1, 1, '5215512345678@s.whatsapp.net', 'Ana'), (2, 1, 'employee Luis', 'Luis'), (3, 2, 'Ana', 'Ana');
    insert into messages (id, conversation_id, key, sender_id, direction, kind, sent_at, captured_at, text, deleted, edited, suspicious, live)
      values (1024, 5, 'a', 1, 'incoming', 'text', 1, 1, 'uno', 0, 0, 0, 1),
        (2048, 6, 'b', 2, 'outgoing', 'text', 2, 1, 'dos', 0, 0, 0, 1),
        (3072, 5, 'c', 1, 'incoming', 'text', 3, 1, 'tres', 0, 0, 0, 1),
        (4096, 7, 'd', null, null, 'system', 4, 1, '', 0, 0, 0, 1),
        (5120, 8, 'e', 3, 'incoming', 'text', 5, 1, 'hola', 0, 0, 0, 0);
    insert into participants values (5, 1, 2), (6, 2, 1), (8, 3, 1);
    pragma user_version = 4;`);
  close();
  const archive = openArchive(folder, key, Date.now);
  const { conversations } = listConversations(archive.reader, {
    lineId: null,
    title: null,
    cursor: null,
    limit: 9,
  });
  expect(conversations.map(({ id, messages, unseen }) => [id, messages, unseen])).toEqual([
    [8, 1, 0],
    [7, 1, 0],
    [5, 3, 2],
    [9, 0, 0],
  ]);
  expect([...readAll(archive.reader, 6)].map(({ text }) => text)).toEqual(['uno', 'dos', 'tres']);
  expect(readConversation(archive.reader, 5).participants).toEqual([
    { id: 1, name: 'Ana', messages: 2 },
    { id: 2, name: 'Luis', messages: 1 },
  ]);
  expect(
    archive.reader.sql('select kind, value, line_id from identities order by kind, value').all(),
  ).toEqual([
    { kind: 'lid', value: '900', line_id: 0 },
    { kind: 'name', value: 'Ana', line_id: 2 },
    { kind: 'phone', value: '525512345678', line_id: 0 },
  ]);
  archive.close();
});
