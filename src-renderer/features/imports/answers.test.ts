import { expect, test } from 'vitest';
import type { ExportInfo } from '#shared/contract/imports.ts';
import { AtalayaError } from '#shared/errors.ts';
import { importFiles, missingAnswers, placesByName, readyExports, withPlaces } from './answers.ts';
import type { ChosenExport } from './flow.ts';

const info: ExportInfo = {
  platform: 'android',
  title: 'Luis',
  kind: 'direct',
  dateOrder: 'dmy',
  dateOrderCertain: true,
  authors: [
    { name: 'Luis', messages: 4 },
    { name: 'Ana', messages: 2 },
  ],
  messages: 6,
  first: '2026-04-03T09:05:00',
  last: '2026-04-03T10:05:00',
  attachments: { listed: 0, found: 0 },
  damage: null,
};
const file = (
  token: string,
  parts: Partial<ExportInfo> = {},
  answers: Partial<ChosenExport> = {},
): ChosenExport => ({
  token,
  name: `${token}.txt`,
  size: 1,
  inspection: { state: 'ready', info: { ...info, ...parts } },
  owner: null,
  dateOrder: null,
  place: null,
  ...answers,
});
const untitled = { title: null, dateOrderCertain: false };

test('a file that proves everything asks for nothing', () => {
  const ready = readyExports([file('a')], null);
  expect(missingAnswers(ready)).toBe(0);
  expect(importFiles(ready, 'Ana Pérez')).toEqual([
    { token: 'a', owner: 'Ana', dateOrder: null, place: null },
  ]);
});

test('a file that proves nothing asks for the employee and for the order of its dates', () => {
  const ready = readyExports([file('a', untitled)], null);
  expect(missingAnswers(ready)).toBe(2);
  expect(importFiles(ready, 'Ana Pérez')).toEqual([]);
});

test('the order of dates that the other files have is taken', () => {
  const ready = readyExports([file('a'), file('b', { dateOrderCertain: false })], null);
  expect(ready[1]?.dateOrder).toBe('dmy');
  expect(importFiles(ready, '')[1]).toMatchObject({ dateOrder: 'dmy' });
});

test('when the other files disagree a person is asked', () => {
  const files = [file('a'), file('b', { dateOrder: 'mdy' }), file('c', untitled)];
  expect(readyExports(files, null)[2]?.dateOrder).toBeNull();
});

test('an employee who wrote nothing in a chat is named as the line names them', () => {
  const ready = readyExports([file('a', {}, { owner: { type: 'nobody' } })], null);
  expect(importFiles(ready, 'Ana Pérez')[0]?.owner).toBe('Ana Pérez');
});

test('files that could not be read do not stop the others', () => {
  const failed = file('a', {}, { inspection: { state: 'failed', error: new AtalayaError('zip-unsafe') } });
  expect(readyExports([failed, file('b')], null).map((ready) => ready.file.token)).toEqual(['b']);
});

const place = (conversationId: number, sameName: boolean) => ({
  conversationId,
  title: 'Luis',
  detail: null,
  sameTexts: 0,
  sameName,
});

test('a file that may belong to a conversation asks which, and an answer for another line does not count', () => {
  const found = new Map([['a', { settled: null, possible: [place(7, true)] }]]);
  const asked = (answers: Partial<ChosenExport>) =>
    withPlaces(readyExports([file('a', {}, answers)], null), found);
  expect(missingAnswers(asked({}))).toBe(1);
  expect(missingAnswers(asked({ place: 8 }))).toBe(1);
  expect(importFiles(asked({ place: 7 }), '')[0]?.place).toBe(7);
  expect(importFiles(asked({ place: 'new' }), '')[0]?.place).toBe('new');
  expect(
    importFiles(withPlaces(readyExports([file('a', {}, { place: 7 })], null), new Map()), '')[0]?.place,
  ).toBeNull();
});

test('the one conversation of the same name is offered for all files at once', () => {
  const found = new Map([
    ['a', { settled: null, possible: [place(7, true), place(8, false)] }],
    ['b', { settled: null, possible: [place(7, true), place(9, true)] }],
    ['c', { settled: null, possible: [place(8, false)] }],
  ]);
  const ready = withPlaces(
    readyExports(
      ['a', 'b', 'c'].map((token) => file(token)),
      null,
    ),
    found,
  );
  expect([...placesByName(ready)]).toEqual([['a', 7]]);
});
