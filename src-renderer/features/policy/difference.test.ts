import { expect, test } from 'vitest';
import type { PolicyDefinition } from '#shared/model/policy.ts';
import { policyDifference, samePolicy } from './difference.ts';

const policy: PolicyDefinition = {
  name: 'Cobros por fuera',
  description: '',
  severity: 'high',
  scope: { direction: 'outgoing', conversation: null, lines: [2, 1] },
  rules: [
    { id: 'a', type: 'phrase', phrase: 'mi cuenta' },
    { id: 'b', type: 'pattern', pattern: '\\d{16}' },
  ],
};

test('the order of lines and the ids of rules are no difference', () => {
  const same: PolicyDefinition = {
    ...policy,
    scope: { ...policy.scope, lines: [1, 2] },
    rules: policy.rules.map((rule, index) => ({ ...rule, id: `other-${index}` })),
  };
  expect(samePolicy(policy, same)).toBe(true);
});

test('a changed version names its fields and the rules that came and went', () => {
  const changed: PolicyDefinition = {
    ...policy,
    severity: 'low',
    scope: { ...policy.scope, lines: null },
    rules: [
      { id: 'a', type: 'phrase', phrase: 'mi cuenta' },
      { id: 'c', type: 'identifier', identifier: 'card', except: [] },
    ],
  };
  expect(policyDifference(policy, changed)).toEqual({
    fields: ['severity', 'lines'],
    added: [{ id: 'c', type: 'identifier', identifier: 'card', except: [] }],
    removed: [{ id: 'b', type: 'pattern', pattern: '\\d{16}' }],
  });
});
