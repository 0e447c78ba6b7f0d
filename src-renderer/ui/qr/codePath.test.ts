import { expect, test } from 'vitest';
import { codePath } from './codePath.ts';

test('each run of dark modules is one rectangle, also at the end of a row', () => {
  const rows = [
    [true, true, false],
    [false, false, true],
    [false, false, false],
  ];
  expect(codePath(rows)).toBe('M0 0h2v1h-2zM2 1h1v1h-1z');
});
