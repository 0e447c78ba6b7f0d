import type { Reader } from './database.ts';
import { planSearch, type SearchScope } from './search-plan.ts';
import { foldWord, wordsOf } from './search-text.ts';
import { wordsBeginning } from './search-words.ts';

/** Fewer messages than this with a word: it may be a mistake. */
const rare = 3;
/** More messages than this say nothing more about how likely a word is. */
const enough = 100;
const maxWords = 6;
const maxNear = 1200;
const maxLookedAt = 300;
const isPlain = /^\p{L}{4,25}$/u;
const operators = new Set(['AND', 'OR', 'NOT']);
const letters = 'abcdefghijklmnopqrstuvwxyz';
/** Letters that sound alike in Spanish or Portuguese, in the index without their accents. */
const sounds: readonly (readonly [string, string])[] = [
  ['b', 'v'],
  ['s', 'c'],
  ['s', 'z'],
  ['c', 'z'],
  ['ss', 'c'],
  ['ss', 's'],
  ['ll', 'y'],
  ['x', 'ch'],
  ['g', 'j'],
  ['qu', 'c'],
  ['qu', 'k'],
  ['c', 'k'],
  ['n', 'm'],
  ['h', ''],
];
const weightOfSound = 30;
const weightOfEdit = 6;

/** Every word that sounds like this one when one sound is written another way. */
function soundAlikes(word: string): Set<string> {
  const alikes = new Set<string>();
  for (const [one, other] of sounds) {
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      // An h that was left out stood at the beginning, or between vowels.
      if (from === '') {
        for (const match of word.matchAll(/^(?=[aeiou])|(?<=[aeiou])(?=[aeiou])/g)) {
          alikes.add(`${word.slice(0, match.index)}${to}${word.slice(match.index)}`);
        }
        continue;
      }
      for (let at = word.indexOf(from); at !== -1; at = word.indexOf(from, at + 1)) {
        alikes.add(word.slice(0, at) + to + word.slice(at + from.length));
      }
    }
  }
  return alikes;
}

/** Every word at one letter too many, too few, wrong or swapped from this one. */
function* oneEditAway(word: string): Generator<string> {
  for (let at = 0; at <= word.length; at += 1) {
    const [before, after] = [word.slice(0, at), word.slice(at)];
    if (after !== '') yield before + after.slice(1);
    if (after.length > 1) yield `${before}${after.charAt(1)}${after.charAt(0)}${after.slice(2)}`;
    for (const letter of letters) {
      if (after !== '') yield before + letter + after.slice(1);
      yield before + letter + after;
    }
  }
}

/** Whether two edits at most make one of the other; swapped neighbours count as two. */
function isWithinTwo(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 2) return false;
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let at = 1; at <= one.length; at += 1) {
    const next = [at];
    for (let to = 1; to <= other.length; to += 1) {
      const same = one[at - 1] === other[to - 1] ? 0 : 1;
      next.push(Math.min((row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1, (row[to - 1] ?? 0) + same));
    }
    if (Math.min(...next) > 2) return false;
    row = next;
  }
  return (row.at(-1) ?? 3) <= 2;
}

/**
 * The query with each word that is hardly found replaced by the likeliest word of the archive that comes near: one that
 * sounds alike first, then one edit, then two. Null when there is nothing to suggest. Words of other lines than the
 * scope's are never given away.
 */
export function suggestQuery(reader: Reader, query: string, scope: SearchScope): string | null {
  const everywhere: SearchScope = { ...scope, from: null, to: null, kind: null, wording: 'exact' };
  const find = reader.sql<{ total: number }>(
    'select count(*) as total from (select 1 from search where search match ? limit ?)',
  );
  const countOf = (word: string): number => {
    const { match } = planSearch(reader, `"${word}"`, everywhere);
    return match === null ? 0 : (find.get(match, enough)?.total ?? 0);
  };
  let suggested = '';
  let copied = 0;
  let looked = 0;
  for (const { start, end } of wordsOf(query)) {
    const typed = query.slice(start, end);
    const word = foldWord(typed);
    if (operators.has(typed) || query[end] === '*' || !isPlain.test(word)) continue;
    const own = countOf(word);
    if (own >= rare || looked >= maxWords) continue;
    looked += 1;
    const better = likeliest(reader, word, own, countOf);
    if (better === null) continue;
    suggested += query.slice(copied, start) + better;
    copied = end;
  }
  return copied === 0 ? null : suggested + query.slice(copied);
}

function likeliest(
  reader: Reader,
  word: string,
  own: number,
  countOf: (word: string) => number,
): string | null {
  let best: string | null = null;
  let bestScore = 0;
  const tried = new Set([word]);
  const consider = (candidate: string, weight: number): void => {
    if (tried.has(candidate) || tried.size > maxNear || candidate.length < 3) return;
    tried.add(candidate);
    const count = countOf(candidate);
    const score = count * weight;
    if (count <= own || score <= bestScore) return;
    best = candidate;
    bestScore = score;
  };
  const alikes = soundAlikes(word);
  for (const alike of alikes) consider(alike, weightOfSound);
  for (const near of oneEditAway(word)) consider(near, weightOfEdit);
  for (const alike of alikes) for (const twice of soundAlikes(alike)) consider(twice, weightOfEdit);
  if (best === null && word.length >= 6) {
    for (const term of wordsBeginning(reader, word.slice(0, 3), maxLookedAt)) {
      if (isWithinTwo(word, term)) consider(term, 1);
    }
  }
  return best;
}
