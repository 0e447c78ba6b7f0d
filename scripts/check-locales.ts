import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { PlainFailure } from './setup/failure.ts';
import { root } from './setup/npm.mjs';

/** The texts of one language by their full name, `namespace:key.of.a.text`. */
export type Texts = ReadonlyMap<string, string>;

type TextTree = string | { readonly [key: string]: TextTree };
const textTree: z.ZodType<TextTree> = z.lazy(() => z.union([z.string(), z.record(z.string(), textTree)]));

const PLURAL_FORM = /_(zero|one|two|few|many|other)$/;
const PLACEHOLDER = /\{\{\s*[-\w]+|<\/?[\w-]+\s*\/?>/g;
const LITERAL = /'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g;

function* flatten(prefix: string, tree: TextTree): Generator<[string, string]> {
  if (typeof tree === 'string') yield [prefix, tree];
  else
    for (const [key, branch] of Object.entries(tree))
      yield* flatten(`${prefix}${prefix.endsWith(':') ? '' : '.'}${key}`, branch);
}

/** The texts by name, the plural forms of one text together. */
function byName(texts: Texts): Map<string, Map<string, string>> {
  const names = new Map<string, Map<string, string>>();
  for (const [key, text] of texts) {
    const form = PLURAL_FORM.exec(key)?.[1] ?? '';
    const name = key.replace(PLURAL_FORM, '');
    names.set(name, (names.get(name) ?? new Map<string, string>()).set(form, text));
  }
  return names;
}

const placeholdersOf = (forms: ReadonlyMap<string, string>): string =>
  [
    ...new Set(
      [...forms.values()]
        .join(' ')
        .match(PLACEHOLDER)
        ?.map((found) => found.replaceAll(/\s/g, '')),
    ),
  ]
    .sort()
    .join(' ');

/** What is wrong with a language's texts beside those of the language they were written in first. */
export function compareTexts(language: string, texts: Texts, reference: Texts): string[] {
  const problems: string[] = [];
  const ours = byName(texts);
  const theirs = byName(reference);
  const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted().join(' ');
  for (const name of theirs.keys()) if (!ours.has(name)) problems.push(`${language}: ${name} is missing`);
  for (const [name, forms] of ours) {
    const original = theirs.get(name);
    if (!original) problems.push(`${language}: ${name} is in no other language`);
    else if (placeholdersOf(original) !== placeholdersOf(forms))
      problems.push(`${language}: ${name} has other placeholders`);
    const isPlural = [...forms.keys()].some((form) => form !== '');
    if (isPlural && [...forms.keys()].sort().join(' ') !== categories)
      problems.push(`${language}: ${name} needs ${categories}`);
    if ([...forms.values()].some((text) => text.trim() === ''))
      problems.push(`${language}: ${name} is empty`);
  }
  return problems;
}

/** The names among those given that no string or template of the sources spells. */
export function unusedNames(names: Iterable<string>, sources: Iterable<string>): string[] {
  const spelled = new Set<string>();
  const templates = new Set<string>();
  for (const source of sources) {
    // The main process reads its few texts as properties.
    if (source.includes('words()'))
      for (const [word] of source.matchAll(/\w+/g)) spelled.add(`shell:${word}`);
    for (const [, single, double, template] of source.matchAll(LITERAL)) {
      const literal = single ?? double ?? template ?? '';
      if (!literal.includes('${')) spelled.add(literal);
      else if (/^[\w.:-]*[a-z]{2}[\w.:-]*\$\{|\}[\w.:-]*[a-z]{2}[\w.:-]*$/i.test(literal))
        templates.add(literal);
    }
  }
  const patterns = [...templates].map(
    (template) =>
      new RegExp(
        `^${template
          .split(/\$\{[^}]*\}/)
          .map((part) => RegExp.escape(part))
          .join('.+')}$`,
      ),
  );
  return [...names].filter((name) => {
    const key = name.slice(name.indexOf(':') + 1);
    return (
      !spelled.has(name) &&
      !spelled.has(key) &&
      !patterns.some((pattern) => pattern.test(key) || pattern.test(name))
    );
  });
}

function readTexts(language: string): Texts {
  const folder = path.join(root, 'src-shared/locales', language);
  const texts = new Map<string, string>();
  for (const file of globSync('*.json', { cwd: folder })) {
    const tree = textTree.parse(JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
    for (const [name, text] of flatten(`${path.basename(file, '.json')}:`, tree)) texts.set(name, text);
  }
  return texts;
}

/** Checks that every language has every text, in all its forms, and that every text is used. */
export function checkLocales(): void {
  const reference = readTexts('en');
  const languages = globSync('*/', { cwd: path.join(root, 'src-shared/locales') });
  const sources = globSync(
    [
      'src-renderer/**/*.{ts,tsx}',
      'src-shared/**/*.ts',
      'src-main/{main.ts,shell/**/*.ts,host/export/**/*.ts}',
    ],
    { cwd: root },
  )
    .filter((file) => !/\.test\.tsx?$/.test(file))
    .map((file) => readFileSync(path.join(root, file), 'utf8'));
  const problems = [
    ...languages.flatMap((language) => compareTexts(language, readTexts(language), reference)),
    ...unusedNames(byName(reference).keys(), sources).map((name) => `${name} is not used`),
  ];
  if (problems.length > 0) throw new PlainFailure(problems.join('\n'));
  console.log(`${reference.size} texts in ${languages.length} languages`);
}
