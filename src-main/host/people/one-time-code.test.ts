import { expect, it } from 'vitest';
import { codeOf, newCodeSecret, stepAt, stepOfCode } from './one-time-code.ts';

/** RFC 6238, appendix B, for SHA-1: the secret is "12345678901234567890"; of its eight digits, the last six. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

it.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('gives at second %i the code of the standard', (second, code) => {
  expect(codeOf(secret, stepAt(second * 1000))).toBe(code);
  expect(stepOfCode(secret, code, 0, second * 1000)).toBe(stepAt(second * 1000));
});

it('takes a code of a clock that is half a minute off, with spaces, and no older one', () => {
  const now = 1_111_111_111_000;
  const step = stepAt(now);
  expect(stepOfCode(secret, ` ${codeOf(secret, step - 1).replace(/(...)/, '$1 ')}`, 0, now)).toBe(step - 1);
  expect(stepOfCode(secret, codeOf(secret, step + 1), 0, now)).toBe(step + 1);
  expect(stepOfCode(secret, codeOf(secret, step - 2), 0, now)).toBeNull();
  expect(stepOfCode(secret, '', 0, now)).toBeNull();
});

it('takes no code twice, nor one from before one that was used', () => {
  const now = 1_111_111_111_000;
  const step = stepAt(now);
  expect(stepOfCode(secret, codeOf(secret, step), step, now)).toBeNull();
  expect(stepOfCode(secret, codeOf(secret, step - 1), step, now)).toBeNull();
});

it('makes secrets of 160 bits that apps can read', () => {
  expect(newCodeSecret()).toMatch(/^[A-Z2-7]{32}$/);
  expect(newCodeSecret()).not.toBe(newCodeSecret());
});
