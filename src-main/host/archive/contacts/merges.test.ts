import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capturedMessage, openTestArchive } from '../../../../tests/helpers/archive.ts';
import { directMessage, lid, phone, word } from '../../../../tests/helpers/people.ts';
import type { CapturedRecord } from '#shared/model/capture.ts';
import { createCaptureDesk } from '../capture.ts';
import { addLine } from '../lines.ts';
import { listConversations, openConversation, readConversation } from '../inbox.ts';
import { checkChain } from '../ledger.ts';
import { readAll, readPage } from '../messages.ts';
import { countMatches } from '../search.ts';
import { identitiesOf } from './identities.ts';
import { mergeByHand, split } from './merges.ts';
import type { Archive } from '../archive.ts';

const all = { lineId: null, title: null, cursor: null, limit: 200 };
const nowhere = { contact: null, from: null, to: null, direction: null, kind: null };

function openDesk() {
  const opened = openTestArchive();
  const { archive, lineId } = opened;
  const desk = createCaptureDesk(
    archive.writer,
    () => [],
    () => Date.UTC(2026, 2, 4),
  );
  return {
    ...opened,
    commit: (...records: CapturedRecord[]) => desk.commit({ lineId, live: true }, records),
    desk,
    secondLine: () =>
      addLine(
        archive.writer,
        { name: 'Cobranza', employee: 'Marta', team: null, noticeOn: '2015-01-07' },
        null,
        Date.now(),
      ),
  };
}

const titles = ({ reader }: Archive) =>
  listConversations(reader, all).conversations.map(({ title }) => title);
const textsIn = ({ reader }: Archive, id: number) => [...readAll(reader, id)].map(({ text }) => text);
const merges = ({ reader }: Archive) =>
  reader
    .sql<{ id: number }>('select id from contact_merges order by id')
    .all()
    .map(({ id }) => id);
const questions = ({ reader }: Archive) => reader.sql('select * from contact_questions').all().length;

/** The texts of each conversation on the screen. */
function onScreen(archive: Archive, lineId: number): string[] {
  const { conversations } = listConversations(archive.reader, { ...all, lineId });
  for (const { id, messages } of conversations) expect(textsIn(archive, id)).toHaveLength(messages);
  return conversations.map(({ id }) => textsIn(archive, id).join(' ')).toSorted();
}

