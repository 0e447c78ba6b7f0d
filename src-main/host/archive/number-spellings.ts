/*
 * Telephone numbers, amounts and folio numbers in the ways in which people write them. The index holds digits as they
 * were grouped; a search for one grouping looks for the others too.
 */
const telephone = /^\+?\(?\d[\d\s().-]{5,}\d$/;
const amount = /^\$?(\d{1,3}(?:([.,\s])\d{3})+|\d+)(?:([.,])(\d{1,2}))?$/;
/** How many digits of a number its groups have. */
const groupings: Readonly<Record<number, readonly (readonly number[])[]>> = {
  8: [[4, 4]],
  9: [
    [3, 3, 3],
    [5, 4],
    [1, 4, 4],
    [3, 2, 2, 2],
  ],
  10: [
    [2, 4, 4],
    [3, 3, 4],
    [3, 7],
    [2, 8],
    [3, 3, 2, 2],
  ],
  11: [
    [2, 5, 4],
    [2, 9],
    [2, 1, 4, 4],
    [3, 4, 4],
  ],
};
/** What can stand before a national number without a space; longest first. */
const callingCodes = [
  '521',
  '549',
  ...'1 34 351 51 52 53 54 55 56 57 58 502 503 504 505 506 507 591 593 595 598'.split(' '),
];
const shortestNational = 8;
const longestNational = 11;

function grouped(digits: string, lengths: readonly number[]): string {
  let at = 0;
  return lengths.map((length) => digits.slice(at, (at += length))).join(' ');
}

function telephoneSpellings(digits: string): string[] {
  const nationals = new Set<string>();
  if (digits.length <= longestNational) nationals.add(digits);
  for (const code of callingCodes) {
    const national = digits.slice(code.length);
    if (digits.startsWith(code) && national.length >= shortestNational && digits.length > 10) {
      if (national.length <= longestNational) nationals.add(national);
    }
  }
  const spellings = new Set([digits]);
  for (const national of nationals) {
    spellings.add(national);
    for (const lengths of groupings[national.length] ?? []) spellings.add(grouped(national, lengths));
    if (national.length >= 9) for (const code of callingCodes) spellings.add(code + national);
  }
  return [...spellings];
}

function amountSpellings(whole: string, cents: string): string[] {
  const thousands = whole.replace(/\B(?=(?:\d{3})+$)/g, ' ');
  const ends = /^0*$/.test(cents) ? ['', cents] : [cents];
  return [whole, thousands].flatMap((start) => ends.map((end) => `${start} ${end}`.trim()));
}

/** Every spelling of what was typed, as words with spaces between them; empty when it is no number. */
export function spellingsOf(typed: string): string[] {
  const digits = typed.replaceAll(/\D/g, '');
  const money = amount.exec(typed);
  if (money !== null && money[2] !== undefined && money[2] === money[3]) return [];
  if (money !== null && (money[2] !== undefined || money[3] !== undefined)) {
    return [...new Set(amountSpellings((money[1] ?? '').replaceAll(/\D/g, ''), money[4] ?? ''))];
  }
  if (telephone.test(typed) && digits.length >= shortestNational && digits.length <= 15) {
    return telephoneSpellings(digits);
  }
  if (/^\d{4,7}$/.test(typed)) return [typed, typed.replace(/\B(?=(?:\d{3})+$)/g, ' ')];
  return [];
}

/** A folio number such as FAC-2024-001 without what divides it, as some write it; null for anything else. */
export function undivided(typed: string): string | null {
  const joined = typed.replaceAll(/[-/._]/g, '');
  return joined !== typed && /\d/.test(joined) && /^[\p{L}\p{N}]{3,40}$/u.test(joined) ? joined : null;
}
