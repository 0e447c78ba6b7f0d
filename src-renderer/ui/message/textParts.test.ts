import { expect, test } from 'vitest';
import { cutParts } from './textParts.ts';

const mark = (start: number, end: number) => ({ span: [start, end] as const, label: null });

test('options are shown apart from the question, each with its own marks', () => {
  const text = '¿Pago?\n- efectivo\n- efectivo hoy';
  const { head, parts } = cutParts(text, ['efectivo', 'efectivo hoy'], [mark(1, 5), mark(20, 28)]);
  expect(head).toEqual({ text: '¿Pago?', marks: [mark(1, 5)] });
  expect(parts).toEqual([
    { text: 'efectivo', marks: [] },
    { text: 'efectivo hoy', marks: [mark(0, 8)] },
  ]);
});

test('a part that the text does not hold is shown all the same', () => {
  expect(cutParts('hola', ['', 'adiós'], [mark(0, 4)])).toEqual({
    head: { text: 'hola', marks: [mark(0, 4)] },
    parts: [
      { text: '', marks: [] },
      { text: 'adiós', marks: [] },
    ],
  });
});
