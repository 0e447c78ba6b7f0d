import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { conversationKinds, directions } from '#shared/model/message.ts';
import { identifierTypes, severities, type PolicyDefinition } from '#shared/model/policy.ts';
import type { Language } from '#shared/model/workspace.ts';

/** A policy to begin with. */
export interface StarterPolicy {
  /** The same in every language for policies that are about the same thing. */
  readonly slug: string;
  readonly definition: PolicyDefinition;
  /** Messages that show what it is for: those it hits and those it must leave alone. */
  readonly examples: { readonly hits: readonly string[]; readonly misses: readonly string[] };
}

const text = z.string().min(1).max(500);

const starterFile = z.strictObject({
  policies: z.array(
    z.strictObject({
      slug: z.string().regex(/^[a-z]+(?:-[a-z]+)*$/),
      name: text,
      description: text,
      severity: z.enum(severities),
      scope: z.strictObject({
        direction: z.enum(directions).nullable(),
        conversation: z.enum(conversationKinds).nullable(),
      }),
      phrases: z.array(text).default([]),
      patterns: z.array(text).default([]),
      identifiers: z.array(z.enum(identifierTypes)).default([]),
      combined: z
        .array(
          z.strictObject({
            all: z.array(z.array(text).min(1)).min(1),
            none: z.array(text).default([]),
            within: z.int().nullable(),
          }),
        )
        .default([]),
      examples: z.strictObject({ hits: z.array(text).min(1), misses: z.array(text).min(1) }),
    }),
  ),
});

/** Reads the starter set of a language from the folder that has one file per language. */
export async function loadStarterPolicies(
  folder: string,
  language: Language,
): Promise<readonly StarterPolicy[]> {
  const { policies } = starterFile.parse(
    JSON.parse(await readFile(join(folder, `${language}.json`), 'utf8')),
  );
  return policies.map(
    ({ slug, name, description, severity, scope, phrases, patterns, identifiers, combined, examples }) => ({
      slug,
      examples,
      definition: {
        name,
        description,
        severity,
        scope: { ...scope, lines: null },
        rules: [
          ...phrases.map((phrase, index) => ({ id: `phrase-${index + 1}`, type: 'phrase' as const, phrase })),
          ...patterns.map((pattern, index) => ({
            id: `pattern-${index + 1}`,
            type: 'pattern' as const,
            pattern,
          })),
          ...identifiers.map((identifier) => ({
            id: identifier,
            type: 'identifier' as const,
            identifier,
            except: [],
          })),
          ...combined.map(({ all, none, within }, index) => ({
            id: `combined-${index + 1}`,
            type: 'combined' as const,
            all: all.map((phrases) => ({ phrases, identifier: null })),
            none,
            within,
          })),
        ],
      },
    }),
  );
}
