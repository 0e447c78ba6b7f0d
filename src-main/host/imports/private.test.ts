import { expect, it } from 'vitest';
import { capturedMessage, openTestArchive } from '../../../tests/helpers/archive.ts';
import { silentLog } from '../../../tests/helpers/log.ts';
import { writeExport } from '#host/connectors/chat-export/test-exports.ts';
import { createEventCollector } from '#host/events.ts';
import { createExclusionDesk } from '#host/notice/exclusion-desk.ts';
import { createImportDesk } from './import-desk.ts';
import type { PlaceAnswer } from './placing.ts';

const jid = '573001234567@s.whatsapp.net';

function open() {
  const { archive, lineId } = openTestArchive();
  const events = createEventCollector(() => undefined);
  const capture = archive.captureDesk(() => []);
  const desk = createImportDesk({ archive, capture, events, log: silentLog, now: Date.now });
  const count = (table: string) =>
    archive.reader.sql<{ count: number }>(`select count(*) as count from ${table}`).get()?.count;
  return {
    lineId,
    exclusions: createExclusionDesk({ archive, events }),
    hear: (text: string) =>
      capture.commit({ lineId, live: true }, [
        capturedMessage({
          conversation: { key: jid, kind: 'direct', title: null },
          sender: { key: jid, name: 'Ana' },
          text,
        }),
      ]),
    async import(name: string, text: string, place: PlaceAnswer = null) {
      const path = await writeExport(text, name);
      const files = [{ path, owner: 'Luis', dateOrder: null, place }];
      const { importId, done } = desk.start({ lineId, zone: 'UTC', withoutNotice: null, files });
      await done;
      return desk.list().find(({ id }) => id === importId)?.files[0];
    },
    messages: () => count('messages'),
    people: () => count('identities'),
  };
}

it('somebody known only by the name in an export is excluded by it: no later export of them comes in', async () => {
  const { lineId, exclusions, messages, ...desk } = open();
  const first = await desk.import('Chat de WhatsApp con Mamá.txt', '05/03/26, 10:00 - Mamá: hola\n');
  const conversationId = first?.conversationId ?? 0;
  expect(exclusions.of(conversationId)).toEqual({ canExclude: true, byName: true, exclusion: null });
  const who = { by: 'conversation', conversationId } as const;
  expect(exclusions.exclude({ lineId, who, category: 'family', recordedBy: 'Marta' })).toMatchObject({
    kept: 1,
  });
  expect(exclusions.of(conversationId).exclusion).toMatchObject({ category: 'family' });

  const later = await desk.import('Chat de WhatsApp con MAMA.txt', '06/03/26, 10:00 - MAMA: ya llegué\n');
  expect(later).toMatchObject({ state: 'failed', error: 'chat-private', messages: 0 });
  expect(messages()).toBe(1);
  const group =
    '06/03/26, 10:00 - Mamá: en el grupo\n06/03/26, 10:01 - Iris: también\n06/03/26, 10:02 - Eva: sí\n';
  await desk.import('Chat de WhatsApp con Domingo.txt', group);
  expect(messages()).toBe(3);
});

it('an export that is put into the conversation of somebody private does not come in either', async () => {
  const { lineId, exclusions, hear, messages, people, ...desk } = open();
  const { conversationIds } = hear('hola');
  const conversationId = conversationIds[0] ?? 0;
  const who = { by: 'conversation', conversationId } as const;
  exclusions.exclude({ lineId, who, category: 'family', recordedBy: 'Marta' });
  const before = people();
  expect(
    await desk.import('Chat de WhatsApp con Ana.txt', '05/03/26, 10:00 - Ana: hola\n', conversationId),
  ).toMatchObject({ state: 'failed', error: 'chat-private' });
  expect(messages()).toBe(1);
  expect(people()).toBe(before);
});
