import { useTranslation } from 'react-i18next';
import type { Input } from '#shared/contract/contract.ts';
import { useRequest } from '../../api/requests.ts';
import { importFiles, type ReadyExport } from './answers.ts';
import css from './FileQuestions.module.css';

/** The line that the files go into. */
export interface ImportTarget {
  readonly lineId: number;
  readonly zone: string;
  readonly employee: string;
}

/** How much of a file is new, once it is known how to read it. */
export function Preview({ ready, target }: { readonly ready: ReadyExport; readonly target: ImportTarget }) {
  const [file] = importFiles([ready], target.employee);
  return file === undefined ? null : (
    <Comparison input={{ lineId: target.lineId, zone: target.zone, ...file }} />
  );
}

function Comparison({ input }: { readonly input: Input<'imports.preview'> }) {
  const { t } = useTranslation('imports');
  const { data, isPending } = useRequest('imports.preview', input);
  if (isPending) return <p className={css.facts}>{t('preview.comparing')}</p>;
  // What is wrong with the file, the import will say.
  if (data === undefined) return null;
  const { added, known } = data;
  const which = known === 0 ? 'new' : added === 0 ? 'known' : 'both';
  return <p className={css.facts}>{t(`preview.${which}`, { added, known })}</p>;
}
