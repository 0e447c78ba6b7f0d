import { expect, test } from 'vitest';
import { openTestArchive } from '../../../tests/helpers/archive.ts';
import { addLine } from './lines.ts';
import { checkChain } from './ledger.ts';
import { addNoticeText, listNoticeTexts } from './notice-texts.ts';
import { linesUnderText, readGate, recordNotice } from './notices.ts';

const day = 86_400_000;
const given = Date.UTC(2026, 2, 3, 12);
const changed = given + 10 * day;
const until = changed + 5 * day;
const own = { language: 'es', words: '{{employee}}', sha256: '0'.repeat(64), created_by: 'Marta' } as const;

/** A line whose employee accepted the starter text in Spanish. */
function acceptedLine() {
  const { archive } = openTestArchive();
  const { reader, writer } = archive;
  const details = { name: 'Mostrador', employee: 'Ana', team: null, noticeOn: null };
  const lineId = addLine(writer, details, null, given);
  const accept = (at: number, textId: number | null) =>
    recordNotice(writer, lineId, { how: 'screen', given_at: at, language: 'es', text_id: textId }, at);
  accept(given, null);
  return { reader, writer, lineId, accept };
}

test('another wording leaves every acceptance as it was', () => {
  const { reader, writer, lineId } = acceptedLine();
  addNoticeText(writer, { ...own, until: null }, changed);
  expect(readGate(reader, lineId, changed + 99 * day)).toMatchObject({ state: 'given', from: given });
});

test('a material change is due to its day, and then nothing is captured until it is accepted', () => {
  const { reader, writer, lineId, accept } = acceptedLine();
  expect(linesUnderText(reader, 'es', changed)).toContainEqual({
    id: lineId,
    name: 'Mostrador',
    employee: 'Ana',
  });
  const { id } = addNoticeText(writer, { ...own, until }, changed);
  expect(readGate(reader, lineId, until - 1)).toMatchObject({ state: 'due', from: given, until });
  expect(readGate(reader, lineId, until)).toMatchObject({ state: 'lapsed', from: null, until });
  accept(until + day, id);
  expect(readGate(reader, lineId, until + day)).toMatchObject({ state: 'given' });
});

test('who has accepted the new text is not asked again by a change of its wording, nor of another language', () => {
  const { reader, writer, lineId, accept } = acceptedLine();
  accept(changed + 1, addNoticeText(writer, { ...own, until }, changed).id);
  addNoticeText(writer, { ...own, until: null }, changed + day);
  addNoticeText(writer, { ...own, language: 'en', until }, changed + day);
  expect(readGate(reader, lineId, until + day).state).toBe('given');
});

test('a paper from before the change does not count as acceptance of it, though it is recorded afterwards', () => {
  const { reader, writer, lineId } = acceptedLine();
  addNoticeText(writer, { ...own, until }, changed);
  recordNotice(writer, lineId, { how: 'paper', given_on: '2026-03-05', given_at: given + 2 * day }, until);
  expect(readGate(reader, lineId, until).state).toBe('lapsed');
});

test('versions are numbered by language, never changed, and in the ledger', () => {
  const { reader, writer } = acceptedLine();
  const before = checkChain(reader);
  addNoticeText(writer, { ...own, until: null }, changed);
  addNoticeText(writer, { ...own, language: 'pt-BR', until: null }, changed);
  addNoticeText(writer, { ...own, until }, changed);
  expect(listNoticeTexts(reader, 'es').map(({ version, until: end }) => [version, end])).toEqual([
    [2, until],
    [1, null],
  ]);
  expect(() => writer.sql(`update notice_texts set words = 'x'`).run()).toThrow('never changed');
  expect(checkChain(reader)).toEqual({ whole: true, entries: before.whole ? before.entries + 3 : 0 });
});
