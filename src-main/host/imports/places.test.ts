import { expect, it } from 'vitest';
import { capturedMessage, openTestArchive } from '../../../tests/helpers/archive.ts';
import { silentLog } from '../../../tests/helpers/log.ts';
import { createCaptureDesk } from '#host/archive/capture.ts';
import { listQuestions } from '#host/archive/contacts/questions.ts';
import { listConversations } from '#host/archive/inbox.ts';
import { writeExport } from '#host/connectors/chat-export/test-exports.ts';
import { createEventCollector } from '#host/events.ts';
import type { CapturedMessage } from '#shared/model/capture.ts';
import { createImportDesk } from './import-desk.ts';
import { toPlacesView } from './place-view.ts';
import type { PlaceAnswer } from './placing.ts';

const jid = '573001234567@s.whatsapp.net';
const start = Date.UTC(2026, 2, 5, 10, 0, 7);
const said = [
  'Buenos días, ¿tienen la escalera?',
  'La de seis peldaños, por favor',
  '¿Y hasta qué hora abren los sábados?',
  'Entonces paso el sábado por la mañana',
  'Muchas gracias por guardármela',
  'Ya voy para allá, llego en un rato',
];

function heard(text: string, at: number, name: string, key = jid): CapturedMessage {
  return capturedMessage({
    conversation: { key, kind: 'direct', title: null },
    key: `L${at}`,
    sender: { key, name },
    direction: 'incoming',
    sentAt: start + at * 60_000,
    text,
  });
}

function exportedChat(): Promise<string> {
  const lines = said.map((text, at) => `05/03/26, 10:0${at} - Ana López: ${text}\n`);
  return writeExport(lines.join(''), 'Chat de WhatsApp con Ana López.txt');
}

const request = (path: string, place: PlaceAnswer) => ({ path, owner: 'Luis', dateOrder: null, place });

function open() {
  const { archive, lineId } = openTestArchive();
  const capture = createCaptureDesk(archive.writer, () => [], Date.now);
  const desk = createImportDesk({
    archive,
    capture,
    events: createEventCollector(() => undefined),
    log: silentLog,
    now: Date.now,
  });
  return {
    hear: (...messages: CapturedMessage[]) => capture.commit({ lineId, live: true }, messages),
    async places(path: string) {
      const { signal } = new AbortController();
      const found = await desk.places({ lineId, zone: 'UTC', ...request(path, null) }, signal);
      return toPlacesView(archive.reader, found);
    },
    async import(path: string, place: PlaceAnswer) {
      const files = [request(path, place)];
      const { importId, done } = desk.start({ lineId, zone: 'UTC', withoutNotice: null, files });
      await done;
      return desk.list().find(({ id }) => id === importId)?.files[0];
    },
    questions: () => listQuestions(archive.reader, null).total,
    conversations: () =>
      listConversations(archive.reader, {
        lineId: null,
        title: null,
        cursor: null,
        limit: 9,
      }).conversations.map(({ messages }) => messages),
  };
}

it('an export with a few texts of a conversation may belong to it, and goes where a person says', async () => {
  const { hear, places, conversations, ...desk } = open();
  hear(...said.slice(0, 2).map((text, at) => heard(text, at, 'Anita')));
  const path = await exportedChat();
  const { settled, possible } = await places(path);
  expect(settled).toBeNull();
  expect(possible).toEqual([
    {
      conversationId: expect.any(Number),
      title: 'Anita',
      detail: '+57 300 1234567',
      sameTexts: 2,
      sameName: false,
    },
  ]);
  expect(await desk.import(path, possible[0]?.conversationId ?? null)).toMatchObject({
    messages: 4,
    duplicates: 2,
    conversationId: possible[0]?.conversationId,
  });
  expect(conversations()).toEqual([6]);
});

it('an export of the same name may belong to it; as a new conversation it stays one, and is not asked about again', async () => {
  const { hear, places, conversations, questions, ...desk } = open();
  hear(heard('hola', 9000, 'ana lopez'));
  const path = await exportedChat();
  expect((await places(path)).possible).toMatchObject([{ title: 'ana lopez', sameTexts: 0, sameName: true }]);
  expect(await desk.import(path, 'new')).toMatchObject({ messages: 6 });
  expect(conversations()).toEqual([1, 6]);
  expect(await places(path)).toEqual({ settled: null, possible: [] });
  hear(heard('¿hola?', 9001, 'ana lopez'));
  expect(questions()).toBe(0);
});

it('an export that holds what a conversation holds belongs there, and a stranger’s is not asked about', async () => {
  const { hear, places } = open();
  hear(
    ...said.map((text, at) => heard(text, at, 'Anita')),
    heard('hola', 1, 'Eva', '5215512345678@s.whatsapp.net'),
  );
  expect(await places(await exportedChat())).toMatchObject({
    settled: { title: 'Anita', basis: 'content' },
    possible: [],
  });
  const other = await writeExport(
    '05/03/26, 10:00 - Iris: algo muy distinto\n',
    'Chat de WhatsApp con Iris.txt',
  );
  expect(await places(other)).toEqual({ settled: null, possible: [] });
});

it('a conversation of another line can’t be named as the place', async () => {
  const { conversations, ...desk } = open();
  expect(await desk.import(await exportedChat(), 77)).toMatchObject({ state: 'failed', error: 'not-found' });
  expect(conversations()).toEqual([]);
});
