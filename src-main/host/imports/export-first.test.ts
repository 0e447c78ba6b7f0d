import { describe, expect, it } from 'vitest';
import { capturedMessage, openTestArchive } from '../../../tests/helpers/archive.ts';
import { silentLog } from '../../../tests/helpers/log.ts';
import { createCaptureDesk } from '#host/archive/capture.ts';
import { split } from '#host/archive/contacts/merges.ts';
import { answerQuestion, listQuestions } from '#host/archive/contacts/questions.ts';
import { listConversations } from '#host/archive/inbox.ts';
import { checkChain } from '#host/archive/ledger.ts';
import { readAll } from '#host/archive/messages.ts';
import { countMatches } from '#host/archive/search.ts';
import { writeExport } from '#host/connectors/chat-export/test-exports.ts';
import { createEventCollector } from '#host/events.ts';
import type { CapturedMessage } from '#shared/model/capture.ts';
import { createImportDesk } from './import-desk.ts';

const jid = '573001234567@s.whatsapp.net';
const start = Date.UTC(2026, 2, 5, 10, 0, 7);
/** What was said with Ana, one message a minute. */
const said = [
  ['Ana López', 'Buenos días, ¿tienen la escalera?'],
  ['Luis', 'Sí, la de seis peldaños, a noventa mil'],
  ['Ana López', '¿Y hasta qué hora abren los sábados?'],
  ['Luis', 'Los sábados hasta las dos de la tarde'],
  ['Ana López', 'Entonces paso el sábado por la mañana'],
  ['Luis', 'Se la dejo apartada a su nombre'],
  ['Ana López', 'ok'],
] as const;
const texts = said.map(([, text]) => text);
const everywhere = {
  lineId: null,
  conversationId: null,
  contact: null,
  from: null,
  to: null,
  direction: null,
  kind: null,
};

function live(at: number, author: string, text: string, name = 'Anita', key = jid): CapturedMessage {
  const isOwn = author === 'Luis';
  return capturedMessage({
    conversation: { key, kind: 'direct', title: null },
    key: `L${at}`,
    sender: isOwn ? { key: 'own', name: 'Luis', own: true } : { key, name },
    direction: isOwn ? 'outgoing' : 'incoming',
    sentAt: start + at * 60_000,
    text,
  });
}

/** An archive in which the chat with Ana was imported before the line has captured anything. */
async function imported() {
  const { archive, lineId } = openTestArchive();
  const capture = createCaptureDesk(archive.writer, () => [], Date.now);
  const desk = createImportDesk({
    archive,
    capture,
    events: createEventCollector(() => undefined),
    log: silentLog,
    now: Date.now,
  });
  const lines = said.map(([author, text], at) => `05/03/26, 10:0${at} - ${author}: ${text}\n`);
  const path = await writeExport(lines.join(''), 'Chat de WhatsApp con Ana López.txt');
  const files = [{ path, owner: 'Luis', dateOrder: null, place: null }];
  await desk.start({ lineId, zone: 'UTC', withoutNotice: null, files }).done;
  const { writer } = archive;
  return {
    archive,
    hear: (...messages: CapturedMessage[]) => capture.commit({ lineId, live: true }, messages),
    conversations: () =>
      listConversations(writer, { lineId: null, title: null, cursor: null, limit: 9 })
        .conversations.map(({ id, messages }) => {
          const shown = [...readAll(writer, id)].map(({ text }) => text);
          expect(shown).toHaveLength(messages);
          return shown;
        })
        .toSorted((a, b) => b.length - a.length),
    questions: () => listQuestions(writer, null).questions,
    answer: (id: number, answer: 'same' | 'different') =>
      writer.transaction(() => answerQuestion(writer, id, answer, Date.now())),
    undo: () => writer.transaction(() => split(writer, 1, 'no es ella', Date.now())),
    found: (word: string) => countMatches(writer, word, everywhere),
    isWhole: () => checkChain(writer).whole,
  };
}

const history = (count: number) => said.slice(0, count).map(([author, text], at) => live(at, author, text));

describe('a chat that was imported before the line captured anything', () => {
  it('becomes one with the line’s own when the history holds the same, each message once; undone, both are as they were', async () => {
    const { hear, conversations, questions, undo, found, isWhole } = await imported();
    const { contactsChanged } = hear(...history(6), live(20, 'Ana López', 'ya llegué'));
    expect(contactsChanged).toBe(true);
    expect(conversations()).toEqual([[...texts, 'ya llegué']]);
    expect(found('escalera')).toBe(1);
    expect(questions()).toEqual([]);

    undo();
    expect(conversations()).toEqual([[...texts.slice(0, 6), 'ya llegué'], texts]);
    expect(found('escalera')).toBe(2);
    hear(live(21, 'Ana López', 'Entonces paso el sábado por la mañana'), ...history(6));
    expect(conversations()).toHaveLength(2);
    expect(questions()).toEqual([]);
    expect(isWhole()).toBe(true);
  });

  it('is asked about where only some is the same, and one person from then on if somebody says so', async () => {
    const { hear, conversations, questions, answer } = await imported();
    hear(...history(1));
    expect(questions()).toEqual([]);
    hear(live(2, 'Ana López', texts[2] ?? ''));
    expect(questions()).toMatchObject([{ evidence: { basis: 'overlap' } }]);
    answer(questions()[0]?.id ?? 0, 'same');
    expect(conversations()).toEqual([texts]);
    hear(live(3, 'Luis', texts[3] ?? ''));
    expect(conversations()).toEqual([texts]);
  });

  it('is united although it was only asked about, once more of it proves it', async () => {
    const { hear, conversations, questions } = await imported();
    hear(...[0, 2].map((at) => live(at, 'Ana López', texts[at] ?? '')));
    expect(questions()).toHaveLength(1);
    hear(...[1, 3, 4, 5].map((at) => live(at, said[at]?.[0] ?? '', texts[at] ?? '')));
    expect(questions()).toEqual([]);
    expect(conversations()).toEqual([texts]);
  });

  it('is asked about when somebody of the same name writes, once', async () => {
    const { hear, conversations, questions, answer } = await imported();
    hear(live(9000, 'Ana López', 'hola', 'ana lopez'));
    hear(live(9001, 'Ana López', '¿están?', 'ana lopez'));
    expect(questions()).toMatchObject([{ evidence: { basis: 'same-name' } }]);
    answer(questions()[0]?.id ?? 0, 'different');
    hear(live(9002, 'Ana López', '¿hola?', 'ana lopez'));
    expect(questions()).toEqual([]);
    expect(conversations()).toHaveLength(2);
  });

  it('stays apart from one to whom only the same was sent', async () => {
    const { hear, conversations, questions } = await imported();
    hear(...said.flatMap(([author, text], at) => (author === 'Luis' ? [live(at, author, text)] : [])));
    expect(conversations()).toHaveLength(2);
    expect(questions()).toEqual([]);
  });
});
