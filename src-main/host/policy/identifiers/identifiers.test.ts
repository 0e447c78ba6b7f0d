import { describe, expect, it } from 'vitest';
import { identifierTypes, type IdentifierType } from '#shared/model/policy.ts';
import { identifiersIn } from './test-identifiers.ts';

/** Made up, with the check digits that the authorities publish. */
const found: readonly (readonly [IdentifierType, text: string, identifier: string])[] = [
  ['iban', 'mi IBAN es ES91 2100 0418 4502 0005 1332 para el pago', 'ES91 2100 0418 4502 0005 1332'],
  ['iban', 'DE89370400440532013000', 'DE89370400440532013000'],
  ['iban', 'br1800360305000010009795493c1.', 'br1800360305000010009795493c1'],
  ['clabe', 'CLABE 032180000118359719, a nombre de Ana', '032180000118359719'],
  ['clabe', 'deposita a 032 180 00011835971 9', '032 180 00011835971 9'],
  ['cbu', 'CBU: 2850590940090418135201', '2850590940090418135201'],
  ['cbu', '28505909 40090418135201', '28505909 40090418135201'],
  ['cpf', 'o dele é 529.982.247-25', '529.982.247-25'],
  ['cpf', 'CPF 52998224725', '52998224725'],
  ['cnpj', 'nota para 11.222.333/0001-81', '11.222.333/0001-81'],
  ['cnpj', 'CNPJ 12ABC34501DE35', '12ABC34501DE35'],
  ['rfc', 'factura al RFC GODE561231GR8', 'GODE561231GR8'],
  ['curp', 'CURP: BOXW310820HNERXN09', 'BOXW310820HNERXN09'],
  ['cuit', 'CUIT 20-05536168-2', '20-05536168-2'],
  ['cuit', 'mi cuil es 20055361682', '20055361682'],
  ['rut', 'RUT 12.531.909-2', '12.531.909-2'],
  ['rut', 'el rut: 12531909-2', '12531909-2'],
  ['nit', 'NIT 213.123.432-1', '213.123.432-1'],
  ['nit', 'nit 2131234321', '2131234321'],
  ['dni', 'soy 54362315K', '54362315K'],
  ['dni', 'DNI 30.123.456', '30.123.456'],
  ['nie', 'NIE X-2482300W', 'X-2482300W'],
  ['pix', 'minha chave pix: 123e4567-e89b-12d3-a456-426614174000', '123e4567-e89b-12d3-a456-426614174000'],
  ['pix', 'manda o pix pra joao.silva@exemplo.com.br', 'joao.silva@exemplo.com.br'],
  ['pix', 'pix (11) 91234-5678', '(11) 91234-5678'],
  ['pix', 'chave 529.982.247-25', '529.982.247-25'],
  ['crypto', 'a esta 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2', '1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2'],
  ['crypto', 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq', 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq'],
  ['crypto', 'USDT: TYukBQZ2XXCcRCReAUguyXncCWNY9CEiDQ', 'TYukBQZ2XXCcRCReAUguyXncCWNY9CEiDQ'],
  ['crypto', '0xde709f2102306220921060314715629080e2fb77', '0xde709f2102306220921060314715629080e2fb77'],
  ['phone', 'escríbeme al +52 1 55 1234 5678', '+52 1 55 1234 5678'],
  ['phone', 'mi cel es 300 123 4567', '300 123 4567'],
  ['phone', 'meu zap 11912345678', '11912345678'],
  ['phone', '(11) 91234-5678', '(11) 91234-5678'],
  ['email', 'mándalo a Ana.Perez+x@gmail.com, porfa', 'Ana.Perez+x@gmail.com'],
  ['email', 'ventas@ferreteria.com.mx', 'ventas@ferreteria.com.mx'],
  ['link', 'mira https://wa.me/5491112345678?text=hola', 'https://wa.me/5491112345678?text=hola'],
  ['link', 'entra a tienda.com.mx/oferta', 'tienda.com.mx/oferta'],
  ['link', 'www.ejemplo.es', 'www.ejemplo.es'],
];

