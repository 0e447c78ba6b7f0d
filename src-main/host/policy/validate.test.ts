import { describe, expect, it } from 'vitest';
import type { PolicyDefinition, PolicyRule } from '#shared/model/policy.ts';
import { maxPattern, maxPhrase, maxRules, validatePolicy } from './validate.ts';

function definition(rules: readonly PolicyRule[]): PolicyDefinition {
  const scope = { direction: null, conversation: null, lines: null };
  return { name: 'A policy', description: '', severity: 'low', scope, rules };
}

function phraseProblem(phrase: string) {
  return validatePolicy(definition([{ id: 'r', type: 'phrase', phrase }]));
}

function patternProblem(pattern: string) {
  return validatePolicy(definition([{ id: 'r', type: 'pattern', pattern }]));
}

describe('a policy', () => {
  it('that compiles has no problems', () => {
    const rules: readonly PolicyRule[] = [
      { id: 'a', type: 'phrase', phrase: 'pásame tu cel*' },
      { id: 'b', type: 'pattern', pattern: String.raw`(?i)\bpix\b.{0,20}(?P<owner>minha|meu)` },
      { id: 'c', type: 'identifier', identifier: 'card', except: [] },
    ];
    expect(validatePolicy(definition(rules))).toEqual([]);
  });

  it('needs rules, not too many, each with an id of its own', () => {
    const rule: PolicyRule = { id: 'a', type: 'phrase', phrase: 'pago' };
    expect(validatePolicy(definition([]))).toEqual([{ rule: null, code: 'no-rules', position: null }]);
    expect(validatePolicy(definition([rule, rule]))).toEqual([
      { rule: 'a', code: 'duplicate-rule-id', position: null },
    ]);
    const many = Array.from({ length: maxRules + 1 }, (_, index) => ({ ...rule, id: String(index) }));
    expect(validatePolicy(definition(many))).toEqual([
      { rule: null, code: 'too-many-rules', position: null },
    ]);
  });
});

describe('a phrase', () => {
  it.each([
    ['', 'phrase-empty', null],
    [' ¡…! \u200b', 'phrase-empty', null],
    ['*', 'phrase-only-wildcard', 0],
    [' * *', 'phrase-only-wildcard', 1],
    ['* pago', 'phrase-wildcard-misplaced', 0],
    ['pa*go', 'phrase-wildcard-misplaced', 2],
    ['pago *', 'phrase-wildcard-misplaced', 5],
    ['a'.repeat(maxPhrase + 1), 'phrase-too-long', maxPhrase],
  ])('%j is refused', (phrase, code, position) => {
    expect(phraseProblem(phrase)).toEqual([{ rule: 'r', code, position }]);
  });

  it.each(['a*', 'añ* nuev*', 'pago*, ya', '«hola»', 'cafe\u0301*'])('%j is accepted', (phrase) => {
    expect(phraseProblem(phrase)).toEqual([]);
  });
});

describe('a pattern', () => {
  it.each([
    ['', 'pattern-empty', null],
    ['a'.repeat(maxPattern + 1), 'pattern-too-long', maxPattern],
    ['(?:[a-z]{1,100}[0-9]{1,100}){5}', 'pattern-too-large', null],
    ['pago(', 'pattern-syntax', 4],
    ['pago)', 'pattern-syntax', 4],
    ['[a-', 'pattern-syntax', 3],
    ['[z-a]', 'pattern-syntax', 1],
    ['*a', 'pattern-syntax', 0],
    ['a**', 'pattern-syntax', null],
    [String.raw`a\y`, 'pattern-syntax', 1],
    ['a\\', 'pattern-syntax', 2],
    [String.raw`\p{Nothing}`, 'pattern-syntax', null],
    ['('.repeat(100), 'pattern-syntax', 50],
    ['pago(?=s)', 'pattern-look-around', 4],
    ['pago(?!s)', 'pattern-look-around', 4],
    ['(?<=el )pago', 'pattern-look-around', 0],
    ['(?<!el )pago', 'pattern-look-around', 0],
    [String.raw`(a)\1`, 'pattern-backreference', 3],
    [String.raw`(?P<x>a)\k<x>`, 'pattern-backreference', 8],
    ['(?P<x>a)(?P=x)', 'pattern-backreference', 8],
    [String.raw`\d*`, 'pattern-matches-empty', null],
    ['pago|', 'pattern-matches-empty', null],
    [String.raw`^\b$`, 'pattern-matches-empty', null],
  ])('%j is refused', (pattern, code, position) => {
    expect(patternProblem(pattern)).toEqual([{ rule: 'r', code, position }]);
  });

  it.each([
    String.raw`\bcuenta\s+(?:personal|propia)\b`,
    String.raw`[[:alpha:]]+[^\d\s]\x41\x{1F600}\Qa.b\E\101`,
    '(?is:a.b)(?m)^c$',
    String.raw`\p{Greek}\pN[\p{L}\-\]]`,
    'a{2}b{2,}c{2,3}d+?e*?f??x{,2}',
    '[]a]b',
    '[a-]',
    'ñandú|façade|ß',
  ])('%j is accepted', (pattern) => {
    expect(patternProblem(pattern)).toEqual([]);
  });
});
