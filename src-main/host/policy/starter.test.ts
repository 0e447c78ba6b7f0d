import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { compilePolicies } from './engine.ts';
import { loadStarterPolicies, type StarterPolicy } from './starter.ts';
import { languages } from '#shared/model/workspace.ts';
import { validatePolicy } from './validate.ts';

const folder = join(import.meta.dirname, '../../../resources/policies');

/** Which of the policies hit a text that the line's employee writes. */
function hitters(policies: readonly StarterPolicy[]): (text: string) => readonly string[] {
  const engine = compilePolicies(
    policies.map(({ definition }, policyId) => ({ policyId, version: 1, definition })),
  );
  return (text) =>
    engine
      .evaluate({ text, kind: 'text', direction: 'outgoing', conversation: 'direct', lineId: 1 })
      .map(({ policyId }) => policies[policyId]?.slug ?? '');
}

describe.each(languages)('the starter policies in %s', (language) => {
  it('are about the same things as in the other languages and pass validation', async () => {
    const policies = await loadStarterPolicies(folder, language);
    expect(policies.map(({ slug }) => slug)).toEqual([
      'side-payments',
      'private-channel',
      'threats',
      'insults',
      'discrimination',
      'sexual-content',
      'client-data',
      'personal-data',
      'card-numbers',
      'conflict-of-interest',
      'promises',
    ]);
    for (const { definition } of policies) expect(validatePolicy(definition)).toEqual([]);
  });

  it('say nothing twice', async () => {
    for (const { definition } of await loadStarterPolicies(folder, language)) {
      const rules = definition.rules.map((rule) => JSON.stringify({ ...rule, id: '' }));
      expect(rules).toEqual([...new Set(rules)]);
    }
  });

  it('hit the messages that they are meant for', async () => {
    const policies = await loadStarterPolicies(folder, language);
    const hit = hitters(policies);
    const missed = policies.flatMap(({ slug, examples }) =>
      examples.hits.filter((text) => !hit(text).includes(slug)),
    );
    expect(missed).toEqual([]);
  });

  it('leave innocent messages alone', async () => {
    const policies = await loadStarterPolicies(folder, language);
    const hit = hitters(policies);
    const flagged = policies.flatMap(({ examples }) =>
      examples.misses.filter((text) => hit(text).length > 0),
    );
    expect(flagged).toEqual([]);
  });
});

it('a file of another shape is refused', async () => {
  const other = await mkdtemp(join(tmpdir(), 'policies-'));
  try {
    await writeFile(join(other, 'en.json'), '{"policies":[{"slug":"a"}]}');
    await expect(loadStarterPolicies(other, 'en')).rejects.toThrow(z.ZodError);
  } finally {
    await rm(other, { recursive: true });
  }
});