describe('one person', () => {
  it('is one conversation as soon as WhatsApp says that a LID and a number are theirs', () => {
    const { archive, commit } = openDesk();
    commit(directMessage(lid('900'), { text: 'hola', name: 'Ana' }));
    commit(directMessage(phone('5215511111111'), { text: 'buenos días', direction: 'outgoing' }));
    expect(titles(archive)).toEqual(['+52 55 1111 1111', 'Ana']);

    commit(word([lid('900'), phone('5215511111111')]));
    expect(titles(archive)).toEqual(['Ana']);
    const [conversation] = listConversations(archive.reader, all).conversations;
    expect(conversation).toMatchObject({ messages: 2, unseen: 2, last: { text: 'buenos días' } });
    expect(textsIn(archive, conversation?.id ?? 0)).toEqual(['hola', 'buenos días']);
  });

  it('goes on in that one conversation, whichever way WhatsApp names them', () => {
    const { archive, commit } = openDesk();
    commit(directMessage(lid('900'), { text: 'uno' }));
    commit(directMessage(phone('573001234567'), { text: 'dos' }));
    commit(word([phone('573001234567'), lid('900')]));
    commit(
      directMessage(phone('573001234567'), { text: 'tres' }),
      directMessage(lid('900'), { text: 'cuatro' }),
    );
    const { conversations, total } = listConversations(archive.reader, all);
    expect(total).toBe(1);
    expect(conversations[0]).toMatchObject({ messages: 4, last: { text: 'cuatro' } });
    const id = conversations[0]?.id ?? 0;
    expect(textsIn(archive, id)).toEqual(['uno', 'dos', 'tres', 'cuatro']);
    expect(readConversation(archive.reader, id).participants).toMatchObject([{ messages: 4 }]);
    const found = (query: string) =>
      countMatches(archive.reader, query, { ...nowhere, lineId: null, conversationId: id });
    expect([found('uno'), found('dos'), found('cinco')]).toEqual([1, 1, 0]);
  });

  it.each([
    ['Mexican', '5215512345678', '525512345678'],
    ['Argentine', '5491112345678', '541112345678'],
    ['Brazilian', '553187654321', '5531987654321'],
  ])('is one contact with %s number in its old and its new form', (_, old, now) => {
    const { archive, commit } = openDesk();
    commit(directMessage(phone(old), { text: 'antes' }), directMessage(phone(now), { text: 'después' }));
    expect(listConversations(archive.reader, all)).toMatchObject({
      total: 1,
      conversations: [{ messages: 2 }],
    });
  });

  it('is one contact on two lines, with a conversation on each', () => {
    const { archive, commit, desk, secondLine } = openDesk();
    const other = secondLine();
    commit(directMessage(phone('573001234567'), { name: 'Ana' }));
    desk.commit({ lineId: other, live: true }, [directMessage(lid('900'))]);
    expect(listConversations(archive.reader, all).total).toBe(2);
    desk.commit({ lineId: other, live: true }, [word([lid('900'), phone('573001234567')])]);
    expect(titles(archive)).toEqual(['Ana', 'Ana']);
    expect(identitiesOf(archive.reader, 1)).toHaveLength(2);
  });

  it('is found by number, however it is typed', () => {
    const { archive, commit } = openDesk();
    commit(directMessage(phone('5215512345678'), { name: 'Ana' }));
    for (const title of ['55 1234', '+52 55', '5215512', '5678'])
      expect(listConversations(archive.reader, { ...all, title }).total, title).toBe(1);
    expect(listConversations(archive.reader, { ...all, title: '9999' }).total).toBe(0);
  });

  it('has one reaction to a message, under whichever identity it came last', () => {
    const { archive, commit } = openDesk();
    const message = directMessage(phone('573001234567'));
    commit(message, word([lid('900'), phone('573001234567')]));
    const react = (key: string, text: string, person = lid('900')) => ({
      type: 'event' as const,
      conversation: message.conversation,
      messageKey: message.key,
      key,
      event: 'reaction' as const,
      sender: { key: person.value, name: null, person },
      at: message.sentAt + Number(key),
      text,
      raw: null,
    });
    commit(react('1', '👍'), react('2', '❤️', phone('573001234567')));
    const [stored] = readPage(archive.reader, 1, 'newest', 10).messages;
    expect(stored?.reactions.map(({ emoji }) => emoji)).toEqual(['❤️']);
  });
});

it('a chat export names by number who is in no address book: what the line captures of them comes to it', () => {
  const { archive, commit, desk, lineId } = openDesk();
  const title = '\u202a+57 300 123 4567\u202c';
  const exported = capturedMessage({
    conversation: { key: title, kind: 'direct', title },
    sender: { key: title, name: title },
    text: 'hace un año',
  });
  const named = capturedMessage({
    conversation: { key: '573001234567@s.whatsapp.net', kind: 'direct', title: 'otro' },
    sender: { key: '573001234567@s.whatsapp.net', name: 'otro' },
    text: 'un nombre que parece una cuenta',
  });
  desk.commit({ lineId, live: false }, [exported, named]);
  commit(directMessage(phone('573001234567'), { text: 'hoy', name: 'Ana' }));
  expect(titles(archive)).toEqual(['Ana', 'otro']);
  expect(textsIn(archive, 1)).toEqual(['hace un año', 'hoy']);
});

