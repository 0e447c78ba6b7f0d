import { expect, test } from 'vitest';
import { linkStage, secondsLeft } from './link-progress.ts';
import { lineAction, lineCondition, lineTone } from './status.ts';

test('a line without notice shows that first, whatever its connector says', () => {
  const condition = lineCondition({ noticeOn: null, connector: 'linked-device', state: 'connected' });
  expect(condition).toBe('no-notice');
  expect(lineTone(condition)).toBe('problem');
  expect(lineAction(condition)).toBe('give-notice');
});

test('a line that only receives chat exports is not shown as unlinked', () => {
  expect(lineCondition({ noticeOn: '2026-01-05', connector: 'chat-export', state: 'unlinked' })).toBe(
    'exports-only',
  );
});

test('a captured line can be paused and a paused one resumed', () => {
  expect(lineAction('connected')).toBe('pause');
  expect(lineAction('stopped')).toBe('resume');
});

test('an attempt to link goes from waiting over the code to linked', () => {
  expect(linkStage('unlinked', false, false)).toBe('starting');
  expect(linkStage('linking', false, true)).toBe('starting');
  expect(linkStage('linking', true, true)).toBe('scan');
  expect(linkStage('connecting', false, true)).toBe('finishing');
  expect(linkStage('connected', false, true)).toBe('linked');
});

test('an attempt that falls back after it began has failed', () => {
  expect(linkStage('unlinked', false, true)).toBe('failed');
  expect(linkStage('failed', false, true)).toBe('failed');
});

test('the countdown of a code never goes below zero', () => {
  expect(secondsLeft(20_400, 0)).toBe(21);
  expect(secondsLeft(1000, 5000)).toBe(0);
});
