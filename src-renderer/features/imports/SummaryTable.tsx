import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportFileView } from '#shared/contract/imports.ts';
import { AtalayaError, errorCodes } from '#shared/errors.ts';
import { useErrorText } from '../../i18n/errors.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { Tooltip } from '../../ui/overlay/Tooltip.tsx';
import { Focusable } from 'react-aria-components';
import { StateBadge } from './StateBadge.tsx';
import css from './SummaryTable.module.css';
import type { ImportTotals } from './totals.ts';
import { UnreadDialog } from './UnreadDialog.tsx';

/** The counts in the order in which they are read; together they account for every line of a file. */
const columns = [
  'messages',
  'system',
  'duplicates',
  'unread',
  'attachmentsFound',
  'attachmentsMissing',
  'flags',
] as const;

export interface SummaryTableProps {
  readonly files: readonly ImportFileView[];
  readonly totals: ImportTotals;
  readonly onOpen: (conversationId: number) => void;
}

/** What became of each file and of all of them together. */
export function SummaryTable({ files, totals, onOpen }: SummaryTableProps) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const [shown, setShown] = useState<ImportFileView | null>(null);
  return (
    <div className={css.scroller}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t('summary.file')}</th>
            {columns.map((column) => (
              <th key={column} scope="col" className={css.number} aria-label={t(`summary.${column}`)}>
                <Tooltip label={t(`summary.explain.${column}`)}>
                  <Focusable>
                    <span role="button" tabIndex={0}>
                      {t(`summary.${column}`)}
                    </span>
                  </Focusable>
                </Tooltip>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {files.map((file) => (
            <tr key={file.id}>
              <th scope="row">
                <FileCell file={file} onOpen={onOpen} />
              </th>
              {columns.map((column) => (
                <td key={column} className={css.number} data-zero={file[column] === 0}>
                  {column === 'unread' && file.unread > 0 ? (
                    <button
                      type="button"
                      className={css.link}
                      aria-label={t('summary.showUnread', { count: file.unread })}
                      onClick={() => setShown(file)}
                    >
                      {format.number(file.unread)}
                    </button>
                  ) : (
                    format.number(file[column])
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {files.length > 1 && (
          <tfoot>
            <tr>
              <th scope="row">{t('summary.total')}</th>
              {columns.map((column) => (
                <td key={column} className={css.number}>
                  {format.number(totals[column])}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
      {shown !== null && <UnreadDialog file={shown} onClose={() => setShown(null)} />}
    </div>
  );
}

function FileCell({ file, onOpen }: { readonly file: ImportFileView } & Pick<SummaryTableProps, 'onOpen'>) {
  const { t } = useTranslation('imports');
  const describe = useErrorText();
  const { name, state, error, damage, conversationId } = file;
  const code = errorCodes.find((known) => known === error);
  return (
    <div className={css.file}>
      <bdi className={css.name} dir="auto" title={name}>
        {name}
      </bdi>
      <span className={css.outcome}>
        <StateBadge state={state} />
        {conversationId !== null && (
          <button type="button" className={css.link} onClick={() => onOpen(conversationId)}>
            {t('summary.conversation')}
          </button>
        )}
      </span>
      {error === null && damage !== null && <p className={css.damage}>{t(`damage.${damage}`)}</p>}
      {error !== null && <p className={css.error}>{describe(new AtalayaError(code ?? 'internal'))}</p>}
    </div>
  );
}
