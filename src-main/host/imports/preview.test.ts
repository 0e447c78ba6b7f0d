import { expect, it } from 'vitest';
import { openTestArchive } from '../../../tests/helpers/archive.ts';
import { silentLog } from '../../../tests/helpers/log.ts';
import { createCaptureDesk } from '#host/archive/capture.ts';
import { writeExport } from '#host/connectors/chat-export/test-exports.ts';
import { createEventCollector } from '#host/events.ts';
import { createImportDesk } from './import-desk.ts';

const title = 'Chat de WhatsApp con Ana.txt';
const first = '15/03/26, 10:00 - Ana: hola\n15/03/26, 10:01 - Luis: buenas\n15/03/26, 10:02 - Ana: hola\n';
const later = '15/03/26, 10:02 - Ana: hola\n16/03/26, 10:00 - Luis: ¿y la escalera?\n';

function deskOf() {
  const { archive, lineId } = openTestArchive();
  const desk = createImportDesk({
    archive,
    capture: createCaptureDesk(archive.writer, () => [], Date.now),
    events: createEventCollector(() => undefined),
    log: silentLog,
    now: Date.now,
  });
  const request = (path: string) => ({
    lineId,
    zone: 'UTC',
    path,
    owner: 'Luis',
    dateOrder: null,
    place: null,
  });
  return { archive, lineId, desk, request };
}

it('says before an import what it then does, and writes nothing', async () => {
  const { archive, lineId, desk, request } = deskOf();
  const { signal } = new AbortController();
  const import_ = async (path: string) => {
    const { importId, done } = desk.start({
      lineId,
      zone: 'UTC',
      withoutNotice: null,
      files: [request(path)],
    });
    await done;
    const [file] = desk.list().find(({ id }) => id === importId)?.files ?? [];
    return { added: file?.messages, known: file?.duplicates };
  };
  const one = await writeExport(first, title);
  const two = await writeExport(`${first}${later}`.replaceAll('\n', '\r\n'), title);

  expect(await desk.preview(request(one), signal)).toEqual({ added: 3, known: 0 });
  expect(archive.reader.sql('select 1 from conversations').all()).toEqual([]);
  expect(await import_(one)).toEqual({ added: 3, known: 0 });
  expect(await desk.preview(request(one), signal)).toEqual({ added: 0, known: 3 });

  const said = await desk.preview(request(two), signal);
  expect(said).toEqual({ added: 2, known: 3 });
  expect(await import_(two)).toEqual(said);
});

it('ends when it is no longer wanted, and when the archive is closed', async () => {
  const { desk, request } = deskOf();
  const path = await writeExport(first, title);
  const controller = new AbortController();
  const unwanted = desk.preview(request(path), controller.signal);
  controller.abort();
  await expect(unwanted).rejects.toMatchObject({ code: 'cancelled' });
  const late = desk.preview(request(path), new AbortController().signal);
  await Promise.all([expect(late).rejects.toMatchObject({ code: 'cancelled' }), desk.close()]);
});
