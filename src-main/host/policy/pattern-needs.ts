import { isWordUnit } from '#shared/model/fold.ts';
import type { PatternNode } from './pattern-syntax.ts';

/** What can be said about every text that a part of a pattern matches. */
interface Facts {
  /** Units that it consumes at least. */
  readonly minLength: number;
  /** All texts that it matches, when they are few. */
  readonly exact: readonly string[] | null;
  /** Texts of which each match contains one; null when nothing can be said. */
  readonly required: readonly string[] | null;
}

const maxExact = 16;
const maxRequired = 64;
const maxLiteral = 32;

const nothing: Facts = { minLength: 0, exact: [''], required: null };

/** Word units of the shortest: what a set of literals is worth as a filter. */
function worth(literals: readonly string[]): number {
  return Math.min(
    ...literals.map((literal) => Array.from(literal).filter((one) => isWordUnit(one.charCodeAt(0))).length),
  );
}

function better(a: readonly string[] | null, b: readonly string[] | null): readonly string[] | null {
  const usable = [a, b].filter(
    (literals) => literals !== null && literals.length > 0 && literals.length <= maxRequired,
  );
  return usable.reduce((best, literals) => {
    if (literals === null || worth(literals) === 0) return best;
    if (best === null || worth(literals) > worth(best)) return literals;
    return worth(literals) === worth(best) && literals.length < best.length ? literals : best;
  }, null);
}

/** The best literals that can be required: the exact texts themselves where they are known. */
function requiredOf({ exact, required }: Facts): readonly string[] | null {
  return better(exact, required);
}

function product(a: readonly string[], b: readonly string[]): readonly string[] | null {
  if (a.length * b.length > maxExact) return null;
  const texts = [...new Set(a.flatMap((left) => b.map((right) => left + right)))];
  return texts.some((text) => text.length > maxLiteral) ? null : texts;
}

/** Digits are told apart by the match itself: the many texts of `\d{4}` are one here. */
function anyDigit(text: string): string {
  return text.replaceAll(/\d/g, '0');
}

/** One after the other. `run` is what is known exactly since the last part that could be too many things. */
function sequence(parts: readonly Facts[]): Facts {
  let minLength = 0;
  let required: readonly string[] | null = null;
  let run: readonly string[] = [''];
  let exact = true;
  for (const part of parts) {
    minLength += part.minLength;
    const joined = part.exact === null ? null : product(run, part.exact);
    if (joined !== null) {
      run = joined;
      continue;
    }
    exact = false;
    required = better(better(required, run), part.exact === null ? part.required : null);
    run = part.exact ?? [''];
  }
  return { minLength, exact: exact ? run : null, required: exact ? null : better(required, run) };
}

function choice(branches: readonly Facts[]): Facts {
  const exact = branches.flatMap((branch) => branch.exact ?? []);
  const required = branches.map(requiredOf);
  return {
    minLength: Math.min(...branches.map((branch) => branch.minLength)),
    exact:
      branches.every((branch) => branch.exact !== null) && exact.length <= maxExact
        ? [...new Set(exact)]
        : null,
    required: required.every((literals) => literals !== null) ? [...new Set(required.flat())] : null,
  };
}

function repeat(item: Facts, min: number, operator: string): Facts {
  if (operator.startsWith('?')) return choice([item, nothing]);
  const minLength = item.minLength * min;
  if (min === 0) return { minLength, exact: null, required: null };
  const known = sequence(Array.from({ length: Math.min(min, maxLiteral) }, () => item));
  const fixed = operator.startsWith('{') && !operator.includes(',') && min <= maxLiteral;
  return fixed ? { ...known, minLength } : { minLength, exact: null, required: requiredOf(known) };
}

function factsOf(node: PatternNode): Facts {
  switch (node.type) {
    case 'text':
      return { minLength: node.text.length, exact: [anyDigit(node.text)], required: null };
    case 'set': {
      const members = node.set.members?.map(anyDigit);
      return { minLength: 1, exact: members === undefined ? null : [...new Set(members)], required: null };
    }
    case 'assertion':
      return nothing;
    case 'sequence':
      return sequence(node.items.map(factsOf));
    case 'choice':
      return choice(node.branches.map(factsOf));
    case 'group':
      return factsOf(node.item);
    case 'repeat':
      return repeat(factsOf(node.item), node.min, node.operator);
  }
}

/** What a text must have for a pattern to match in it. */
export interface PatternNeeds {
  /** Folded texts of which one occurs, with 0 for any digit; null when nothing can be said. */
  readonly literals: readonly string[] | null;
  readonly minLength: number;
}

/** Works out, without matching, what a match can't do without. */
export function needsOf(node: PatternNode): PatternNeeds {
  const facts = factsOf(node);
  return { literals: requiredOf(facts), minLength: facts.minLength };
}
