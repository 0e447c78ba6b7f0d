import { expect, it } from 'vitest';
import { formsOf } from './word-forms.ts';

it.each([
  ['pagar', 'pague pago pagos paguele paguei pagou pagando pagado'],
  ['contar', 'cuento cuentame contaba conte'],
  ['empezar', 'empiezo empiece empezaron'],
  ['sacar', 'saque saco sacalo'],
  ['hacer', 'hizo hago hagamelo hecho'],
  ['querer', 'quiero quieres queria'],
  ['fazer', 'fiz faz feito faco'],
  ['factura', 'facturas facturar'],
  ['company', 'companies'],
  ['make', 'making makes made'],
])('knows the forms of %s, and how they begin', (word, others) => {
  const { accepts, beginnings, irregular } = formsOf(word);
  const forms = others.split(' ');
  expect(forms.filter((form) => !accepts(form))).toEqual([]);
  const starts = [...beginnings, ...irregular];
  expect(forms.filter((form) => !starts.some((start) => form.startsWith(start)))).toEqual([]);
});

it.each([
  ['pagar', 'pagina pais papel'],
  ['caso', 'cosa queso'],
  ['banco', 'blanco banquete'],
])('does not take other words for forms of %s', (word, others) => {
  const { accepts } = formsOf(word);
  expect(others.split(' ').filter(accepts)).toEqual([]);
});
