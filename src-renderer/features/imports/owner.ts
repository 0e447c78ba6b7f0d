import type { ExportInfo } from '#shared/contract/imports.ts';

/** Which of a chat export's names is the line's employee, and whether a person still has to say so. */
export interface OwnerGuess {
  readonly name: string | null;
  readonly certain: boolean;
}

/** What is known about a file before anybody is asked. */
type Authors = Pick<ExportInfo, 'title' | 'kind' | 'authors'>;

/**
 * Finds the employee among the names of each file. A direct chat that bears one of its two names is certain: the
 * other name is ours, in the other files as well. For the rest the guess is a name that was `answered` for another
 * file, the one name that all files share, or the employee's own; a person confirms it.
 */
export function guessOwners(
  files: readonly Authors[],
  answered: readonly string[],
  employee: string | null,
): readonly OwnerGuess[] {
  const shared = sharedName(files);
  const certain = files.map(otherName);
  return files.map((file, index) => {
    const own = certain[index];
    if (own !== undefined && own !== null) return { name: own, certain: true };
    const names = new Set(file.authors.map((author) => author.name));
    const known = certain.find((name) => name !== null && names.has(name));
    if (known !== undefined && known !== null) return { name: known, certain: true };
    const given = answered.find((name) => names.has(name));
    if (given !== undefined) return { name: given, certain: false };
    if (shared !== null) return { name: shared, certain: files.length > 2 };
    return { name: employee === null ? null : nameLike(file, employee), certain: false };
  });
}

/** The name that a direct chat does not bear, when it has just two. */
function otherName({ kind, title, authors }: Authors): string | null {
  if (kind !== 'direct' || title === null || authors.length !== 2) return null;
  const others = authors.filter((author) => fold(author.name) !== fold(title));
  return others.length === 1 ? (others[0]?.name ?? null) : null;
}

/** The one name that occurs in every file, when there are several files and just one such name. */
function sharedName(files: readonly Authors[]): string | null {
  if (files.length < 2) return null;
  const seen = new Map<string, number>();
  for (const file of files) {
    for (const name of new Set(file.authors.map((author) => author.name))) {
      seen.set(name, (seen.get(name) ?? 0) + 1);
    }
  }
  const everywhere = [...seen].filter(([, count]) => count === files.length).map(([name]) => name);
  return everywhere.length === 1 ? (everywhere[0] ?? null) : null;
}

/** The author whose name is the employee's, or begins with the same first name when only one does. */
function nameLike({ authors }: Authors, employee: string): string | null {
  const exact = authors.find((author) => fold(author.name) === fold(employee));
  if (exact !== undefined) return exact.name;
  const first = firstWord(employee);
  const similar = authors.filter((author) => firstWord(author.name) === first);
  return similar.length === 1 ? (similar[0]?.name ?? null) : null;
}

function firstWord(name: string): string {
  return fold(name).split(' ', 1)[0] ?? '';
}

function fold(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
