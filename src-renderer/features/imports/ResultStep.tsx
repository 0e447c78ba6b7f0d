import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportView } from '#shared/contract/imports.ts';
import { useAction } from '../../api/requests.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { Button } from '../../ui/button/Button.tsx';
import { Progress } from '../../ui/feedback/Progress.tsx';
import { goTo, type Place } from '../../ui/frame/navigation.ts';
import { ConfirmDialog } from '../../ui/overlay/ConfirmDialog.tsx';
import { ActionBar } from './ActionBar.tsx';
import { watchImport } from './flow.ts';
import css from './ResultStep.module.css';
import { SummaryTable } from './SummaryTable.tsx';
import { importTotals } from './totals.ts';

export interface ResultStepProps {
  readonly result: ImportView;
  readonly onClose: () => void;
}

/** An import that runs, with its progress, or that ended, with what became of every line. */
export function ResultStep({ result, onClose }: ResultStepProps) {
  const { t } = useTranslation(['imports', 'common']);
  const format = useFormat();
  const totals = importTotals(result.files);
  const isRunning = result.state === 'running';
  const leaveTo = (place: Place) => {
    onClose();
    goTo(place);
  };
  return (
    <>
      <header className={css.head}>
        <h3>
          {result.state === 'running' ? t('run.title', { line: result.line }) : t(`summary.${result.state}`)}
        </h3>
        <p className={css.about}>
          {!isRunning && (
            <>
              <bdi dir="auto">{result.line}</bdi>
              {' · '}
            </>
          )}
          {format.dateTime(result.startedAt)}
        </p>
      </header>
      {isRunning && (
        <div className={css.progress}>
          <RunningProgress result={result} />
        </div>
      )}
      <SummaryTable
        files={result.files}
        totals={totals}
        onOpen={(conversationId) => leaveTo({ section: 'inbox', conversationId, messageId: null })}
      />
      <ActionBar note={isRunning && t('run.background')}>
        {isRunning && <CancelButton result={result} />}
        {!isRunning && (
          <>
            {totals.flags > 0 && (
              <Button onPress={() => leaveTo({ section: 'review', messageId: null, policyId: null })}>
                {t('summary.reviewFlags')}
              </Button>
            )}
            <Button onPress={() => watchImport(null)}>{t('summary.again')}</Button>
          </>
        )}
        <Button variant={isRunning ? 'secondary' : 'primary'} onPress={onClose}>
          {t('common:close')}
        </Button>
      </ActionBar>
    </>
  );
}

function RunningProgress({ result: { files } }: { readonly result: ImportView }) {
  const { t } = useTranslation('imports');
  const { bytesDone, bytesTotal, messages } = importTotals(files);
  const done = files.filter(({ state }) => state !== 'waiting' && state !== 'running').length;
  return (
    <Progress
      label={t('run.progress', { done, total: files.length })}
      value={bytesTotal === 0 ? null : bytesDone}
      total={bytesTotal}
      detail={t('list.messages', { count: messages })}
    />
  );
}

function CancelButton({ result }: { readonly result: ImportView }) {
  const { t } = useTranslation('imports');
  const cancel = useAction('imports.cancel');
  const [asks, setAsks] = useState(false);
  const unfinished = result.files.filter(({ state }) => state === 'waiting' || state === 'running').length;
  return (
    <>
      <Button variant="danger" onPress={() => setAsks(true)}>
        {t('run.cancel')}
      </Button>
      <ConfirmDialog
        title={t('run.cancelTitle')}
        message={t('run.cancelText', { count: unfinished })}
        confirmLabel={t('run.cancel')}
        isDangerous
        isOpen={asks}
        isPending={cancel.isPending}
        error={cancel.error}
        onConfirm={() => cancel.mutate({ importId: result.id }, { onSuccess: () => setAsks(false) })}
        onClose={() => setAsks(false)}
      />
    </>
  );
}
