import { expect, test } from 'vitest';
import { codeGroups, linkStage, phoneDigits, secondsLeft } from './link-progress.ts';
import { lineAction, lineCondition, lineTone } from './status.ts';

test('a line without notice shows that first, whatever its connector says', () => {
  const condition = lineCondition({
    noticeOn: null,
    notice: { state: 'missing', until: null, earlier: false },
    connector: 'linked-device',
    state: 'connected',
  });
  expect(condition).toBe('no-notice');
  expect(lineTone(condition, false)).toBe('problem');
  expect(lineAction(condition)).toBe('give-notice');
});

test('a line that only receives chat exports is not shown as unlinked', () => {
  const notice = { state: 'given', until: null, earlier: false } as const;
  const line = { noticeOn: '2026-01-05', notice, connector: 'chat-export', state: 'unlinked' } as const;
  expect(lineCondition(line)).toBe('exports-only');
});

test('a notice that has lapsed is not shown as one that was never given, and is asked for again', () => {
  const notice = { state: 'lapsed', until: 1, earlier: false } as const;
  const condition = lineCondition({ noticeOn: null, notice, connector: 'linked-device', state: 'stopped' });
  expect(condition).toBe('notice-lapsed');
  expect(lineAction(condition)).toBe('give-notice');
});

test('a captured line can be paused and a paused one resumed', () => {
  expect(lineAction('connected')).toBe('pause');
  expect(lineAction('stopped')).toBe('resume');
});

const shown = { text: 'x', expiresAt: 1 };
const nothing = { qr: null, code: null, problem: null };

test('an attempt to link goes from waiting over what is shown to linked', () => {
  expect(linkStage({ ...nothing, state: 'unlinked' }, 'qr', false)).toBe('starting');
  expect(linkStage({ ...nothing, state: 'linking' }, 'qr', true)).toBe('starting');
  expect(linkStage({ ...nothing, state: 'linking', qr: shown }, 'qr', true)).toBe('shown');
  expect(linkStage({ ...nothing, state: 'linking', qr: shown }, 'code', true)).toBe('starting');
  expect(linkStage({ ...nothing, state: 'linking', code: shown }, 'code', true)).toBe('shown');
  expect(linkStage({ ...nothing, state: 'connecting' }, 'code', true)).toBe('finishing');
  expect(linkStage({ ...nothing, state: 'connected' }, 'qr', true)).toBe('linked');
});

test('an attempt that falls back after it began has failed, unless another takes its place', () => {
  const problem = { code: 'link-failed', data: {} } as const;
  expect(linkStage({ ...nothing, state: 'unlinked', problem }, 'qr', true)).toBe('failed');
  expect(linkStage({ ...nothing, state: 'unlinked' }, 'qr', true)).toBe('starting');
  expect(linkStage({ ...nothing, state: 'failed' }, 'qr', true)).toBe('failed');
});

test.each([
  ['+52 1 55 1234 5678', '5215512345678'],
  ['(+55) 11 91234-5678', '5511912345678'],
  ['0054 9 11 1234.5678', '5491112345678'],
  ['055 1234 5678', null],
  ['12345', null],
  ['+52 155 ext 3', null],
])('%s is the number %s', (text, digits) => {
  expect(phoneDigits(text)).toBe(digits);
});

test('a code is shown as the phone asks for it', () => {
  expect(codeGroups('AB12CD34')).toEqual(['AB12', 'CD34']);
});

test('a line that waits because something is wrong asks to be looked at', () => {
  expect(lineTone('reconnecting', false)).toBe('working');
  expect(lineTone('reconnecting', true)).toBe('problem');
});

test('a number that was locked out is tried again, with the keys that it has', () => {
  expect(lineAction('banned')).toBe('resume');
});

test('the countdown of a code never goes below zero', () => {
  expect(secondsLeft(20_400, 0)).toBe(21);
  expect(secondsLeft(1000, 5000)).toBe(0);
});
