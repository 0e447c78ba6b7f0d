import { expect, test } from 'vitest';
import { capturedEvent, capturedMessage, openTestArchive } from '../../../tests/helpers/archive.ts';
import { addLine, getLine, updateLine } from './lines.ts';
import { checkChain } from './ledger.ts';
import { listNotices, momentOfDay, readGate, recordNotice } from './notices.ts';

const now = Date.UTC(2026, 2, 10, 12);
const noon = Date.UTC(2026, 2, 3, 12);
const day = 86_400_000;

function lineWithoutNotice() {
  const { archive } = openTestArchive();
  const details = { name: 'Mostrador', employee: 'Ana', team: null, noticeOn: null };
  const lineId = addLine(archive.writer, details, null, now);
  return { ...archive, lineId, desk: archive.captureDesk(() => []) };
}

const screen = { how: 'screen', given_at: noon } as const;

test('nothing of a line is stored before its notice, and nothing of what was handed over with it', () => {
  const { desk, lineId, reader } = lineWithoutNotice();
  const state = [{ category: 'person', id: 'ana', value: new Uint8Array([1]) }];
  expect(() => desk.commit({ lineId, live: true }, [capturedMessage()], state)).toThrow(
    expect.objectContaining({ code: 'notice-missing', data: { line: 'Mostrador' } }),
  );
  expect(reader.sql('select 1 from connector_state').all()).toEqual([]);
  expect(reader.sql('select 1 from conversations').all()).toEqual([]);
});

test('messages sent before the notice are not stored when they come afterwards, nor is what was done to them', () => {
  const { desk, lineId, reader, writer } = lineWithoutNotice();
  recordNotice(writer, lineId, screen, now);
  const { committed } = desk.commit({ lineId, live: true }, [
    capturedMessage({ sentAt: noon - 1000, conversation: { key: 'b', kind: 'direct', title: 'Berta' } }),
    capturedEvent({ messageKey: 'x', at: noon - 1000 }),
    capturedMessage({ sentAt: noon, text: 'después' }),
  ]);
  expect(committed.map(({ added }) => added)).toEqual([false, false, true]);
  expect(reader.sql('select text from messages').all()).toEqual([{ text: 'después' }]);
  expect(reader.sql('select 1 from conversations').all()).toHaveLength(1);
});

test('earlier messages are stored when the employee was told so', () => {
  const { desk, lineId, writer } = lineWithoutNotice();
  recordNotice(writer, lineId, { ...screen, includes_earlier: 1 }, now);
  const early = capturedMessage({ sentAt: noon - 400 * day });
  expect(desk.commit({ lineId, live: true }, [early]).committed[0]?.added).toBe(true);
});

test('another employee stops capture until a notice of their own; what lies between is never stored', () => {
  const { desk, lineId, reader, writer } = lineWithoutNotice();
  recordNotice(writer, lineId, screen, now);
  updateLine(writer, lineId, { name: 'Mostrador', employee: 'Luis', team: null }, false, now);
  expect(readGate(reader, lineId, Date.now()).state).toBe('missing');
  expect(() => desk.commit({ lineId, live: true }, [capturedMessage()])).toThrow('notice-missing');
  recordNotice(writer, lineId, { how: 'screen', given_at: noon + day }, now);
  const between = capturedMessage({ sentAt: noon + 1 });
  expect(desk.commit({ lineId, live: true }, [between]).committed[0]?.added).toBe(false);
  updateLine(writer, lineId, { name: 'Mostrador', employee: 'Ana', team: null }, false, now);
  expect(readGate(reader, lineId, Date.now()).state).toBe('missing');
});

test('a corrected name is the same person, whose notice goes on being valid', () => {
  const { lineId, reader, writer } = lineWithoutNotice();
  recordNotice(writer, lineId, screen, now);
  updateLine(writer, lineId, { name: 'Mostrador', employee: 'Ana Ríos', team: null }, true, now);
  expect(readGate(reader, lineId, now)).toMatchObject({ state: 'given', from: noon });
  expect(getLine(reader, lineId).employee).toBe('Ana Ríos');
});

test('a withdrawn notice ends capture, and a new one counts from its own moment', () => {
  const { lineId, reader, writer } = lineWithoutNotice();
  recordNotice(writer, lineId, screen, now);
  recordNotice(writer, lineId, { how: 'withdrawn', given_at: now, reason: 'Lo pidió' }, now);
  expect(readGate(reader, lineId, now).from).toBeNull();
  recordNotice(writer, lineId, { how: 'screen', given_at: now }, now);
  expect(readGate(reader, lineId, now).from).toBe(now);
  expect(listNotices(reader, lineId).map(({ how }) => how)).toEqual(['screen', 'withdrawn', 'screen']);
});

test('a notice on record cannot be changed or removed, and is in the ledger', () => {
  const { lineId, reader, writer } = lineWithoutNotice();
  const before = checkChain(reader);
  recordNotice(writer, lineId, screen, now);
  expect(() => writer.sql(`update notices set employee = 'x'`).run()).toThrow('never changed');
  expect(() => writer.sql('delete from notices').run()).toThrow('never removed');
  expect(checkChain(reader)).toEqual({ whole: true, entries: before.whole ? before.entries + 1 : 0 });
});

test('a day alone counts from its end, wherever on earth it was, and never from a moment to come', () => {
  expect(momentOfDay('2026-03-03', now)).toBe(Date.UTC(2026, 2, 4, 12));
  expect(momentOfDay('2026-03-10', now)).toBe(now);
  expect(() => momentOfDay('2026-03-12', now)).toThrow(expect.objectContaining({ code: 'invalid-request' }));
});
