import { useTranslation } from 'react-i18next';
import type { ExportView } from '#shared/contract/export.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import type { Fact } from '../../ui/layout/Facts.tsx';
import { usePersonName } from '../../ui/person/usePersonName.ts';

/** What an export was narrowed to, in words: a name and a value for each part. */
export function useScopeWords(): (item: Pick<ExportView, 'scope' | 'names'>) => (Fact & { value: string })[] {
  const { t } = useTranslation(['export', 'message', 'search']);
  const format = useFormat();
  const personName = usePersonName();
  return ({ scope, names }) => {
    const { employee, from, to, search } = scope;
    const parts: readonly (readonly [string, string | null])[] = [
      [t('scope.conversation'), names.conversation === null ? null : personName(names.conversation)],
      [t('scope.contact'), names.contact === null ? null : personName(names.contact)],
      [t('scope.line'), names.line],
      [t('scope.employee'), employee],
      [t('scope.period'), periodOf(from, to)],
      [
        t('scope.search'),
        search === null || search.query === ''
          ? null
          : t(search.wording === 'forms' ? 'scope.withForms' : 'scope.quoted', { text: search.query }),
      ],
      [t('search:contact'), search?.contact ?? null],
      [t('search:direction'), search?.direction == null ? null : t(`search:directions.${search.direction}`)],
      [t('search:kind'), search?.kind == null ? null : t(`message:kind.${search.kind}`)],
    ];
    const said = parts.flatMap(([name, value]) => (value === null ? [] : [{ name, value }]));
    return said.length === 0 ? [{ name: t('scope.selection'), value: t('scope.everything') }] : said;
  };

  function periodOf(from: number | null, to: number | null): string | null {
    if (from === null && to === null) return null;
    if (to === null) return t('scope.since', { from: format.dateTime(from ?? 0) });
    if (from === null) return t('scope.until', { to: format.dateTime(to) });
    return t('scope.between', { from: format.dateTime(from), to: format.dateTime(to) });
  }
}
