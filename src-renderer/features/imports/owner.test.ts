import { expect, test } from 'vitest';
import { guessOwners } from './owner.ts';

const authors = (...names: string[]) => names.map((name) => ({ name, messages: 1 }));

const untitled = (other: string) => ({
  title: null,
  kind: 'direct' as const,
  authors: authors(other, 'Ana'),
});

test('in a direct chat named after the customer the other name is the employee', () => {
  const file = { title: 'Muebles Díaz', kind: 'direct' as const, authors: authors('Muebles Diaz', 'Ana') };
  expect(guessOwners([file], [], null)).toEqual([{ name: 'Ana', certain: true }]);
});

test('who is the employee in one file is the employee in the others', () => {
  const direct = { title: 'Luis', kind: 'direct' as const, authors: authors('Luis', 'Ana') };
  const group = { title: 'Equipo', kind: 'group' as const, authors: authors('Luis', 'Ana', 'Eva') };
  expect(guessOwners([group, direct], [], null)[0]).toEqual({ name: 'Ana', certain: true });
});

test('a name that was answered for one file is proposed for the others', () => {
  const group = { title: 'Equipo', kind: 'group' as const, authors: authors('Luis', 'Ana', 'Eva') };
  expect(guessOwners([group], ['Ana'], null)).toEqual([{ name: 'Ana', certain: false }]);
});

test('the one name that all files share is proposed, and certain once there are three files', () => {
  expect(guessOwners([untitled('Luis'), untitled('Eva')], [], null)).toEqual([
    { name: 'Ana', certain: false },
    { name: 'Ana', certain: false },
  ]);
  expect(guessOwners([untitled('Luis'), untitled('Eva'), untitled('Rosa')], [], null)[2]).toEqual({
    name: 'Ana',
    certain: true,
  });
});

test('two names that all files share prove nothing', () => {
  const chat = { title: null, kind: 'direct' as const, authors: authors('Luis', 'Ana') };
  expect(guessOwners([chat, chat], [], null)[0]).toEqual({ name: null, certain: false });
});

test("a name like the employee's is proposed and left to a person to confirm", () => {
  const file = { title: null, kind: 'direct' as const, authors: authors('Luis', 'Ána P.') };
  expect(guessOwners([file], [], 'Ana Pérez Soto')).toEqual([{ name: 'Ána P.', certain: false }]);
});

test('without anything to go by a person is asked', () => {
  const file = { title: null, kind: 'direct' as const, authors: authors('Luis', 'Eva') };
  expect(guessOwners([file], [], 'Ana')).toEqual([{ name: null, certain: false }]);
});
