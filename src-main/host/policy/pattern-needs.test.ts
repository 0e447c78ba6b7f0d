import { describe, expect, it } from 'vitest';
import { needsOf } from './pattern-needs.ts';
import { parsePattern } from './pattern-syntax.ts';

function literals(pattern: string): readonly string[] | null {
  return needsOf(parsePattern(pattern)).literals;
}

function lengthOf(pattern: string): number {
  return needsOf(parsePattern(pattern)).minLength;
}

describe('what a pattern needs', () => {
  it.each([
    ['Depósito', ['deposito']],
    [String.raw`\bcuenta\s+personal\b`, ['personal']],
    ['mi (?:pix|conta) aqui', ['mi pix aqui', 'mi conta aqui']],
    ['(?:no )?pagues', ['pagues', 'no pagues']],
    ['colou?r[s]', ['colors', 'colours']],
    ['(?:abc|.)+defg', ['defg']],
    ['(?:ab)+c', ['ab']],
    ['(?:ab){2}c', ['ababc']],
    [String.raw`\d{3}\.\d{3}-\d\d`, ['000.000-00']],
    [String.raw`[0-9]{2,4}`, ['00']],
    ['[a-z]+@(?:gmail|hotmail)[.]com', ['@gmail.com', '@hotmail.com']],
    ['ca[nñ]a', ['cana', 'caña']],
    ['pago|por fuera', ['pago', 'por fuera']],
  ])('%j can be told from its literals', (pattern, expected) => {
    expect(literals(pattern)?.toSorted()).toEqual(expected.toSorted());
  });

  it.each(['[a-z]+', 'pago|[a-z]x?', '(?:pago)?.', String.raw`\S+\s`, '@', String.raw`\$+`, '(?:a|b){20}|.'])(
    '%j needs nothing in particular',
    (pattern) => {
      expect(literals(pattern)).toBeNull();
    },
  );

  it('is at least so long', () => {
    expect(lengthOf('a(?:bc|d)e?[fg]{2,5}')).toBe(4);
    expect(lengthOf('a*|^b')).toBe(0);
  });
});
