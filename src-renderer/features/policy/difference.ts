import type { PolicyDefinition, PolicyRule } from '#shared/model/policy.ts';

/** The parts of a policy that are not rules, by the name of their label. */
export type PolicyField =
  | 'name'
  | 'description'
  | 'severity'
  | 'direction'
  | 'conversation'
  | 'lines'
  | 'outside';

/** What one version of a policy has that another has not. */
export interface PolicyDifference {
  readonly fields: readonly PolicyField[];
  readonly added: readonly PolicyRule[];
  readonly removed: readonly PolicyRule[];
}

/** What was changed between two versions; rules are compared by what they look for, not by their ids. */
export function policyDifference(before: PolicyDefinition, after: PolicyDefinition): PolicyDifference {
  const fields: PolicyField[] = [];
  if (before.name !== after.name) fields.push('name');
  if (before.description !== after.description) fields.push('description');
  if (before.severity !== after.severity) fields.push('severity');
  if (before.scope.direction !== after.scope.direction) fields.push('direction');
  if (before.scope.conversation !== after.scope.conversation) fields.push('conversation');
  if (JSON.stringify(before.scope.outside) !== JSON.stringify(after.scope.outside)) fields.push('outside');
  if (lineKey(before) !== lineKey(after)) fields.push('lines');
  return {
    fields,
    added: missingIn(before.rules, after.rules),
    removed: missingIn(after.rules, before.rules),
  };
}

/** Whether a draft says the same as a version. */
export function samePolicy(before: PolicyDefinition, after: PolicyDefinition): boolean {
  const { fields, added, removed } = policyDifference(before, after);
  return fields.length + added.length + removed.length === 0;
}

function lineKey({ scope }: PolicyDefinition): string {
  return scope.lines === null ? 'all' : [...scope.lines].sort((a, b) => a - b).join(' ');
}

function missingIn(rules: readonly PolicyRule[], others: readonly PolicyRule[]): readonly PolicyRule[] {
  const here = new Set(rules.map(ruleText));
  return others.filter((rule) => !here.has(ruleText(rule)));
}

function ruleText(rule: PolicyRule): string {
  switch (rule.type) {
    case 'phrase':
      return `phrase ${rule.phrase}`;
    case 'pattern':
      return `pattern ${rule.pattern}`;
    case 'identifier':
      return `identifier ${rule.identifier} ${rule.except.join('\n')}`;
    case 'message':
      return `message ${rule.voiceSeconds ?? 'every'}`;
    case 'combined':
      return `combined ${JSON.stringify([rule.all, rule.none, rule.within])}`;
  }
}
