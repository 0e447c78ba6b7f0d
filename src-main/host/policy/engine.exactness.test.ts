import { describe, expect, it } from 'vitest';
import { fold } from '#shared/model/fold.ts';
import type { PolicyRule } from '#shared/model/policy.ts';
import { mayBeDisguised } from './disguise.ts';
import { compilePolicies, type PolicyEngine } from './engine.ts';
import { PatternError } from './pattern.ts';

/** A generator of numbers below a bound, the same for the same seed. */
function dice(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 0x1_0000_0000) * bound);
  };
}

interface Unit {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The folded units of a text, character by character, with where each came from. */
function unitsOf(text: string): readonly Unit[] {
  const units: Unit[] = [];
  let end = 0;
  for (const character of text) {
    const start = end;
    end += character.length;
    const last = units.at(-1);
    if (/\p{M}/u.test(character)) {
      if (last?.end === start) units[units.length - 1] = { ...last, end };
    } else for (const unit of fold(character).text.split('')) units.push({ text: unit, start, end });
  }
  return units;
}

/** Phrases looked for word by word. */
function naivePhrase(text: string, phrase: string): readonly string[] {
  const words: (readonly Unit[])[] = [[]];
  for (const unit of unitsOf(text)) {
    if (/[\p{L}\p{N}]/u.test(unit.text)) words.push([...(words.pop() ?? []), unit]);
    else words.push([]);
  }
  const spoken = words.filter((word) => word.length > 0);
  const wanted = phrase.split(' ').map((word) => fold(word).text);
  const spans: string[] = [];
  for (let at = 0; at + wanted.length <= spoken.length; at++) {
    const here = spoken.slice(at, at + wanted.length);
    const hit = here.every((word, index) => {
      const letters = word.map((unit) => unit.text).join('');
      const other = wanted[index] ?? '';
      return other.endsWith('*') ? letters.startsWith(other.slice(0, -1)) : letters === other;
    });
    if (!hit) continue;
    spans.push(`${here[0]?.[0]?.start}-${here.at(-1)?.at(-1)?.end}`);
    at += wanted.length - 1;
  }
  return spans;
}

/** Patterns run by the platform's own engine, on every text. */
function naivePattern(text: string, pattern: string): readonly string[] {
  const units = unitsOf(text);
  const folded = units.map((unit) => unit.text).join('');
  const spans = Array.from(folded.matchAll(new RegExp(pattern, 'giu')), ({ index, 0: match }) => {
    return `${units[index]?.start}-${units[index + match.length - 1]?.end}`;
  });
  return [...new Set(spans)];
}

function compile(rules: readonly PolicyRule[]): PolicyEngine {
  const scope = { direction: null, conversation: null, lines: null };
  return compilePolicies([
    { policyId: 1, version: 1, definition: { name: '', description: '', severity: 'low', scope, rules } },
  ]);
}

function compileUnlessEmpty(pattern: string): PolicyEngine | null {
  try {
    return compile([{ id: pattern, type: 'pattern', pattern }]);
  } catch (error) {
    const cause = error instanceof Error ? error.cause : null;
    if (cause instanceof PatternError && cause.reason === 'matches-empty') return null;
    throw error;
  }
}

/** The spans of a rule that has itself for an id. */
function engineSpans(engine: PolicyEngine, text: string, rule: string): readonly string[] {
  const verdicts = engine.evaluate({
    text,
    kind: 'text',
    direction: null,
    conversation: 'direct',
    lineId: 1,
  });
  return verdicts.flatMap(({ hits }) =>
    hits.filter((hit) => hit.rule === rule).map(({ span }) => span.join('-')),
  );
}

const words = ['a', 'b', 'an', 'ana', 'ANA', 'ba', 'á', 'а', 'ｂ', '𝐚', 'a\u0301', 'b\u200b', '1', '22', '٣'];
const pieces = [...words, ...words, '😀', ' ', ' ', ' ', ' ', '  ', '. ', '\n', '-', '…'];

/** A text in which nothing looks disguised: those are read in other ways as well. */
function someText(roll: (bound: number) => number): string {
  for (;;) {
    const text = Array.from({ length: roll(25) }, () => pieces[roll(pieces.length)]).join('');
    if (!mayBeDisguised(text)) return text;
  }
}

function somePhrase(roll: (bound: number) => number): string {
  const parts = ['a', 'b', 'an', 'ana', 'ba', 'a*', 'an*', 'b*', '1', '2*'];
  return Array.from({ length: 1 + roll(4) }, () => parts[roll(parts.length)]).join(' ');
}

function somePattern(roll: (bound: number) => number, depth = 2): string {
  const atoms = ['a', 'b', 'n', ' ', '1', '-', '[ab]', '[^a]', '[a-c1]', '.', '\\d', '\\w', '\\s', '(?:ana)'];
  const operators = ['', '', '', '', '*', '+', '?', '{2}', '{1,3}', '+?', '{2,}'];
  const one = () => {
    if (roll(12) === 0) return '\\b';
    const group = depth > 0 && roll(4) === 0;
    // The two engines differ where a repeated group may match nothing, so groups are not repeated freely.
    if (group) return `(?:${somePattern(roll, depth - 1)})${roll(4) === 0 ? '{2}' : ''}`;
    return `${atoms[roll(atoms.length)]}${operators[roll(operators.length)]}`;
  };
  const sequence = () => Array.from({ length: 1 + roll(4) }, one).join('');
  return roll(4) === 0 ? `${sequence()}|${sequence()}` : sequence();
}

describe('on random texts the engine finds exactly what a naive matcher finds:', () => {
  it('phrases', () => {
    const roll = dice(11);
    for (let round = 0; round < 25; round++) {
      const phrases = [...new Set(Array.from({ length: 8 }, () => somePhrase(roll)))];
      const engine = compile(phrases.map((phrase) => ({ id: phrase, type: 'phrase', phrase })));
      for (let count = 0; count < 50; count++) {
        const text = someText(roll);
        const found = phrases.map((phrase) =>
          [text, phrase, ...engineSpans(engine, text, phrase)].join(' / '),
        );
        const expected = phrases.map((phrase) => [text, phrase, ...naivePhrase(text, phrase)].join(' / '));
        expect(found).toEqual(expected);
      }
    }
  });

  it('patterns', () => {
    const roll = dice(5);
    let compared = 0;
    while (compared < 100) {
      const pattern = somePattern(roll);
      const engine = compileUnlessEmpty(pattern);
      if (engine === null) continue;
      compared++;
      const texts = Array.from({ length: 30 }, () => someText(roll));
      const found = texts.map((text) => [pattern, text, ...engineSpans(engine, text, pattern)].join(' / '));
      const expected = texts.map((text) => [pattern, text, ...naivePattern(text, pattern)].join(' / '));
      expect(found).toEqual(expected);
    }
  });
});
