import { beforeEach, describe, expect, it } from 'vitest';
import { capturedMessage, openTestArchive } from '../../../tests/helpers/archive.ts';
import { createCaptureDesk } from './capture.ts';
import { countMatches, searchMessages, type SearchScope } from './search.ts';
import { suggestQuery } from './suggestions.ts';

const forms: SearchScope = {
  lineId: null,
  conversationId: null,
  contact: null,
  from: null,
  to: null,
  direction: null,
  kind: null,
  wording: 'forms',
};

let opened: ReturnType<typeof openTestArchive>;

function hold(...texts: readonly string[]): void {
  const desk = createCaptureDesk(opened.archive.writer, () => [], Date.now);
  desk.commit(
    { lineId: opened.lineId, live: true },
    texts.map((text, index) => capturedMessage({ key: `k${index}`, text })),
  );
}

function found(query: string, scope: SearchScope = forms): string[] {
  const paging = { order: 'newest', cursor: null, limit: 50 } as const;
  return searchMessages(opened.archive.reader, query, scope, paging).hits.map(({ text }) => text);
}

beforeEach(() => void (opened = openTestArchive()));

describe('the forms of a word', () => {
  it.each([
    [
      'pague',
      ['quiero pagar', 'ya está pagado', 'los pagos de hoy', 'págué ayer', 'eu paguei'],
      ['la página'],
    ],
    ['transferir', ['te transfiero hoy', 'lo transferí', 'vou transferir'], ['transparente']],
    ['hacer', ['lo hizo ayer', 'ya hecho', 'haciendo cuentas'], ['hasta luego']],
    ['fazer', ['eu fiz', 'foi feito', 'fazendo'], ['fácil']],
    ['facturas', ['la factura', 'facturado'], ['fractura']],
    ['pay', ['I paid', 'he pays', 'paying now'], ['play']],
    ['luces', ['la luz'], ['lucha']],
  ])('%s finds them and nothing else', (query, alike, others) => {
    hold(...alike, ...others);
    expect(found(query).toSorted()).toEqual(alike.toSorted());
  });

  it('are not looked for in quotation marks, with an asterisk, or when exact words are wanted', () => {
    hold('pago', 'pagar');
    expect(found('"pago"')).toEqual(['pago']);
    expect(found('pago', { ...forms, wording: 'exact' })).toEqual(['pago']);
    expect(found('pagar*')).toEqual(['pagar']);
    expect(found('pago -pagar')).toEqual([]);
    expect(countMatches(opened.archive.reader, 'pago', forms)).toBe(2);
    expect(countMatches(opened.archive.reader, 'pago', forms, 1)).toBe(1);
  });

  it('are marked in what is found', () => {
    hold('ya está pagado todo');
    const paging = { order: 'newest', cursor: null, limit: 1 } as const;
    const [hit] = searchMessages(opened.archive.reader, 'pague', forms, paging).hits;
    expect(hit?.spans).toEqual([[8, 14]]);
  });
});

describe('numbers', () => {
  it.each([
    ['5512345678'],
    ['55-1234-5678'],
    ['55 1234 5678'],
    ['(55) 1234-5678'],
    ['+52 1 55 1234 5678'],
    ['+525512345678'],
  ])('%s finds the telephone however it was written', (query) => {
    const written = ['tel +52 1 55 1234 5678', 'al 55-1234-5678', 'al 5512345678', 'wa 5215512345678'];
    hold(...written, 'al 55 9999 5678');
    expect(found(query).toSorted()).toEqual(written.toSorted());
  });

  it.each([['$1,500.00'], ['1.500,00'], ['1500'], ['1,500']])('%s finds the amount', (query) => {
    const written = ['son $1,500.00', 'son 1.500,00', 'son 1500'];
    hold(...written, 'son 500', 'son 15.000');
    expect(found(query).toSorted()).toEqual(written.toSorted());
  });

  it('finds a folio number with and without what divides it', () => {
    hold('folio FAC-2024-001', 'folio fac2024001');
    expect(found('FAC-2024-001')).toHaveLength(2);
  });
});

describe('a misspelt word', () => {
  it.each([
    ['faktura', 'factura'],
    ['trasferencia', 'transferencia'],
    ['recivo', 'recibo'],
    ['acer', 'hacer'],
    ['lluvia OR resivo', 'lluvia OR recibo'],
    ['fatcura', 'factura'],
  ])('%s brings %s, from the words of the archive', (query, suggestion) => {
    hold('la factura y el recibo', 'por hacer una transferencia', 'lluvia', 'lluvia', 'lluvia');
    expect(suggestQuery(opened.archive.reader, query, forms)).toBe(suggestion);
  });

  it('brings nothing when nothing comes near, and no word of other lines', () => {
    hold('la factura');
    expect(suggestQuery(opened.archive.reader, 'ornitorrinco', forms)).toBeNull();
    expect(suggestQuery(opened.archive.reader, 'faktura', { ...forms, lines: [999] })).toBeNull();
  });
});
