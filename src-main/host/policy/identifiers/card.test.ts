import { describe, expect, it } from 'vitest';
import { identifiersIn } from './test-identifiers.ts';

const cardsIn = (text: string) => identifiersIn('card', text);

describe('card numbers', () => {
  it.each([
    '4111111111111111',
    '4111 1111 1111 1111',
    '4111-1111-1111-1111',
    '4111.1111.1111.1111',
    '4111 - 1111 - 1111 - 1111',
    '41 11 11 11 11 11 11 11',
    '4222222222222',
    '5555 5555 5555 4444',
    '2223 0031 2200 3222',
    '3782 822463 10005',
    '3056 9309 0259 04',
    '6011 1111 1111 1117',
    '3530 1113 3330 0000',
    '6362 9700 0045 7013',
    '٤١١١ ١١١١ ١١١١ ١١١١',
    '４１１１－１１１１－１１１１－１１１１',
    '4111\u200b1111\u200b1111\u200b1111',
  ])('are found as %s', (number) => {
    expect(cardsIn(number)).toEqual([number]);
    expect(cardsIn(`es la ${number}, vence 12/29`)).toEqual([number]);
  });

  it('are found with what follows them on the line, and more than one in a text', () => {
    expect(cardsIn('4111 1111 1111 1111 12 29 123')).toEqual(['4111 1111 1111 1111']);
    expect(cardsIn('son 2: 4111 1111 1111 1111 y\n5555 5555 5555 4444')).toEqual([
      '4111 1111 1111 1111',
      '5555 5555 5555 4444',
    ]);
  });

  it.each([
    ['a wrong check digit', '4111 1111 1111 1112'],
    ['no issuer', '9999 9999 9999 9995'],
    ['a length that its issuer does not use', '4111 1111 1111 16'],
    ['digits before it', '124111111111111111'],
    ['digits after it', '41111111111111110000000'],
    ['a longer grouped number', '3524 0112 3456 7800 0190 5500 1000 0012 3410 0001 2345'],
    ['a payment slip', '34191.79001 01043.510047 91020.150008 9 12340000010000'],
    ['one number to a line', '4111\n1111\n1111\n1111'],
    ['only zeros', '0000 0000 0000 0000'],
  ])('are not found in %s', (_, text) => {
    expect(cardsIn(text)).toEqual([]);
  });
});