describe('a message that was captured before it was known who is who', () => {
  const place = { conversation: '900@lid', message: 'A 900' };

  it('is not captured again under the other identity', () => {
    const { archive, commit } = openDesk();
    commit(directMessage(lid('900'), { key: 'A 900', text: 'hola' }));
    commit(word([lid('900'), phone('573001234567')]));
    const again = directMessage(phone('573001234567'), { key: 'A 57', text: 'hola', otherPlaces: [place] });
    expect(commit(again).committed).toMatchObject([{ added: false }]);
    expect(textsIn(archive, 1)).toEqual(['hola']);
  });

  it('meets the edit that names it by the other identity, whichever comes first', () => {
    const edit = {
      type: 'event' as const,
      conversation: { key: '57@phone', kind: 'direct' as const, title: null, person: phone('573001234567') },
      messageKey: 'A 57',
      key: 'E',
      event: 'edit' as const,
      sender: null,
      at: Date.UTC(2026, 2, 3),
      text: 'hola, Ana',
      raw: null,
    };
    const first = openDesk();
    first.commit(directMessage(lid('900'), { key: 'A 900', text: 'hola' }));
    first.commit({ ...edit, otherPlaces: [place] });
    expect([...readAll(first.archive.reader, 1)]).toMatchObject([{ edits: [{ text: 'hola, Ana' }] }]);

    const second = openDesk();
    second.commit(edit);
    const late = { conversation: '57@phone', message: 'A 57' };
    second.commit(directMessage(lid('900'), { key: 'A 900', text: 'hola', otherPlaces: [late] }));
    expect([...readAll(second.archive.reader, 1)]).toMatchObject([{ edits: [{ text: 'hola, Ana' }] }]);
  });
});

describe('two people', () => {
  it('of one name are two contacts', () => {
    const { archive, commit } = openDesk();
    commit(directMessage(phone('573001234567'), { name: 'Ana' }));
    commit(directMessage(phone('573007654321'), { name: 'Ana' }));
    expect(listConversations(archive.reader, all).total).toBe(2);
  });

  it('stay two when a number that was passed on comes with another LID: somebody is asked', () => {
    const { archive, commit } = openDesk();
    commit(directMessage(phone('573001234567'), { name: 'Ana' }), word([phone('573001234567'), lid('900')]));
    commit(directMessage(lid('901'), { name: 'Pedro' }), word([lid('901'), phone('573001234567')]));
    commit(word([lid('901'), phone('573001234567')], { basis: 'history' }));
    expect(titles(archive)).toEqual(['Pedro', 'Ana']);
    expect(questions(archive)).toBe(1);
  });

  it('stay two when a LID that has a number comes with another number', () => {
    const { archive, commit } = openDesk();
    commit(directMessage(phone('573001234567')), word([phone('573001234567'), lid('900')]));
    commit(directMessage(phone('573007654321')), word([phone('573007654321'), lid('900')]));
    expect(listConversations(archive.reader, all).total).toBe(2);
    expect(questions(archive)).toBe(1);
  });

  it('can be told apart again: a split brings back what was there, and WhatsApp repeating itself changes nothing', () => {
    const { archive, commit } = openDesk();
    commit(directMessage(lid('900'), { text: 'uno', name: 'Ana' }));
    commit(directMessage(phone('573001234567'), { text: 'dos', name: 'Pedro' }));
    openConversation(archive.writer, 2, Date.now());
    const before = listConversations(archive.reader, all);
    commit(word([lid('900'), phone('573001234567')]));
    expect(titles(archive)).toHaveLength(1);
    archive.writer.transaction(() => split(archive.writer, 1, 'no es la misma', Date.now()));
    expect(listConversations(archive.reader, all)).toEqual(before);
    commit(word([lid('900'), phone('573001234567')], { basis: 'directory' }));
    expect(listConversations(archive.reader, all)).toEqual(before);
    expect(checkChain(archive.reader)).toMatchObject({ whole: true });
  });
});

describe('a changed number', () => {
  const notice = word([phone('573001234567'), phone('573007654321')], { basis: 'number-change' });

  it('keeps the person together', () => {
    const { archive, commit } = openDesk();
    commit(directMessage(phone('573001234567'), { text: 'uno' }), notice);
    commit(directMessage(phone('573007654321'), { text: 'dos' }), word([phone('573007654321'), lid('900')]));
    expect(textsIn(archive, 1)).toEqual(['uno', 'dos']);
    expect(questions(archive)).toBe(0);
  });

  it('is asked about when the new number was somebody already', () => {
    const { archive, commit } = openDesk();
    commit(directMessage(phone('573007654321')), directMessage(phone('573001234567')), notice);
    expect(listConversations(archive.reader, all).total).toBe(2);
    expect(questions(archive)).toBe(1);
  });
});

