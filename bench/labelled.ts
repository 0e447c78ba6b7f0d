import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compilePolicies } from '#host/policy/engine.ts';
import { loadStarterPolicies } from '#host/policy/starter.ts';
import { languages, type Language } from '#shared/model/workspace.ts';

const resources = join(import.meta.dirname, '../resources/policies');
const fixtures = join(import.meta.dirname, '../tests/fixtures/labelled');

/** The parts of the labelled set: what the policies were adjusted on, and what only measures them. */
const labelledParts = ['tuning', 'held-out'] as const;
type LabelledPart = (typeof labelledParts)[number];

/** A message and the ready-made policy that it breaks; null for none. */
interface LabelledMessage {
  readonly slug: string | null;
  readonly text: string;
}

/** How a policy did: messages that it hit rightly, wrongly, and that it missed. */
interface Quality {
  readonly slug: string;
  right: number;
  wrong: number;
  missed: number;
}

/** The share of hits that are right, and of what should be hit that is; 1 where there is nothing to judge. */
const precision = ({ right, wrong }: Quality): number => (right + wrong === 0 ? 1 : right / (right + wrong));
const recall = ({ right, missed }: Quality): number => (right + missed === 0 ? 1 : right / (right + missed));

/** Whether a policy is as good as it should be on what it was adjusted to. */
export const quality = (one: Quality): { readonly isPrecise: boolean; readonly isComplete: boolean } => ({
  isPrecise: precision(one) >= 0.9,
  isComplete: recall(one) >= 0.9,
});

/** The labelled messages of a language. */
function labelledMessages(language: Language, part: LabelledPart): readonly LabelledMessage[] {
  const lines = readFileSync(join(fixtures, `${language}.${part}.tsv`), 'utf8')
    .trimEnd()
    .split('\n');
  return lines.map((line) => {
    const [slug = '', text = ''] = line.split('\t');
    return { slug: slug === '-' ? null : slug, text };
  });
}

/** Which ready-made policies of a language hit a message that the line's employee writes. */
export async function starterHitters(language: Language): Promise<{
  readonly slugs: readonly string[];
  readonly hit: (text: string) => readonly string[];
}> {
  const policies = await loadStarterPolicies(resources, language);
  const engine = compilePolicies(
    policies.map(({ definition }, policyId) => ({ policyId, version: 1, definition })),
  );
  return {
    slugs: policies.map(({ slug }) => slug),
    hit: (text) =>
      engine
        .evaluate({ text, kind: 'text', direction: 'outgoing', conversation: 'direct', lineId: 1 })
        .map(({ policyId }) => policies[policyId]?.slug ?? ''),
  };
}

/**
 * Judges every ready-made policy of a language. A hit on a message that another policy was written for is not counted
 * against either: a threat may well be an insult; a hit on a clean one is wrong.
 */
export async function judgeStarters(language: Language, part: LabelledPart): Promise<readonly Quality[]> {
  const { slugs, hit } = await starterHitters(language);
  const all = new Map(
    slugs.map((slug): [string, Quality] => [slug, { slug, right: 0, wrong: 0, missed: 0 }]),
  );
  for (const { slug, text } of labelledMessages(language, part)) {
    const hits = hit(text);
    if (slug === null) for (const wrong of hits) count(all, wrong, 'wrong');
    else count(all, slug, hits.includes(slug) ? 'right' : 'missed');
  }
  return [...all.values()];
}

function count(all: ReadonlyMap<string, Quality>, slug: string, kind: 'right' | 'wrong' | 'missed'): void {
  const quality = all.get(slug);
  if (quality !== undefined) quality[kind] += 1;
}

/** The quality of all policies and languages as lines to print. */
export async function describeQuality(): Promise<string> {
  const lines: string[] = [];
  for (const language of languages) {
    for (const part of labelledParts) {
      const all = await judgeStarters(language, part);
      const total = all.reduce<Quality>(
        (sum, one) => ({
          slug: 'all policies',
          right: sum.right + one.right,
          wrong: sum.wrong + one.wrong,
          missed: sum.missed + one.missed,
        }),
        { slug: 'all policies', right: 0, wrong: 0, missed: 0 },
      );
      lines.push('', `${language}, ${part}, ${labelledMessages(language, part).length} messages`);
      for (const one of [...all, total]) {
        lines.push(
          `${one.slug.padEnd(22)} precision ${precision(one).toFixed(2)}  recall ${recall(one).toFixed(2)}  ` +
            `(${one.right} right, ${one.wrong} wrong, ${one.missed} missed)`,
        );
      }
    }
  }
  return lines.join('\n');
}
