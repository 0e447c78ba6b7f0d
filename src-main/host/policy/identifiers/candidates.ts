import type { Span } from '#shared/model/message.ts';
import type { CompiledRule } from '#host/policy/rule.ts';

/** How an identifier looks in folded text, and what makes one of what looks so. */
export interface Shape {
  /** Global, without nested repetition; what stands at its ends is its own affair. */
  readonly pattern: RegExp;
  /** Whether this is one; `context` is the text right before it, `written` how it was typed. */
  accepts(candidate: string, context: string, written: string): boolean;
}

/** How much text before a candidate can say what it is. */
const contextLength = 40;

/**
 * A rule for identifiers of some shapes. `needs` is a cheap look at a text before a close one, and `literals` what
 * occurs in every hit.
 */
export function identifierRule(
  literals: CompiledRule['literals'],
  needs: RegExp,
  shapes: readonly Shape[],
): CompiledRule {
  return {
    readsDisguises: false,
    literals,
    find(text, limit, written) {
      if (!needs.test(text)) return [];
      const spans = shapes.flatMap((shape) => candidatesOf(shape, text, written));
      return withoutOverlaps(spans.sort((a, b) => a[0] - b[0] || b[1] - a[1])).slice(0, limit);
    },
  };
}

function candidatesOf({ pattern, accepts }: Shape, text: string, written: (span: Span) => string): Span[] {
  return Array.from(text.matchAll(pattern), (match): [Span, string] => [
    [match.index, match.index + match[0].length],
    match[0],
  ]).flatMap(([span, candidate]) => {
    const context = text.slice(Math.max(0, span[0] - contextLength), span[0]);
    return accepts(candidate, context, written(span)) ? [span] : [];
  });
}

function withoutOverlaps(spans: readonly Span[]): readonly Span[] {
  const kept: Span[] = [];
  for (const span of spans) if (span[0] >= (kept.at(-1)?.[1] ?? 0)) kept.push(span);
  return kept;
}

/** Whether one of these words stands in the text before a number. */
export function says(...words: readonly string[]): (context: string) => boolean {
  const pattern = new RegExp(`(?<![a-z0-9])(?:${words.join('|')})(?![a-z0-9])`);
  return (context) => pattern.test(context);
}

/** Letters and digits alone. */
export const bare = (text: string): string => text.replaceAll(/[^a-z0-9ñ&]/g, '');

/** A number like 111.111.111-11 has the right check digits and belongs to nobody. */
export const isOneDigit = (digits: string): boolean => /^(\d)\1*$/.test(digits);
