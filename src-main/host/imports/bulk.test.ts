import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openTestArchive, temporaryFolder } from '../../../tests/helpers/archive.ts';
import { silentLog } from '../../../tests/helpers/log.ts';
import { createCaptureDesk } from '#host/archive/capture.ts';
import { exportsIn } from '#host/connectors/chat-export/chat-export.ts';
import { writeZip } from '#host/connectors/chat-export/test-exports.ts';
import { createEventCollector } from '#host/events.ts';
import { createFileGrants } from '#host/file-grants.ts';
import { createImportDesk } from './import-desk.ts';

const people = 60;

/** A folder with a chat of each person, some in folders of their own as an iPhone's zip unpacks, and what else lies about. */
function folderOfChats(): string {
  const folder = temporaryFolder();
  for (let person = 0; person < people; person++) {
    const chat = `05/03/26, 10:00 - Cliente ${person}: hola\n13/03/26, 10:01 - Luis: buenas\n`;
    if (person % 3 === 0) {
      const own = join(folder, 'iPhone', `WhatsApp Chat - Cliente ${person}`);
      mkdirSync(own, { recursive: true });
      writeFileSync(join(own, '_chat.txt'), chat);
    } else writeFileSync(join(folder, `Chat de WhatsApp con Cliente ${person}.txt`), chat);
  }
  copyFileSync(
    join(folder, 'Chat de WhatsApp con Cliente 1.txt'),
    join(folder, 'Chat de WhatsApp con Cliente 1 (1).txt'),
  );
  writeFileSync(join(folder, 'dañado.zip'), 'PK\u0003\u0004 not a zip');
  writeFileSync(join(folder, 'lista de compras.txt'), 'pan\nleche\n');
  writeFileSync(join(folder, 'foto.jpg'), '');
  writeFileSync(join(folder, '.oculto.txt'), '');
  return folder;
}

it('a folder of hundreds of chats comes in at once; a bad file stops no other, and again nothing is read twice', async () => {
  const folder = folderOfChats();
  const { archive, lineId } = openTestArchive();
  const desk = createImportDesk({
    archive,
    capture: createCaptureDesk(archive.writer, () => [], Date.now),
    events: createEventCollector(() => undefined),
    log: silentLog,
    now: Date.now,
  });
  const paths = await exportsIn(folder);
  expect(paths).toHaveLength(people + 3);
  const request = {
    lineId,
    zone: 'UTC',
    withoutNotice: null,
    files: paths.map((path) => ({ path, owner: 'Luis', dateOrder: null, place: null })),
  };
  const outcomes = async () => {
    const { importId, done } = desk.start(request);
    await done;
    const files = desk.list().find(({ id }) => id === importId)?.files ?? [];
    return {
      errors: files.flatMap(({ error }) => error ?? []),
      messages: files.reduce((sum, file) => sum + file.messages, 0),
      duplicates: files.reduce((sum, file) => sum + file.duplicates, 0),
    };
  };
  const errors = ['file-unreadable', 'not-a-chat-export'];
  expect(await outcomes()).toEqual({ errors, messages: 2 * people, duplicates: 2 });
  expect(await outcomes()).toEqual({ errors, messages: 0, duplicates: 2 * people + 2 });
  const titles = archive.reader.sql<{ title: string }>('select title from conversations').all();
  expect(new Set(titles.map(({ title }) => title))).toEqual(
    new Set(Array.from({ length: people }, (_, person) => `Cliente ${person}`)),
  );
}, 60_000);

it('each chat of a zip with several comes in, with the files beside it', async () => {
  const zip = await writeZip(
    [
      [
        'WhatsApp Chat - Ana/_chat.txt',
        '[5/3/26, 10:00:00] Ana: \u200e<attached: F.jpg>\n[13/3/26, 10:00:01] Luis: ok\n',
      ],
      ['WhatsApp Chat - Ana/F.jpg', 'of Ana'],
      [
        'WhatsApp Chat - Rosa/_chat.txt',
        '[5/3/26, 10:00:00] Rosa: \u200e<attached: F.jpg>\n[13/3/26, 10:00:01] Luis: ok\n',
      ],
      ['WhatsApp Chat - Rosa/F.jpg', 'another of Rosa'],
    ],
    'todos los chats.zip',
  );
  const { archive, lineId } = openTestArchive();
  const desk = createImportDesk({
    archive,
    capture: createCaptureDesk(archive.writer, () => [], Date.now),
    events: createEventCollector(() => undefined),
    log: silentLog,
    now: Date.now,
  });
  const grants = createFileGrants();
  const chosen = await grants.grant(zip);
  expect(chosen.map(({ name }) => name.replaceAll('\\', '/'))).toEqual([
    'todos los chats.zip/WhatsApp Chat - Ana/_chat.txt',
    'todos los chats.zip/WhatsApp Chat - Rosa/_chat.txt',
  ]);
  const files = chosen.map(({ token }) => ({
    path: grants.pathOf(token),
    owner: 'Luis',
    dateOrder: null,
    place: null,
  }));
  await desk.start({ lineId, zone: 'UTC', withoutNotice: null, files }).done;
  expect(
    archive.reader
      .sql(
        'select c.title, a.size from conversations c join messages m on m.conversation_id = c.id join attachments a on a.message_id = m.id order by c.title',
      )
      .all(),
  ).toEqual([
    { title: 'Ana', size: 6 },
    { title: 'Rosa', size: 15 },
  ]);
  expect(archive.reader.sql('select 1 from messages').all()).toHaveLength(4);
});
