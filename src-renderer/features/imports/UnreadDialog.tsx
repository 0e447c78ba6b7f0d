import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/contract.ts';
import type { ImportFileView } from '#shared/contract/imports.ts';
import { client } from '../../api/client.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { Button } from '../../ui/button/Button.tsx';
import { ErrorState } from '../../ui/feedback/States.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import css from './UnreadDialog.module.css';

type Page = Output<'imports.unread'>;

export interface UnreadDialogProps {
  readonly file: ImportFileView;
  readonly onClose: () => void;
}

/** The lines of a file that could not be understood, as they came. */
export function UnreadDialog({ file, onClose }: UnreadDialogProps) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const { data, error, refetch, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery({
    queryKey: ['imports.unread', file.id],
    queryFn: ({ pageParam, signal }): Promise<Page> =>
      client.request('imports.unread', { fileId: file.id, after: pageParam }, signal),
    initialPageParam: 0,
    getNextPageParam: (page) => (page.more ? page.lines.at(-1)?.number : undefined),
  });
  const lines = data?.pages.flatMap((page) => page.lines) ?? [];
  return (
    <Dialog title={t('unread.title')} isOpen size="medium" onClose={onClose}>
      <p>{t('unread.hint', { file: file.name })}</p>
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t('unread.line')}</th>
            <th scope="col">{t('unread.text')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ number, text }) => (
            <tr key={number}>
              <td className={css.number}>{format.number(number)}</td>
              <td className={css.text}>
                <bdi dir="auto">{text}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {hasNextPage && (
        <div>
          <Button isPending={isFetching} onPress={() => void fetchNextPage()}>
            {t('unread.more')}
          </Button>
        </div>
      )}
    </Dialog>
  );
}
