import { expect, test } from 'vitest';
import type { ExportInfo } from '#shared/contract/imports.ts';
import { AtalayaError } from '#shared/errors.ts';
import { importFiles, missingAnswers, readyExports } from './answers.ts';
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
  ...answers,
});
const untitled = { title: null, dateOrderCertain: false };

test('a file that proves everything asks for nothing', () => {
  const ready = readyExports([file('a')], null);
  expect(missingAnswers(ready)).toBe(0);
  expect(importFiles(ready, 'Ana Pérez')).toEqual([{ token: 'a', owner: 'Ana', dateOrder: null }]);
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
