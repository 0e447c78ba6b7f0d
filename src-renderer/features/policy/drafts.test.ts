import { afterEach, expect, test } from 'vitest';
import type { PolicyDefinition } from '#shared/model/policy.ts';
import { draftOf, dropDraft, emptyPolicy, keepDraft, useDrafts, withPhrases, withRules } from './drafts.ts';

const saved: PolicyDefinition = {
  ...emptyPolicy,
  name: 'Cobros por fuera',
  rules: [
    { id: 'a', type: 'phrase', phrase: 'mi cuenta' },
    { id: 'b', type: 'pattern', pattern: '\\d{18}' },
  ],
};

afterEach(() => useDrafts.setState({ drafts: new Map() }));

test('a phrase that was removed and typed again is the same rule as before', () => {
  const removed = withPhrases(draftOf(saved), '', saved.rules, () => 'new');
  expect(removed.definition.rules).toEqual([saved.rules[1]]);
  const again = withPhrases(removed, 'mi cuenta\n', saved.rules, () => 'new');
  expect(again.definition.rules).toEqual(saved.rules);
  expect(again.phrases).toBe('mi cuenta\n');
});

test('changing the patterns leaves the phrases alone', () => {
  const draft = withRules(draftOf(saved), 'pattern', []);
  expect(draft.definition.rules).toEqual([saved.rules[0]]);
});

test('drafts of several policies are kept until they are dropped', () => {
  keepDraft(1, draftOf(saved));
  keepDraft('new', draftOf(emptyPolicy));
  dropDraft(1);
  expect([...useDrafts.getState().drafts.keys()]).toEqual(['new']);
});
