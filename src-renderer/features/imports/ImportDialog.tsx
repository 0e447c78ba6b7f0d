import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useRequest } from '../../api/requests.ts';
import { ErrorState } from '../../ui/feedback/States.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import { ChooseStep } from './ChooseStep.tsx';
import { useImportFlow, watchImport } from './flow.ts';
import css from './ImportDialog.module.css';
import { QuestionsStep } from './QuestionsStep.tsx';
import { ResultStep } from './ResultStep.tsx';

export interface ImportDialogProps {
  /** The line from which importing was asked for. */
  readonly lineId: number | null;
  readonly onClose: () => void;
}

/** Importing chats: choose files, answer what they don't say, watch, and see what became of every line. */
export function ImportDialog({ lineId, onClose }: ImportDialogProps) {
  const { t } = useTranslation('imports');
  const { files, watchedId } = useImportFlow();
  const { data, error, refetch } = useRequest('imports.list', {});
  const watched = data?.imports.find(({ id }) => id === watchedId);
  const step = watched !== undefined ? 'result' : files.length > 0 ? 'questions' : 'choose';
  const place = useRef<HTMLDivElement>(null);
  // What had the focus went with the step before.
  useEffect(() => {
    if (step !== 'choose') place.current?.focus();
  }, [step]);
  const close = () => {
    // What ended has been seen: the next import begins with its files.
    if (watched !== undefined && watched.state !== 'running') watchImport(null);
    onClose();
  };
  return (
    <Dialog title={t('title')} isOpen isQuestion={files.length > 0} size="large" onClose={close}>
      <div ref={place} className={css.step} tabIndex={-1}>
        {error !== null ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : watched !== undefined ? (
          <ResultStep result={watched} onClose={close} />
        ) : files.length > 0 ? (
          <QuestionsStep lineId={lineId} onClose={onClose} />
        ) : (
          <ChooseStep earlier={data?.imports ?? []} />
        )}
      </div>
    </Dialog>
  );
}
