import type { ExportNames, ExportScope } from '#shared/model/export.ts';
import type { ExportWords } from './words.ts';

/** What was selected, in words: a name and a value for each thing that the scope says. */
export function scopeLines(
  scope: ExportScope,
  names: ExportNames,
  words: ExportWords,
): readonly (readonly [name: string, value: string])[] {
  const { employee, from, to, search } = scope;
  const lines: (readonly [string, string | null])[] = [
    [words.t('scope.conversation'), names.conversation],
    [words.t('scope.contact'), names.contact],
    [words.t('scope.line'), names.line],
    [words.t('scope.employee'), employee],
    [words.t('scope.from'), from === null ? null : words.dateTime(from)],
    [words.t('scope.to'), to === null ? null : words.dateTime(to)],
    [
      words.t('scope.search'),
      search === null || search.query === ''
        ? null
        : search.wording === 'forms'
          ? words.t('scope.withForms', { text: search.query })
          : search.query,
    ],
    [words.t('scope.writer'), search?.contact ?? null],
    [words.t('scope.direction'), search?.direction == null ? null : words.t(`scope.${search.direction}`)],
    [words.t('scope.kind'), search?.kind == null ? null : words.t(`message:kind.${search.kind}`)],
  ];
  const said = lines.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
  return said.length === 0 ? [[words.t('scope.all'), words.t('scope.everything')]] : said;
}
