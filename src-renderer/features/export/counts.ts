import { useTranslation } from 'react-i18next';
import type { ExportCounts } from '#shared/model/export.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import type { Fact } from '../../ui/layout/Facts.tsx';

/** What a selection or an export holds, as facts. */
export function useCountFacts(): (counts: ExportCounts) => Fact[] {
  const { t } = useTranslation('export');
  const format = useFormat();
  return ({ messages, conversations, people, files, fileBytes, missingFiles, gaps }) => [
    { name: t('count.messages'), value: format.number(messages) },
    { name: t('count.conversations'), value: format.number(conversations) },
    { name: t('count.people'), value: format.number(people) },
    { name: t('count.files'), value: `${format.number(files)} · ${format.bytes(fileBytes)}` },
    { name: t('count.missing'), value: format.number(missingFiles) },
    { name: t('count.gaps'), value: format.number(gaps) },
  ];
}
