import type { PolicyRule } from '#shared/model/policy.ts';

type PhraseRule = Extract<PolicyRule, { type: 'phrase' }>;

/** The phrases of some rules as people write them: one per line. */
export function phraseText(rules: readonly PolicyRule[]): string {
  return rules
    .filter((rule) => rule.type === 'phrase')
    .map((rule) => rule.phrase)
    .join('\n');
}

/**
 * The rules that a text with one phrase per line stands for. Empty lines and repeated phrases add nothing. A phrase
 * that was there before keeps its rule's id, so that the flags of two versions can be compared.
 */
export function phraseRules(
  text: string,
  before: readonly PolicyRule[],
  newId: () => string,
): readonly PhraseRule[] {
  const ids = new Map<string, string>();
  for (const rule of before) if (rule.type === 'phrase') ids.set(sameness(rule.phrase), rule.id);
  const rules = new Map<string, PhraseRule>();
  for (const line of text.split('\n')) {
    const phrase = line.replace(/\s+/g, ' ').trim();
    const key = sameness(phrase);
    if (phrase === '' || rules.has(key)) continue;
    rules.set(key, { id: ids.get(key) ?? newId(), type: 'phrase', phrase });
  }
  return [...rules.values()];
}

/** What makes two phrases one: case does not matter to the engine. */
function sameness(phrase: string): string {
  return phrase.normalize('NFC').toLowerCase();
}

/** The line, counted from 0, on which each phrase rule stands in a text: to show a problem where it is. */
export function phraseLines(text: string, rules: readonly PolicyRule[]): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  text.split('\n').forEach((line, index) => {
    const key = sameness(line.replace(/\s+/g, ' ').trim());
    if (key !== '' && !lines.has(key)) lines.set(key, index);
  });
  const byRule = new Map<string, number>();
  for (const rule of rules) {
    if (rule.type !== 'phrase') continue;
    const line = lines.get(sameness(rule.phrase));
    if (line !== undefined) byRule.set(rule.id, line);
  }
  return byRule;
}

/** Where a line of a text, counted from 0, begins and ends. */
export function lineRange(text: string, line: number): readonly [start: number, end: number] {
  const lines = text.split('\n');
  const start = lines.slice(0, line).reduce((sum, { length }) => sum + length + 1, 0);
  return [start, start + (lines[line]?.length ?? 0)];
}
