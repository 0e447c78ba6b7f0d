import type { BusinessHours, PolicyDefinition, PolicyProblem, PolicyRule } from '#shared/model/policy.ts';
import { writtenPhrases } from './combined.ts';
import { minutesOf } from './hours.ts';
import { compilePattern, PatternError } from './pattern.ts';
import { phraseWords, widestGap } from './phrase.ts';

/** Rules of one policy. */
export const maxRules = 2000;
/** UTF-16 units of one phrase. */
export const maxPhrase = 200;
/** UTF-16 units of one pattern. */
export const maxPattern = 500;

function checkPhrase(rule: string, phrase: string): readonly PolicyProblem[] {
  if (phrase.length > maxPhrase) return [{ rule, code: 'phrase-too-long', position: maxPhrase }];
  const misplaced = /(?<![\p{L}\p{N}\p{M}])\*|\*(?=[\p{L}\p{N}\p{M}])/u.exec(phrase);
  if (phraseWords(phrase).length === 0) {
    return [
      {
        rule,
        code: misplaced === null ? 'phrase-empty' : 'phrase-only-wildcard',
        position: misplaced?.index ?? null,
      },
    ];
  }
  if (misplaced !== null) return [{ rule, code: 'phrase-wildcard-misplaced', position: misplaced.index }];
  const form = /~(?![\p{L}\p{N}])|~[\p{L}\p{N}\p{M}]+\*/u.exec(phrase);
  if (form !== null) return [{ rule, code: 'phrase-form-misplaced', position: form.index }];
  return checkGaps(rule, phrase);
}

function checkGaps(rule: string, phrase: string): readonly PolicyProblem[] {
  for (const gap of phrase.matchAll(/(?:…|\.{3,})(\d*)/g)) {
    const hasBefore = phraseWords(phrase.slice(0, gap.index)).length > 0;
    const hasAfter = phraseWords(phrase.slice(gap.index + gap[0].length)).length > 0;
    if (!hasBefore || !hasAfter) return [{ rule, code: 'phrase-gap-misplaced', position: gap.index }];
    if (Number(gap[1]) > widestGap) return [{ rule, code: 'phrase-gap-too-wide', position: gap.index }];
  }
  return [];
}

function checkPattern(rule: string, pattern: string): readonly PolicyProblem[] {
  if (pattern === '') return [{ rule, code: 'pattern-empty', position: null }];
  if (pattern.length > maxPattern) return [{ rule, code: 'pattern-too-long', position: maxPattern }];
  try {
    compilePattern(pattern);
    return [];
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    return [{ rule, code: `pattern-${error.reason}`, position: error.position }];
  }
}

function checkCombined(rule: Extract<PolicyRule, { type: 'combined' }>): readonly PolicyProblem[] {
  const { id, all, none } = rule;
  const isTooLittle = all.length === 0 || (all.length === 1 && writtenPhrases(none).length === 0);
  if (isTooLittle) return [{ rule: id, code: 'combined-too-little', position: null }];
  const empty = all.flatMap(({ phrases, identifier }, part): readonly PolicyProblem[] =>
    identifier === null && writtenPhrases(phrases).length === 0
      ? [{ rule: id, code: 'combined-part-empty', position: null, place: { part, line: 0 } }]
      : [],
  );
  const lines = [...all.map(({ phrases }) => phrases), none].flatMap((phrases, part) =>
    phrases.flatMap((phrase, line) =>
      phrase.trim() === ''
        ? []
        : checkPhrase(id, phrase).map((problem) => ({ ...problem, place: { part, line } })),
    ),
  );
  return [...empty, ...lines];
}

function checkRule(rule: PolicyRule): readonly PolicyProblem[] {
  switch (rule.type) {
    case 'phrase':
      return checkPhrase(rule.id, rule.phrase);
    case 'pattern':
      return checkPattern(rule.id, rule.pattern);
    case 'identifier':
      return [];
    case 'combined':
      return checkCombined(rule);
    case 'message':
      return [];
  }
}

function checkHours(hours: BusinessHours | undefined): readonly PolicyProblem[] {
  if (hours === undefined) return [];
  const from = minutesOf(hours.from);
  const to = minutesOf(hours.to);
  const problems: PolicyProblem[] = [];
  if (from === null || to === null || from >= to) {
    problems.push({ rule: null, code: 'hours-invalid', position: null });
  }
  if (!hours.holidays.every((day) => day === '' || /^\d{4}-(?:0\d|1[0-2])-(?:[0-2]\d|3[01])$/.test(day))) {
    problems.push({ rule: null, code: 'holidays-invalid', position: null });
  }
  return problems;
}

/** What keeps a policy from being put in force, rule by rule; nothing when it compiles. */
export function validatePolicy({ scope, rules }: PolicyDefinition): readonly PolicyProblem[] {
  return [...checkHours(scope.outside), ...checkRules(rules)];
}

function checkRules(rules: readonly PolicyRule[]): readonly PolicyProblem[] {
  if (rules.length === 0) return [{ rule: null, code: 'no-rules', position: null }];
  if (rules.length > maxRules) return [{ rule: null, code: 'too-many-rules', position: null }];
  const ids = new Set<string>();
  return rules.flatMap((rule) => {
    const duplicate: PolicyProblem[] = ids.has(rule.id)
      ? [{ rule: rule.id, code: 'duplicate-rule-id', position: null }]
      : [];
    ids.add(rule.id);
    return [...duplicate, ...checkRule(rule)];
  });
}
