/** Longer than any text that WhatsApp lets a person send; what is beyond stays in the record's raw bytes. */
const longestText = 100_000;
/** Longer than a button, an option, a name or an address. */
const longestWord = 1_000;
/** More than a poll, a list or an order has. */
const mostParts = 200;

export const bounded = (text: string | null | undefined): string => (text ?? '').slice(0, longestText);

/** A short text; null when there is none. */
export const word = (text: string | null | undefined): string | null =>
  text?.trim().slice(0, longestWord) || null;

export const parts = <T>(list: readonly T[] | null | undefined): readonly T[] =>
  (list ?? []).slice(0, mostParts);

/** Texts below each other, without those that are missing. */
export const lines = (...texts: readonly (string | null | undefined)[]): string =>
  texts.filter(Boolean).join('\n');

/** A number that a protobuf may hold as 64 bits; null for none, zero and what no number can hold. */
export function count(value: unknown): number | null {
  const number = Number(value ?? Number.NaN);
  return Number.isSafeInteger(number) && number !== 0 ? number : null;
}

/** A time that a protobuf holds in seconds, or in milliseconds, as UTC milliseconds; null for none. */
export function moment(value: unknown): number | null {
  const number = count(value);
  if (number === null || number < 0 || number > latest) return null;
  return number < earliestInMilliseconds ? number * 1000 : number;
}
const latest = Date.UTC(2200, 0, 1);
/** As seconds this would be the year 5138. */
const earliestInMilliseconds = 1e11;
