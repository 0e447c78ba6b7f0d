import { beforeEach, expect, test, vi } from 'vitest';
import { importsContract, type ExportInfo } from '#shared/contract/imports.ts';
import type { Bridge } from '#shared/rpc/bridge.ts';
import type { Reply } from '#shared/rpc/frames.ts';

interface Reading {
  readonly token: string;
  readonly answer: (reply: Reply) => void;
}

const info: ExportInfo = {
  platform: 'android',
  title: 'Ana',
  kind: 'direct',
  dateOrder: 'dmy',
  dateOrderCertain: true,
  authors: [],
  messages: 2,
  first: null,
  last: null,
  attachments: { listed: 0, found: 0 },
  damage: null,
};

/** The files that the host is reading, in the order in which they were asked for. */
const readings: Reading[] = [];
const cancelled: number[] = [];
const bridge: Bridge = {
  request: (_id, _method, input) =>
    new Promise((answer) => {
      readings.push({ ...importsContract['imports.inspect'].input.parse(input), answer });
    }),
  cancel: (id) => void cancelled.push(id),
  onEvent: () => () => undefined,
  acceptDropped: () => Promise.reject(new Error('nothing is dropped here')),
};
vi.stubGlobal('window', { atalaya: bridge });
const { addExports, answer, removeExport, resetFlow, useImportFlow } = await import('./flow.ts');

const chosen = (name: string, size = 10) => ({ token: `token of ${name}`, name, size });
const states = () => useImportFlow.getState().files.map(({ inspection }) => inspection.state);
const settled = () => vi.waitFor(() => expect(states()).not.toContain('reading'));

beforeEach(async () => {
  resetFlow();
  for (const { answer: reply } of readings.splice(0)) reply({ ok: true, value: info });
  await settled();
  cancelled.length = 0;
});

test('two files are read at a time, and the next one as soon as one is done', async () => {
  addExports([chosen('a'), chosen('b'), chosen('c')]);
  expect(states()).toEqual(['reading', 'reading', 'waiting']);
  readings[0]?.answer({ ok: true, value: info });
  await vi.waitFor(() => expect(states()).toEqual(['ready', 'reading', 'reading']));
  expect(readings.map(({ token }) => token)).toEqual(['token of a', 'token of b', 'token of c']);
});

test('a file that can’t be read says why, and the others go on', async () => {
  addExports([chosen('a'), chosen('b')]);
  readings[0]?.answer({ ok: false, error: { code: 'not-a-chat-export', data: {} } });
  readings[1]?.answer({ ok: true, value: info });
  await vi.waitFor(() => expect(states()).toEqual(['failed', 'ready']));
  const [failed] = useImportFlow.getState().files;
  expect(failed?.inspection).toMatchObject({ error: { code: 'not-a-chat-export' } });
});

test('the same file twice is taken once; another one with its name is another file', () => {
  addExports([chosen('a')]);
  addExports([{ ...chosen('a'), token: 'chosen again' }, chosen('a', 11)]);
  expect(useImportFlow.getState().files.map(({ token, size }) => [token, size])).toEqual([
    ['token of a', 10],
    ['token of a', 11],
  ]);
});

test('a file that is taken out is read no further', () => {
  addExports([chosen('a'), chosen('b')]);
  removeExport('token of a');
  expect(cancelled).toHaveLength(1);
  expect(useImportFlow.getState().files.map(({ name }) => name)).toEqual(['b']);
});

test('an answer goes to the files that it is about', () => {
  addExports([chosen('a'), chosen('b'), chosen('c')]);
  answer(['token of a', 'token of c'], { owner: { type: 'author', name: 'Luis' } });
  expect(useImportFlow.getState().files.map(({ owner }) => owner?.type ?? null)).toEqual([
    'author',
    null,
    'author',
  ]);
});
