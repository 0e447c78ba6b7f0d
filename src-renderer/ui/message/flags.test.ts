import { expect, test } from 'vitest';
import { flaggedText, gravest } from './flags.ts';
import { message } from './messageSamples.ts';

test('the spans of a flag belong to the original or to the edit in which it was found', () => {
  const edited = message(1, 'Good morning', { edits: [{ at: 2000, text: 'Pay me directly' }] });
  expect(flaggedText(edited, { edit: null })).toBe('Good morning');
  expect(flaggedText(edited, { edit: 0 })).toBe('Pay me directly');
  expect(flaggedText(edited, { edit: 5 })).toBe('');
});

test('the gravest flag speaks for all', () => {
  expect(gravest([{ severity: 'low' }, { severity: 'high' }, { severity: 'medium' }])).toBe('high');
  expect(gravest([])).toBeNull();
});
