import { describe, expect, it } from 'vitest';
import { findEntries, type PaletteEntry } from './entries.ts';

const entry = (label: string, detail = ''): PaletteEntry => ({
  id: label,
  label,
  detail,
  keys: null,
  run: () => undefined,
});
const entries = [
  entry('Abrir ajustes', 'Ir a'),
  entry('Líneas', 'Ir a'),
  entry('Ir al principio', 'Mensajes'),
];
const labels = (words: string) => findEntries(entries, words).map(({ label }) => label);

describe('the palette', () => {
  it('finds without regard to accents and case', () => expect(labels('LINEAS')).toEqual(['Líneas']));

  it('wants every word, in any order, in the name or in what it belongs to', () => {
    expect(labels('mensajes principio')).toEqual(['Ir al principio']);
  });

  it('puts first what begins with the words', () => {
    expect(labels('ir')).toEqual(['Ir al principio', 'Abrir ajustes', 'Líneas']);
  });

  it('shows everything while nothing is typed', () => expect(labels('  ')).toHaveLength(3));
});
