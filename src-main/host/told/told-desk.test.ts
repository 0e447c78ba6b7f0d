import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { capturedMessage, openTestArchive } from '../../../tests/helpers/archive.ts';
import { silentLog } from '../../../tests/helpers/log.ts';
import { openArchive, type Archive } from '#host/archive/archive.ts';
import { mergeByHand } from '#host/archive/contacts/merges.ts';
import { contactOfConversation } from '#host/archive/contacts/view.ts';
import { scanOnward } from '#host/archive/customer-notices.ts';
import { checkChain } from '#host/archive/ledger.ts';
import { countTold, listUntold, readTold } from '#host/archive/told.ts';
import { createEventCollector } from '#host/events.ts';
import type { CapturedMessage } from '#shared/model/capture.ts';
import { readReadyTexts } from './ready-texts.ts';
import { createToldDesk, type ToldDesk } from './told-desk.ts';

const texts = readReadyTexts(join(import.meta.dirname, '../../../resources/notices'));
const ready = texts.es.replace('{{company}}', 'Ferretería Los Arcos');
const own =
  'Hola, somos Los Arcos. Por su seguridad y la nuestra guardamos esta conversación durante cinco años; pregunte lo que guste.';

function openDesk(archive: Archive): ToldDesk {
  const events = createEventCollector(() => undefined);
  const desk = createToldDesk({ archive, events, log: silentLog, now: Date.now });
  onTestFinished(async () => {
    await desk.close();
    events.close();
  });
  desk.start(texts);
  return desk;
}

function open() {
  const opened = openTestArchive({ staysWhole: false });
  const desk = openDesk(opened.archive);
  const capture = opened.archive.captureDesk(() => []);
  const commit = (live: boolean, ...records: CapturedMessage[]) =>
    capture.commit({ lineId: opened.lineId, live }, records);
  return { ...opened, desk, commit, reader: opened.archive.reader };
}

const person = (key: string) => ({ key, kind: 'direct', title: key }) as const;
const sent = (to: string, text: string, overrides: Partial<CapturedMessage> = {}) =>
  capturedMessage({ conversation: person(to), direction: 'outgoing', sender: null, text, ...overrides });
const heard = (from: string) =>
  capturedMessage({ conversation: person(from), sender: { key: from, name: from } });

test('a customer was told when the line itself sent the notice, live or in an import, and not otherwise', () => {
  const { reader, lineId, commit } = open();
  const told = sent('ana', `Buenos días 👋 ${ready}`);
  commit(true, heard('ana'), told, sent('ana', ready));
  commit(false, sent('bruno', ready));
  commit(true, capturedMessage({ conversation: person('carla'), text: ready }));
  commit(false, sent('dario', ready, { suspicious: true }));
  expect(readTold(reader, 1)?.at).toBe(told.sentAt);
  expect([2, 3, 4].map((id) => readTold(reader, id) !== null)).toEqual([true, false, false]);
  expect(countTold(reader, lineId)).toEqual({
    contacts: { total: 4, told: 2 },
    groups: { total: 0, told: 0 },
  });
  const page = listUntold(reader, { lineId, cursor: null, limit: 1 });
  expect(page.conversations.map(({ title }) => title)).toEqual(['dario']);
  const rest = listUntold(reader, { lineId, cursor: page.next, limit: 1 });
  expect(rest.conversations.map(({ title }) => title)).toEqual(['carla']);
  expect(checkChain(reader).whole).toBe(true);
});

test('a wording counts for what was sent before it was saved, and after it was replaced', async () => {
  const { reader, lineId, commit, desk } = open();
  commit(true, sent('ana', own));
  expect(readTold(reader, 1)).toBeNull();
  desk.save({ lineId, language: 'es', words: own });
  await desk.settled();
  expect(readTold(reader, 1)).not.toBeNull();
  desk.save({ lineId, language: 'es', words: ready });
  commit(true, sent('bruno', own));
  await desk.settled();
  expect(readTold(reader, 2)).not.toBeNull();
  expect(desk.text({ lineId, language: 'es' }, 'Los Arcos').words).toBe(ready);
  expect(desk.text({ lineId, language: 'en' }, 'Los Arcos').words).toContain('note that Los Arcos keeps');
  const noted = reader.sql<{ n: number }>(`select count(*) as n from ledger where kind = 'customer-told'`);
  expect(noted.get()?.n).toBe(2);
});

test('what was being looked through when the program ended is looked through at its next start', async () => {
  const { archive, folder, key, lineId, commit } = open();
  const others = Array.from({ length: 700 }, (_, index) => sent('ana', `Pedido ${index}`));
  commit(true, ...others, sent('ana', own), sent('bruno', own));
  archive.customerNotices.save(lineId, 'es', own, 1);
  expect(scanOnward(archive.writer, archive.customerNotices, lineId, 2).isDone).toBe(false);
  archive.close();

  const again = openArchive(folder, key, Date.now);
  onTestFinished(() => again.close());
  await openDesk(again).settled();
  expect(countTold(again.reader, lineId).contacts).toEqual({ total: 2, told: 2 });
  expect(checkChain(again.reader).whole).toBe(true);
});

test('one person under two numbers counts once, and was told when either was', () => {
  const { archive, reader, lineId, commit } = open();
  commit(true, heard('5215511111111@s.whatsapp.net'), heard('5215522222222@s.whatsapp.net'));
  commit(true, sent('5215522222222@s.whatsapp.net', ready));
  expect(countTold(reader, lineId).contacts).toEqual({ total: 2, told: 1 });
  const [contactId, otherId] = [1, 2].map((id) => contactOfConversation(reader, id) ?? 0);
  archive.writer.transaction(() =>
    mergeByHand(
      archive.writer,
      { contactId: contactId ?? 0, otherId: otherId ?? 0, reason: 'new number' },
      Date.now(),
    ),
  );
  expect(countTold(reader, lineId).contacts).toEqual({ total: 1, told: 1 });
  expect(readTold(reader, 1)).not.toBeNull();
});

test('a text so short that ordinary messages are like it is refused', () => {
  const { desk, lineId } = open();
  expect(() => desk.save({ lineId, language: 'es', words: 'Esta línea es supervisada.' })).toThrow(
    'invalid-request',
  );
});
