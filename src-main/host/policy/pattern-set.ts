import { foldCharacter } from '#shared/model/fold.ts';

/** A set of characters that a pattern accepts, in terms of folded text. */
export interface PatternSet {
  /** The set in RE2 syntax, where ñ is {@link enyeStandIn}. */
  readonly source: string;
  /** All that it accepts, when that is little. */
  readonly members: readonly string[] | null;
}

/**
 * RE2's \b and \w know ASCII only, and ñ is the one accented letter that folding keeps. Folded text has no capitals,
 * so patterns and the text they run on write ñ as N: then año is one word there too, and still not ano.
 */
export const enyeStandIn = 'N';

/** Classes that speak of case say nothing about folded text. */
const caseless: ReadonlyMap<string, string> = new Map([
  ['[:upper:]', '[:alpha:]'],
  ['[:lower:]', '[:alpha:]'],
  ['\\p{Lu}', '\\p{L}'],
  ['\\p{Ll}', '\\p{L}'],
  ['\\p{Lt}', '\\p{L}'],
  ['\\d', '0-9'],
]);

/** Longer ranges are taken as they are: they are of scripts that have nothing to fold. */
const maxFoldedRange = 0x800;
const maxMembers = 10;
const enye = 0xf1;

function quoteCharacter(codePoint: number): string {
  return codePoint === enye ? enyeStandIn : `\\x{${codePoint.toString(16)}}`;
}

/** Folded text as a literal in RE2 syntax. */
export function quote(text: string): string {
  return Array.from(text, (character) => quoteCharacter(character.codePointAt(0) ?? 0)).join('');
}

/** Code points in ascending order as the inside of a class. */
function rangesOf(codePoints: readonly number[]): string {
  let source = '';
  let first = 0;
  for (const [index, codePoint] of codePoints.entries()) {
    const next = codePoints[index + 1];
    if (next === codePoint + 1 && next !== enye && codePoint !== enye) continue;
    const from = codePoints[first] ?? codePoint;
    source +=
      from === codePoint ? quoteCharacter(from) : `${quoteCharacter(from)}-${quoteCharacter(codePoint)}`;
    first = index + 1;
  }
  return source;
}

/** What the given characters and named classes (`\d`, `\pL`, `[:alpha:]`) fold to. */
export function foldSet(
  ranges: readonly (readonly [from: number, to: number])[],
  classes: readonly string[],
  negated: boolean,
): PatternSet {
  const folded = new Set<number>();
  let unfolded = '';
  for (const [from, to] of ranges) {
    if (to - from > maxFoldedRange) unfolded += `\\x{${from.toString(16)}}-\\x{${to.toString(16)}}`;
    else for (let codePoint = from; codePoint <= to; codePoint++) addFolded(folded, codePoint);
  }
  if (classes.includes('\\d')) for (let value = 0x30; value <= 0x39; value++) folded.add(value);
  const codePoints = [...folded].sort((a, b) => a - b);
  const named = classes.map((name) => caseless.get(name) ?? name).join('');
  const inside = rangesOf(codePoints) + unfolded + named;
  const known = !negated && unfolded === '' && classes.every((name) => name === '\\d');
  return {
    source: inside === '' ? `[${negated ? '' : '^'}\\x{0}-\\x{10ffff}]` : `[${negated ? '^' : ''}${inside}]`,
    members:
      known && codePoints.length <= maxMembers ? codePoints.map((one) => String.fromCodePoint(one)) : null,
  };
}

function addFolded(folded: Set<number>, codePoint: number): void {
  const [first, second] = foldCharacter(codePoint) ?? '';
  if (first !== undefined && second === undefined) folded.add(first.codePointAt(0) ?? 0);
}
