import { expect, test } from 'vitest';
import { compareTexts, unusedNames } from './check-locales.ts';

const english = new Map([
  ['inbox:hello', 'Hello {{name}}'],
  ['inbox:count_one', '{{count}} message'],
  ['inbox:count_other', '{{count}} messages'],
]);

test('a complete translation has no problems, with the plural forms of its own language', () => {
  const spanish = new Map([
    ['inbox:hello', 'Hola, {{ name }}'],
    ['inbox:count_one', 'un mensaje'],
    ['inbox:count_many', '{{count}} de mensajes'],
    ['inbox:count_other', '{{count}} mensajes'],
  ]);
  expect(compareTexts('es', spanish, english)).toEqual([]);
});

test('a missing text, a stray one, an empty one, another placeholder and a missing plural form are found', () => {
  const spanish = new Map([
    ['inbox:stray', 'x'],
    ['inbox:hello', ' '],
    ['inbox:count_one', '{{count}} mensaje'],
    ['inbox:count_other', '{{count}} mensajes'],
  ]);
  expect(compareTexts('es', spanish, new Map([...english, ['inbox:bye', 'Bye']]))).toEqual([
    'es: inbox:bye is missing',
    'es: inbox:stray is in no other language',
    'es: inbox:hello has other placeholders',
    'es: inbox:hello is empty',
    'es: inbox:count needs many one other',
  ]);
});

test('a name counts as used when a string spells it or a template can make it', () => {
  const sources = ["t('title'); t(`severity.${level}`);", 'const key = "inbox:list.empty"; t(`${a}.${b}`);'];
  const names = ['inbox:title', 'inbox:severity.high', 'inbox:list.empty', 'inbox:list.gone'];
  expect(unusedNames(names, sources)).toEqual(['inbox:list.gone']);
});
