import type { Span } from '#shared/model/message.ts';
import type { CompiledRule } from '#host/policy/rule.ts';

const minDigits = 13;
const maxDigits = 19;
/** A card number with its expiry date and security code, at most: longer runs are invoice keys and payment slips. */
const maxDigitsInRow = 27;

/** Digits in groups, as people write card numbers: a space, dot or dash between groups, or a dash with spaces. */
const groups = /\d+(?: ?[-.] ?\d+| {1,2}\d+)*/g;
const group = /\d+/g;
/** A cheap look at a text before a close one: as many digits as the shortest number has. */
const manyDigits = /(?:\d\D*){13}/;

interface Issuer {
  /** First and last value of the leading digits. */
  readonly from: number;
  readonly to: number;
  readonly lengths: readonly number[];
}

const upTo19 = [16, 17, 18, 19];
const maestro = [13, 14, 15, 16, 17, 18, 19];

/** Leading digits and lengths that the schemes publish (numbers as ISO/IEC 7812-1 structures them). */
const issuers: readonly Issuer[] = [
  { from: 4, to: 4, lengths: [13, 16, 19] }, // Visa
  { from: 51, to: 55, lengths: [16] }, // Mastercard
  { from: 2221, to: 2720, lengths: [16] }, // Mastercard
  { from: 34, to: 34, lengths: [15] }, // American Express
  { from: 37, to: 37, lengths: [15] }, // American Express
  { from: 300, to: 305, lengths: [14, ...upTo19] }, // Diners Club
  { from: 3095, to: 3095, lengths: [14, ...upTo19] }, // Diners Club
  { from: 36, to: 36, lengths: [14, 15, ...upTo19] }, // Diners Club
  { from: 38, to: 39, lengths: [14, ...upTo19] }, // Diners Club
  { from: 6011, to: 6011, lengths: upTo19 }, // Discover
  { from: 644, to: 649, lengths: upTo19 }, // Discover
  { from: 65, to: 65, lengths: upTo19 }, // Discover, Elo
  { from: 62, to: 62, lengths: upTo19 }, // UnionPay
  { from: 3528, to: 3589, lengths: upTo19 }, // JCB
  { from: 5018, to: 5018, lengths: maestro },
  { from: 5020, to: 5020, lengths: maestro },
  { from: 5038, to: 5038, lengths: maestro },
  { from: 5893, to: 5893, lengths: maestro },
  { from: 6304, to: 6304, lengths: maestro },
  { from: 6759, to: 6759, lengths: maestro },
  { from: 6761, to: 6763, lengths: maestro },
  { from: 504175, to: 504175, lengths: [16] }, // Elo
  { from: 506699, to: 506778, lengths: [16] }, // Elo
  { from: 509000, to: 509999, lengths: [16] }, // Elo
  { from: 627780, to: 627780, lengths: [16] }, // Elo
  { from: 636297, to: 636297, lengths: [16] }, // Elo
  { from: 636368, to: 636368, lengths: [16] }, // Elo
  { from: 606282, to: 606282, lengths: [13, 16, 19] }, // Hipercard
  { from: 384100, to: 384100, lengths: [16, 19] }, // Hipercard
  { from: 589562, to: 589562, lengths: [16] }, // Naranja
  { from: 589657, to: 589657, lengths: [16] }, // Cabal
  { from: 603522, to: 603522, lengths: [16] }, // Cabal
  { from: 604201, to: 604219, lengths: [16] }, // Cabal
];

function isIssued(digits: string): boolean {
  return issuers.some(({ from, to, lengths }) => {
    const leading = Number(digits.slice(0, String(from).length));
    return leading >= from && leading <= to && lengths.includes(digits.length);
  });
}

/** The check digit of ISO/IEC 7812-1, annex B. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    const value = digits.charCodeAt(digits.length - 1 - at) - 48;
    sum += at % 2 === 0 ? value : value * 2 - (value > 4 ? 9 : 0);
  }
  return sum % 10 === 0;
}

function* cardsInRow(row: string): Generator<Span> {
  const found = [...row.matchAll(group)];
  const total = found.reduce((sum, [digits]) => sum + digits.length, 0);
  if (total < minDigits || total > maxDigitsInRow) return;
  let first = 0;
  while (first < found.length) {
    let digits = '';
    let next = first + 1;
    for (let last = first; last < found.length && digits.length < maxDigits; last++) {
      const part = found[last];
      if (part === undefined) break;
      digits += part[0];
      if (digits.length < minDigits || digits.length > maxDigits || !isIssued(digits) || !passesLuhn(digits))
        continue;
      yield [found[first]?.index ?? 0, part.index + part[0].length];
      next = last + 1;
      break;
    }
    first = next;
  }
}

/**
 * Finds card numbers: 13 to 19 digits, whole groups of them, with the leading digits and length of an issuer and the
 * right check digit.
 */
export const cardNumbers: CompiledRule = {
  readsDisguises: false,
  literals: ['0'],
  find(text, limit) {
    const spans: Span[] = [];
    if (!manyDigits.test(text)) return spans;
    for (const row of text.matchAll(groups)) {
      for (const [start, end] of cardsInRow(row[0])) {
        if (spans.length === limit) return spans;
        spans.push([row.index + start, row.index + end]);
      }
    }
    return spans;
  },
};
