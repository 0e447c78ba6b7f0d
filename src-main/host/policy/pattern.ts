import { RE2JS } from 're2js';
import type { Span } from '#shared/model/message.ts';
import { needsOf } from './pattern-needs.ts';
import { enyeStandIn, quote } from './pattern-set.ts';
import { parsePattern, type PatternNode, PatternSyntaxError } from './pattern-syntax.ts';
import type { CompiledRule } from './rule.ts';

/** RE2 instructions that a pattern may compile to. */
const maxInstructions = 500;
/** Folded units of a text that patterns look at: all that WhatsApp lets anyone type. */
const maxText = 65_536;
/** Instructions times units that one pattern may spend on one text before it stops looking for more hits. */
const maxSteps = 10_000_000;

/** Why a pattern can't be used; `position` is an offset into it, or null when only the whole is to blame. */
export class PatternError extends Error {
  readonly reason: PatternSyntaxError['reason'] | 'matches-empty' | 'too-large';
  readonly position: number | null;

  constructor(reason: PatternError['reason'], position: number | null, options?: ErrorOptions) {
    super(reason, options);
    this.reason = reason;
    this.position = position;
  }
}

/** The pattern for folded text, in RE2 syntax. */
function toRe2(node: PatternNode): string {
  switch (node.type) {
    case 'text':
      return node.text.length === 1 ? quote(node.text) : `(?:${quote(node.text)})`;
    case 'set':
      return node.set.source;
    case 'assertion':
      return node.source;
    case 'sequence':
      return node.items.map(toRe2).join('');
    case 'choice':
      return node.branches.map(toRe2).join('|');
    case 'group':
      return `${node.open}${toRe2(node.item)})`;
    case 'repeat':
      return toRe2(node.item) + node.operator;
  }
}

function parse(pattern: string): PatternNode {
  try {
    return parsePattern(pattern);
  } catch (error) {
    if (!(error instanceof PatternSyntaxError)) throw error;
    throw new PatternError(error.reason, error.position, { cause: error });
  }
}

function compileRe2(source: string): RE2JS {
  try {
    return RE2JS.compile(source);
  } catch (error) {
    throw new PatternError('syntax', null, { cause: error });
  }
}

/**
 * Compiles a pattern in RE2 syntax, to run on folded text in linear time: it ignores case, accents and look-alikes
 * as phrases do. Throws a PatternError.
 */
export function compilePattern(pattern: string): CompiledRule {
  const node = parse(pattern.normalize('NFC'));
  const { literals, minLength } = needsOf(node);
  const expression = compileRe2(toRe2(node));
  const instructions = expression.programSize();
  if (instructions > maxInstructions) throw new PatternError('too-large', null);
  if (minLength === 0) throw new PatternError('matches-empty', null);
  return {
    readsDisguises: true,
    literals,
    find(text, limit) {
      const spans: Span[] = [];
      if (text.length < minLength) return spans;
      const input = text.slice(0, maxText).replaceAll('ñ', enyeStandIn);
      if (!expression.test(input)) return spans;
      const matcher = expression.matcher(input);
      let steps = 0;
      let end = 0;
      while (spans.length < limit && steps <= maxSteps) {
        steps += (input.length - end) * instructions;
        if (!matcher.find()) break;
        end = matcher.end();
        spans.push([matcher.start(), end]);
      }
      return spans;
    },
  };
}
