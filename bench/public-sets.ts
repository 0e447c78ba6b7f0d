import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { compilePolicies } from '#host/policy/engine.ts';
import type { IdentifierType } from '#shared/model/policy.ts';
import { languages } from '#shared/model/workspace.ts';
import { starterHitters } from './labelled.ts';

const folder = join(import.meta.dirname, '../../shared/detection');

const deception = z.object({ content: z.string() });
const sentences = z.array(
  z.object({
    full_text: z.string(),
    spans: z.array(z.object({ entity_type: z.string(), start_position: z.int(), end_position: z.int() })),
  }),
);

/** What the public set calls the identifiers that rules can look for. */
const identifiers: readonly (readonly [entity: string, type: IdentifierType])[] = [
  ['CREDIT_CARD', 'card'],
  ['IBAN_CODE', 'iban'],
  ['EMAIL_ADDRESS', 'email'],
  ['PHONE_NUMBER', 'phone'],
  ['DOMAIN_NAME', 'link'],
];

/**
 * How the ready-made policies and the identifiers do on public sets that nobody here wrote, where the sets are present.
 * They were not made for business chats: nothing is adjusted to them.
 */
export async function describePublicSets(): Promise<string> {
  if (!existsSync(folder)) return '';
  return ['', 'public sets', ...(await wordLists()), await deceptionMessages(), ...personalData()].join('\n');
}

async function wordLists(): Promise<readonly string[]> {
  return Promise.all(
    languages.map(async (language) => {
      const { hit } = await starterHitters(language);
      const words = readFileSync(join(folder, 'ldnoobw', `${language.slice(0, 2)}.txt`), 'utf8')
        .trim()
        .split('\n');
      const found = words.filter((word) => hit(word).length > 0).length;
      return `obscene words, ${language}: ${found} of ${words.length} are hit by themselves`;
    }),
  );
}

async function deceptionMessages(): Promise<string> {
  const hitters = await Promise.all(languages.map((language) => starterHitters(language)));
  const lines = readFileSync(join(folder, 'mdb', 'starter_samples.jsonl'), 'utf8')
    .trim()
    .split('\n');
  const texts = lines.map((line) => deception.parse(JSON.parse(line)).content);
  const found = texts.filter((text) => hitters.some(({ hit }) => hit(text).length > 0)).length;
  return `social engineering, all languages: ${found} of ${texts.length} are hit by a policy of any language`;
}

function personalData(): readonly string[] {
  const all = sentences.parse(
    JSON.parse(readFileSync(join(folder, 'presidio-research/synth_dataset_v2.json'), 'utf8')),
  );
  return identifiers.map(([entity, identifier]) => {
    const scope = { direction: null, conversation: null, lines: null };
    const rules = [{ id: identifier, type: 'identifier' as const, identifier, except: [] }];
    const definition = { name: '', description: '', severity: 'low' as const, scope, rules };
    const engine = compilePolicies([{ policyId: 1, version: 1, definition }]);
    let right = 0;
    let wanted = 0;
    let given = 0;
    for (const { full_text: text, spans } of all) {
      const hits = engine
        .evaluate({ text, kind: 'text', direction: null, conversation: 'direct', lineId: 1 })
        .flatMap((verdict) => verdict.hits.map(({ span }) => span));
      const there = spans.filter(({ entity_type: type }) => type === entity);
      given += hits.length;
      wanted += there.length;
      right += there.filter((one) =>
        hits.some(([start, end]) => start < one.end_position && one.start_position < end),
      ).length;
    }
    return `${identifier}, English sentences: ${right} of ${wanted} found, ${given} hits in all`;
  });
}
