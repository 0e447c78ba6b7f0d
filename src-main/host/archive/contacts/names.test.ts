import { describe, expect, it } from 'vitest';
import { openTestArchive } from '../../../../tests/helpers/archive.ts';
import { directMessage, lid, phone, word } from '../../../../tests/helpers/people.ts';
import { isNameOfItsOwn, readNamelessTitle, shownName } from '#shared/model/contact.ts';
import type { CapturedRecord } from '#shared/model/capture.ts';
import { createCaptureDesk } from '../capture.ts';
import { listConversations } from '../inbox.ts';
import { readAll } from '../messages.ts';
import { findContacts } from '../search.ts';
import { addName, refreshName } from './names.ts';

const ana = phone('573001234567');

function openDesk() {
  const { archive, lineId } = openTestArchive();
  const desk = createCaptureDesk(archive.writer, () => [], Date.now);
  return {
    archive,
    commit: (...records: CapturedRecord[]) => desk.commit({ lineId, live: true }, records),
    titles: () =>
      listConversations(archive.reader, {
        lineId: null,
        title: null,
        cursor: null,
        limit: 50,
      }).conversations.map(({ title }) => title),
  };
}

describe('a contact is called', () => {
  it('by the name given here, else as in the phone book, else as a business, else as they call themselves', () => {
    const { archive, commit, titles } = openDesk();
    const named = (kind: 'phone-book' | 'business' | 'pushed', name: string) =>
      commit(word([ana], { names: [{ kind, name }] }));
    const own = (name: string | null) =>
      archive.writer.transaction(() => {
        addName(archive.writer, { identityId: 1, kind: 'own', name, lineId: null }, Date.now());
        refreshName(archive.writer, 1, 0);
      });
    commit(directMessage(ana));
    expect(titles()).toEqual(['+57 300 1234567']);
    named('pushed', 'Anita');
    expect(titles()).toEqual(['Anita']);
    named('business', 'Ferretería Luna');
    expect(titles()).toEqual(['Ferretería Luna']);
    named('phone-book', 'Ana proveedora');
    expect(titles()).toEqual(['Ana proveedora']);
    own('Ana, la de los tornillos');
    named('pushed', 'La jefa');
    expect(titles()).toEqual(['Ana, la de los tornillos']);
    own(null);
    expect(titles()).toEqual(['Ana proveedora']);
    for (const part of ['jefa', 'luna', '300 123'])
      expect(findContacts(archive.reader, part)).toEqual(['Ana proveedora']);
  });

  it('by the end of the LID where nothing else is known, which the interface says in words', () => {
    const { commit, titles } = openDesk();
    commit(directMessage(lid('123456789012')));
    expect(titles().map(readNamelessTitle)).toEqual(['9012']);
  });

  it('the same in a group, also for what they wrote there under another identity', () => {
    const { archive, commit } = openDesk();
    const group = { key: '1@g.us', kind: 'group' as const, title: 'Obra' };
    const inGroup = (person: typeof ana, text: string) => ({
      ...directMessage(person, { text, name: 'Ana' }),
      conversation: group,
    });
    commit(
      inGroup(lid('900'), 'uno'),
      inGroup(ana, 'dos'),
      word([ana, lid('900')], { names: [{ kind: 'phone-book', name: 'Ana P.' }] }),
    );
    expect([...readAll(archive.reader, 1)].map(({ sender }) => sender)).toEqual(['Ana P.', 'Ana P.']);
  });
});

describe('a hostile name', () => {
  it.each([
    ['turns no text around', '\u202egnp.exe', 'gnp.exe'],
    ['is one line', 'Ana\n\u2028Luis\t', 'Ana Luis'],
    ['has no towers of marks', `a${'\u0301'.repeat(5000)}b`, 'a\u0301\u0301\u0301\u0301b'],
    ['has no hidden characters', 'A\u200bn\u00ada\u2063', 'Ana'],
    ['is none when nothing is left', '\u200b\u202e', ''],
    ['does not stand for a missing name', '4711@lid', ''],
  ])('%s', (_, name, shown) => {
    expect(shownName(name)).toBe(shown);
  });

  it('is not longer than a row can bear', () => {
    expect(shownName('ñandú '.repeat(10_000)).length).toBeLessThanOrEqual(120);
  });

  it('that is only a number is no name: anybody could pretend to have one', () => {
    expect(['+52 55 1234 5678', '٣٤٥', '—'].map(isNameOfItsOwn)).toEqual([false, false, false]);
    expect(['Ana 2', '🚚', 'Zé', '李'].map(isNameOfItsOwn)).toEqual([true, true, true, true]);
  });

  it('that looks like another contact’s has its own number before it', () => {
    const { commit, titles } = openDesk();
    commit(directMessage(ana, { name: 'Ana López' }));
    commit(directMessage(phone('573007654321'), { name: 'Аnа Lо\u200bреz' }));
    expect(titles()).toEqual(['+57 300 7654321 · Аnа Lореz', 'Ana López']);
  });
});
