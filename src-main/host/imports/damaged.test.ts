import { open as openFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { openTestArchive } from '../../../tests/helpers/archive.ts';
import { silentLog } from '../../../tests/helpers/log.ts';
import { createCaptureDesk } from '#host/archive/capture.ts';
import { writeZip } from '#host/connectors/chat-export/test-exports.ts';
import { createEventCollector } from '#host/events.ts';
import { createImportDesk } from './import-desk.ts';

const files = [
  [
    '_chat.txt',
    '15/3/24, 10:00 - Ana: A.jpg (archivo adjunto)\n15/3/24, 10:01 - Ana: B.jpg (archivo adjunto)\n',
  ],
  ['A.jpg', 'a photo '.repeat(500)],
  ['B.jpg', 'another photo '.repeat(500)],
] as const;

function open() {
  const { archive, lineId } = openTestArchive();
  const desk = createImportDesk({
    archive,
    capture: createCaptureDesk(archive.writer, () => [], Date.now),
    events: createEventCollector(() => undefined),
    log: silentLog,
    now: Date.now,
  });
  return {
    async import(path: string) {
      const file = { path, owner: 'Luis', dateOrder: null, place: null };
      const { importId, done } = desk.start({ lineId, zone: 'UTC', withoutNotice: null, files: [file] });
      await done;
      return desk.list().find(({ id }) => id === importId)?.files[0];
    },
    missing: () =>
      archive.reader
        .sql<{ missing: string | null }>('select missing from attachments order by message_id')
        .all()
        .map(({ missing }) => missing),
  };
}

it('a zip that was cut off comes in as far as it is there, says so, and is completed by the whole one', async () => {
  const { missing, ...desk } = open();
  const path = await writeZip(files);
  await using file = await openFile(path, 'r+');
  const whole = await file.readFile();
  await file.truncate(whole.lastIndexOf('PK\u0003\u0004') + 60);
  expect(await desk.import(path)).toMatchObject({
    state: 'done',
    damage: 'files',
    messages: 2,
    attachmentsFound: 1,
    attachmentsMissing: 1,
  });
  expect(missing()).toEqual([null, 'damaged']);
  await file.write(whole, 0, whole.length, 0);
  expect(await desk.import(path)).toMatchObject({ state: 'done', damage: null, messages: 0, duplicates: 2 });
  expect(missing()).toEqual([null, null]);
});

it('one damaged file in a zip keeps nothing else out', async () => {
  const { missing, ...desk } = open();
  const path = await writeZip(files);
  await using file = await openFile(path, 'r+');
  const bytes = await file.readFile();
  const at = bytes.indexOf('A.jpg', bytes.indexOf('PK\u0003\u0004', 10)) + 'A.jpg'.length;
  await file.write(Buffer.alloc(20, 0xff), 0, 20, at);
  expect(await desk.import(path)).toMatchObject({ state: 'done', messages: 2, attachmentsFound: 1 });
  expect(missing()).toEqual(['damaged', null]);
});