it('keeps what a person decided and what was said for it, and lets nobody change it', () => {
  const { archive, commit } = openDesk();
  commit(directMessage(phone('573001234567'), { name: 'Ana' }), directMessage(phone('573007654321')));
  const merge = () =>
    archive.writer.transaction(() =>
      mergeByHand(archive.writer, { contactId: 1, otherId: 2, reason: 'dos teléfonos' }, Date.now()),
    );
  merge();
  expect(listConversations(archive.reader, all).total).toBe(1);
  expect(merge).toThrow(expect.objectContaining({ code: 'conflict' }));
  for (const table of ['identity_evidence', 'contact_merges', 'contact_names']) {
    expect(() => archive.writer.execute(`delete from ${table}`)).toThrow(/never/);
    expect(() => archive.writer.execute(`update ${table} set at = 1`)).toThrow(/never/);
  }
});

describe('at random', () => {
  interface Step {
    readonly person: number;
    readonly does:
      | 'incoming by LID'
      | 'incoming by number'
      | 'outgoing by number'
      | 'outgoing by LID'
      | 'mapping';
  }
  const steps = fc.array(
    fc.record<Step>({
      person: fc.integer({ min: 1, max: 3 }),
      does: fc.constantFrom(
        'incoming by LID',
        'incoming by number',
        'outgoing by number',
        'outgoing by LID',
        'mapping',
      ),
    }),
    { minLength: 1, maxLength: 40 },
  );

  /** What must be on the screen: for each person one list of texts, or one for each identity while nobody knows. */
  function expected(done: readonly Step[], undone = false): string[] {
    const mapped = new Set(
      done.filter(({ does }) => does === 'mapping' && !undone).map(({ person }) => person),
    );
    const texts = new Map<string, string[]>();
    for (const [index, { person, does }] of done.entries()) {
      if (does === 'mapping') continue;
      const chat = mapped.has(person) ? `${person}` : `${person} ${does.endsWith('LID')}`;
      texts.set(chat, [...(texts.get(chat) ?? []), `${index}`]);
    }
    return [...texts.values()].map((each) => each.join(' ')).toSorted();
  }

  it('one person is never two conversations once it is known who is who, two people are never one, and undoing all restores all', () => {
    const { archive, desk } = openDesk();
    let run = 0;
    fc.assert(
      fc.property(steps, fc.infiniteStream(fc.nat()), (taken, order) => {
        run += 1;
        const details = { name: `Línea ${run}`, employee: 'Luis', team: null, noticeOn: '2015-01-07' };
        const lineId = addLine(archive.writer, details, null, Date.now());
        const earlier = new Set(merges(archive));
        const lidOf = (person: number) => lid(`9${run}${person}`);
        const phoneOf = (person: number) => phone(`5730012${10_000 + run * 10 + person}`);
        for (const [index, { person, does }] of taken.entries()) {
          const named = does.endsWith('LID') ? lidOf(person) : phoneOf(person);
          const record =
            does === 'mapping'
              ? word([lidOf(person), phoneOf(person)])
              : directMessage(named, {
                  text: `${index}`,
                  direction: does.startsWith('incoming') ? 'incoming' : 'outgoing',
                  sentAt: Date.UTC(2026, 0, 1) + index,
                });
          desk.commit({ lineId, live: true }, [record]);
          expect(onScreen(archive, lineId)).toEqual(expected(taken.slice(0, index + 1)));
        }
        const shuffled = merges(archive)
          .filter((id) => !earlier.has(id))
          .map((id) => ({ id, place: order.next().value ?? 0 }))
          .toSorted((a, b) => a.place - b.place);
        archive.writer.transaction(() => {
          for (const { id } of shuffled) split(archive.writer, id, '', Date.now());
        });
        expect(onScreen(archive, lineId)).toEqual(expected(taken, true));
      }),
      { numRuns: 40 },
    );
    expect(checkChain(archive.reader)).toMatchObject({ whole: true });
  }, 120_000);
});