const notFound: readonly (readonly [IdentifierType, why: string, text: string])[] = [
  ['iban', 'a wrong check digit', 'ES91 2100 0418 4502 0005 1333'],
  ['iban', 'an order number', 'pedido PE20 1234 5678'],
  ['clabe', 'a wrong check digit', '032180000118359718'],
  ['clabe', 'a longer number', '0321800001183597190000'],
  ['cbu', 'zeros', '0000000000000000000000'],
  ['cpf', 'one digit alone', '111.111.111-11'],
  ['cpf', 'a mobile number without the word', 'me liga 52998224725'],
  ['cpf', 'a wrong check digit', 'CPF 529.982.247-26'],
  ['cnpj', 'a wrong check digit', '11.222.333/0001-82'],
  ['rfc', 'a code of the same shape', 'ABCD991332XYZ'],
  ['cuit', 'a telephone number', '11-23456789-0'],
  ['rut', 'a date and an hour', '12.11.2025-9'],
  ['rut', 'digits without the word', '12531909-2'],
  ['nit', 'an amount', 'son 213.123.432'],
  ['dni', 'an amount', 'total 30.123.456'],
  ['dni', 'a wrong letter', '54362315A'],
  ['pix', 'an identifier without the word', 'pedido 123e4567-e89b-12d3-a456-426614174000'],
  ['crypto', 'capitals that do not fit', '1bvbmseystwetqtfn5au4m4gfg7xjanvn2'],
  ['phone', 'an amount', 'son $12,345,678.00'],
  ['phone', 'an order number', 'pedido 5512345678'],
  ['phone', 'a card', '4111 1111 1111 1111'],
  ['email', 'a mention', 'hola @juan.perez'],
  ['email', 'a domain that can not exist', 'a@b.noexiste'],
  ['link', 'a missing space', 'muchas gracias.si puede avise'],
  ['link', 'a file', 'te paso factura.pdf y lista.xlsx'],
  ['link', 'an e-mail address', 'ana@ejemplo.com'],
];

describe('identifiers', () => {
  it.each(found)('%s is found in "%s"', (type, text, identifier) => {
    expect(identifiersIn(type, text)).toEqual([identifier]);
  });

  it.each(notFound)('%s is not found in %s', (type, _why, text) => {
    expect(identifiersIn(type, text)).toEqual([]);
  });

  it('are found whatever script their digits are in', () => {
    expect(identifiersIn('cpf', 'cpf ５２９.９８２.２４７-２５')).toEqual(['５２９.９８２.２４７-２５']);
  });

  it.each(identifierTypes)('%s takes time linear in the longest message, whatever it holds', (type) => {
    const hostile = ['1', '1 ', '1-', 'a1', 'a.', 'a@', '(1)', 'a-1.', 'pix 1', '+1', 'http://a.', 'es91'];
    for (const part of hostile) {
      expect(identifiersIn(type, part.repeat(65_536 / part.length)).length).toBeLessThanOrEqual(100);
    }
  });
});

describe('what is the company’s own', () => {
  it('is left out: its numbers, with or without the country, its addresses, and all at its domains', () => {
    const own = ['+52 55 1234 5678', 'ferreteria.com.mx', 'jefe@gmail.com', '@socios.com'];
    expect(identifiersIn('phone', 'tel 55 1234 5678 o cel 300 123 4567', own)).toEqual(['300 123 4567']);
    expect(
      identifiersIn('email', 'ana@ventas.ferreteria.com.mx jefe@gmail.com x@socios.com b@gmail.com', own),
    ).toEqual(['b@gmail.com']);
    expect(identifiersIn('link', 'https://www.ferreteria.com.mx/a y otraferreteria.com.mx', own)).toEqual([
      'otraferreteria.com.mx',
    ]);
  });
});
