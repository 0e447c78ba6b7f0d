import { describe, expect, it } from 'vitest';
import { parseQuery } from './search-query.ts';

describe('what a person types', () => {
  it.each([
    ['hola', '"hola"'],
    ['Señor ÑANDÚ', '("Señor" AND "ÑANDÚ")'],
    ['"buenas tardes"', '"buenas tardes"'],
    ['fact*', '"fact"*'],
    ['pago OR depósito', '("pago" OR "depósito")'],
    ['pago NOT efectivo', '("pago" NOT "efectivo")'],
    ['pago -efectivo -"sin factura"', '("pago" NOT "efectivo" NOT "sin factura")'],
    ['(pago OR depósito) AND hoy', '(("pago" OR "depósito") AND "hoy")'],
    ['FAC-2024-001', '"FAC 2024 001"'],
    ['1.500,00', '"1 500 00"'],
    ['ok👍', '"ok 👍"'],
    ['and or not', '("and" AND "or" AND "not")'],
  ])('%j is understood as %s', (query, expression) => {
    expect(parseQuery(query)).toMatchObject({ expression, problem: null });
  });

  it.each([
    ['', 'empty'],
    ['  "" ( ) * -', 'empty'],
    ['AND OR NOT', 'empty'],
    ['-hola', 'only-not'],
    ['NOT (hola OR adiós)', 'only-not'],
    [Array.from({ length: 65 }, (_, index) => `palabra${index}`).join(' '), 'too-many-words'],
  ])('%j finds nothing and says why', (query, problem) => {
    expect(parseQuery(query)).toMatchObject({ expression: null, problem });
  });

  it.each([
    'hola)',
    '((((hola',
    '"hola',
    'hola AND',
    'OR hola',
    'NOT NOT hola otra',
    `${'('.repeat(900)}hola`,
  ])('makes the best of %j', (query) => {
    expect(parseQuery(query).problem).not.toBe('empty');
  });

  it('marks what a hit contains, and not what it must not contain', () => {
    expect(parseQuery('pago -efectivo "sin factura" dep*').terms).toMatchObject([
      { words: ['pago'], prefix: false },
      { words: ['sin', 'factura'], prefix: false },
      { words: ['dep'], prefix: true },
    ]);
  });
});
