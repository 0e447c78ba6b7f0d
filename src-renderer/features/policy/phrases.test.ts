import { expect, test } from 'vitest';
import type { PolicyRule } from '#shared/model/policy.ts';
import { lineRange, phraseLines, phraseRules, phraseText } from './phrases.ts';

const counter = () => {
  let last = 0;
  return () => {
    last += 1;
    return `new-${last}`;
  };
};
const rules: readonly PolicyRule[] = [
  { id: 'a', type: 'phrase', phrase: 'mi cuenta personal' },
  { id: 'b', type: 'identifier', identifier: 'card', except: [] },
  { id: 'c', type: 'phrase', phrase: 'deposit*' },
];

test('the phrases of a policy are one line each', () => {
  expect(phraseText(rules)).toBe('mi cuenta personal\ndeposit*');
});

test('a phrase that stays keeps its id, and a new one gets one of its own', () => {
  expect(phraseRules('deposit*\npor fuera\nmi cuenta personal', rules, counter())).toEqual([
    { id: 'c', type: 'phrase', phrase: 'deposit*' },
    { id: 'new-1', type: 'phrase', phrase: 'por fuera' },
    { id: 'a', type: 'phrase', phrase: 'mi cuenta personal' },
  ]);
});

test('empty lines, blanks around words and phrases that differ only in case add nothing', () => {
  const made = phraseRules('  Depósito   directo \n\nDEPÓSITO DIRECTO\r\n', [], counter());
  expect(made).toEqual([{ id: 'new-1', type: 'phrase', phrase: 'Depósito directo' }]);
});

test('letters that mean something else are not taken for accents', () => {
  expect(phraseRules('ano\naño', [], counter()).map((rule) => rule.phrase)).toEqual(['ano', 'año']);
});

test('a rule is found on the line where it was typed', () => {
  const text = '\nmi cuenta  personal\n\ndeposit*';
  expect([...phraseLines(text, rules)]).toEqual([
    ['a', 1],
    ['c', 3],
  ]);
});

test('a line of a text can be selected', () => {
  const text = 'uno\n\ntres cuatro';
  expect(text.slice(...lineRange(text, 2))).toBe('tres cuatro');
  expect(lineRange(text, 1)).toEqual([4, 4]);
});
