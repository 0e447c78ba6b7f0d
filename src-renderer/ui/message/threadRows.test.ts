import { describe, expect, it } from 'vitest';
import { message } from './messageSamples.ts';
import { layOutThread } from './threadRows.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const utcDate = (at: number) => new Date(at).toISOString().slice(0, 10);
const at = (id: number, sentAt: number, change = {}) => message(id, `message ${id}`, { sentAt, ...change });
const groups = (messages: Parameters<typeof layOutThread>[0]) =>
  layOutThread(messages, utcDate).flatMap(({ rows }) =>
    rows.map(({ startsGroup, endsGroup }) => `${startsGroup ? '[' : ''}${endsGroup ? ']' : ''}`),
  );

describe('the layout of a thread', () => {
  it('divides messages by day', () => {
    const days = layOutThread([at(1, 0), at(2, minute), at(3, day)], utcDate);
    expect(days.map(({ rows }) => rows.length)).toEqual([2, 1]);
    expect(days[1]).toMatchObject({ date: '1970-01-02', at: day });
  });

  it('groups what one person wrote within one minute', () => {
    expect(groups([at(1, 0), at(2, 59_000), at(3, minute)])).toEqual(['[', ']', '[]']);
  });

  it('begins a new group with another sender, another direction and a new day', () => {
    const midnight = [at(1, day - 1), at(2, day)];
    expect(groups([at(1, 0), at(2, 1, { sender: 'Luis' })])).toEqual(['[]', '[]']);
    expect(groups([at(1, 0), at(2, 1, { direction: 'outgoing' })])).toEqual(['[]', '[]']);
    expect(groups(midnight)).toEqual(['[]', '[]']);
  });

  it('lets system lines stand alone', () => {
    expect(groups([at(1, 0), at(2, 1, { kind: 'system' }), at(3, 2)])).toEqual(['[]', '[]', '[]']);
  });

  it('is empty for a conversation without messages', () => expect(layOutThread([], utcDate)).toEqual([]));
});
