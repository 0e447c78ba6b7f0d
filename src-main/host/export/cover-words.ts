import type { LineRecord } from '#shared/model/export-record.ts';
import type { WriterContext } from './format-writer.ts';
import { lapse } from './message-words.ts';
import { scopeLines } from './scope-words.ts';
import type { ExportWords } from './words.ts';

/** Gaps of a line that a cover lists; the coverage certificate has them all. */
const mostGaps = 50;

/** What an export is: a name and a value for each fact. */
export function coverFacts({
  heading,
  scope,
  names,
  counts,
  words,
}: WriterContext): readonly (readonly [name: string, value: string])[] {
  return [
    [words.t('fact.by'), heading.exportedBy],
    [words.t('fact.at'), `${words.dateTime(heading.exportedAt)} (${words.utc(heading.exportedAt)})`],
    [words.t('fact.reason'), heading.reason],
    [words.t('fact.zone'), words.zone],
    ...scopeLines(scope, names, words),
    [words.t('fact.messages'), words.number(counts.messages)],
    [words.t('fact.conversations'), words.number(counts.conversations)],
    [words.t('fact.people'), words.number(counts.people)],
    [words.t('fact.files'), words.number(counts.files)],
    [words.t('fact.missing'), words.number(counts.missingFiles)],
    [words.t('fact.program'), heading.program],
  ];
}

/** What is on record about a line: since when it was captured, who was told, and where it was not captured. */
export function lineFacts({ coveredSince, gaps, notices }: LineRecord, words: ExportWords): string[] {
  const since =
    coveredSince === null
      ? words.t('neverLinked')
      : words.t('coveredSince', { when: words.dateTime(coveredSince) });
  const told = notices
    .filter(({ how }) => how !== 'withdrawn')
    .map(({ employee, givenAt }) => words.t('told', { name: employee, when: words.dateTime(givenAt) }));
  const listed = gaps.slice(0, mostGaps).map(({ from, to, causes, state }) => {
    const until = to === null ? '…' : `${words.dateTime(to)} (${lapse(to - from, words)})`;
    const cause = words.t(`coverage:cause.${causes[0] ?? 'not-running'}`);
    return `${words.dateTime(from)} – ${until}: ${cause} · ${words.t(`coverage:state.${state}`)}`;
  });
  const more = gaps.length - mostGaps;
  return [
    `${since} ${words.t('gaps', { count: gaps.length })}`,
    ...told,
    ...listed,
    ...(more > 0 ? [words.t('moreGaps', { count: more })] : []),
  ];
}
