import { expect, test } from 'vitest';
import { emptyLine, lineInput, lineProblems, todayIn } from './lineDraft.ts';

const draft = { name: ' Ventas ', employee: 'Ana', team: ' ', noticeOn: '2026-03-03' };

test('a line needs a name and an employee; its notice may be given later', () => {
  expect(lineProblems(emptyLine, '2026-03-03', false)).toEqual({ name: 'required', employee: 'required' });
  expect(lineProblems(draft, '2026-03-03', false)).toEqual({});
});

test('an import needs the notice as well', () => {
  expect(lineProblems({ ...draft, noticeOn: '' }, '2026-03-03', true)).toEqual({ noticeOn: 'required' });
});

test('a notice cannot be dated in the future', () => {
  expect(lineProblems({ ...draft, noticeOn: '2026-03-04' }, '2026-03-03', false)).toEqual({
    noticeOn: 'noticeFuture',
  });
});

test('blanks are not sent, and what is empty is sent as nothing', () => {
  expect(lineInput(draft)).toEqual({ name: 'Ventas', employee: 'Ana', team: null, noticeOn: '2026-03-03' });
});

test("today is the date in the workspace's zone", () => {
  const lateEvening = Date.UTC(2026, 2, 4, 3);
  expect(todayIn('America/Mexico_City', lateEvening)).toBe('2026-03-03');
  expect(todayIn('UTC', lateEvening)).toBe('2026-03-04');
});
