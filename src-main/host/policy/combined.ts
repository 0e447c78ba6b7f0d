import type { Span } from '#shared/model/message.ts';
import type { PolicyRule } from '#shared/model/policy.ts';
import { compileIdentifier } from './identifiers/identifiers.ts';
import { compilePhrase, wordSpans } from './phrase.ts';
import type { CompiledRule } from './rule.ts';

type CombinedRule = Extract<PolicyRule, { type: 'combined' }>;

/** Places of one part that are looked at in one text. */
const maxPlaces = 100;

interface Part {
  readonly rules: readonly CompiledRule[];
  readonly literals: CompiledRule['literals'];
}

/** The phrases that are written in a part: blank lines say nothing. */
export function writtenPhrases(phrases: readonly string[]): readonly string[] {
  return phrases.filter((phrase) => phrase.trim() !== '');
}

function compilePart(rules: readonly CompiledRule[]): Part {
  const literals = rules.map((rule) => rule.literals);
  return {
    rules,
    literals: literals.some((one) => one === null) ? null : literals.flatMap((one) => one ?? []),
  };
}

/** How rare what a part needs is: as its shortest literal is long. */
function rarity({ literals }: Part): number {
  return literals === null ? 0 : Math.min(...literals.map((literal) => literal.length));
}

function placesOf(part: Part, text: string, written: (span: Span) => string): readonly Span[] {
  return part.rules
    .flatMap((rule) => rule.find(text, maxPlaces, written))
    .sort((a, b) => a[0] - b[0] || a[1] - b[1])
    .slice(0, maxPlaces);
}

/** Counts the words of a text that begin before a place. */
function wordsBefore(words: readonly Span[], place: number): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle]?.[0] ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether two places don't overlap and no more than `within` words stand between them. */
function areNear(words: readonly Span[], a: Span, b: Span, within: number): boolean {
  const [first, second] = a[0] <= b[0] ? [a, b] : [b, a];
  if (second[0] < first[1]) return false;
  return wordsBefore(words, second[0]) - wordsBefore(words, first[1]) <= within;
}

/**
 * Compiles what has to be together: a place of each part, in any order, near the first part's when `within` says how
 * many words may stand between, and nothing of `none` near it. Its hits are the places themselves.
 */
export function compileCombined({ all, none, within }: CombinedRule): CompiledRule {
  const parts = all.map(({ phrases, identifier }) =>
    compilePart([
      ...writtenPhrases(phrases).map(compilePhrase),
      ...(identifier === null ? [] : [compileIdentifier(identifier, [])]),
    ]),
  );
  const against = compilePart(writtenPhrases(none).map(compilePhrase));
  const byRarity = parts.toSorted((a, b) => rarity(b) - rarity(a));
  const reach = within ?? Number.POSITIVE_INFINITY;
  return {
    readsDisguises: true,
    literals: byRarity[0]?.literals ?? null,
    find(text, limit, written) {
      const places = new Map<Part, readonly Span[]>();
      for (const part of byRarity) {
        const found = placesOf(part, text, written);
        if (found.length === 0) return [];
        places.set(part, found);
      }
      const forbidden = placesOf(against, text, written);
      const words = wordSpans(text);
      const hits: Span[] = [];
      const [first, ...others] = parts.map((part) => places.get(part) ?? []);
      for (const anchor of first ?? []) {
        if (hits.length >= limit) break;
        if (forbidden.some((place) => within === null || isNearOrIn(words, anchor, place, reach))) continue;
        const partners = others.map((each) => each.find((place) => areNear(words, anchor, place, reach)));
        if (partners.every((partner) => partner !== undefined)) hits.push(anchor, ...partners);
      }
      return withoutOverlaps(hits).slice(0, limit);
    },
  };
}

function isNearOrIn(words: readonly Span[], anchor: Span, place: Span, within: number): boolean {
  const overlaps = anchor[0] < place[1] && place[0] < anchor[1];
  return overlaps || areNear(words, anchor, place, within);
}

function withoutOverlaps(spans: readonly Span[]): readonly Span[] {
  const kept: Span[] = [];
  for (const span of spans.toSorted((a, b) => a[0] - b[0] || b[1] - a[1])) {
    if (span[0] >= (kept.at(-1)?.[1] ?? 0)) kept.push(span);
  }
  return kept;
}
