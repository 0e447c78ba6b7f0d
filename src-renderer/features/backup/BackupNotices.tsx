import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AtalayaError } from '#shared/errors.ts';
import { useAction, useRequest } from '../../api/requests.ts';
import { useErrorText } from '../../i18n/errors.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { Button } from '../../ui/button/Button.tsx';
import { ConfirmDialog } from '../../ui/overlay/ConfirmDialog.tsx';
import css from './BackupNotices.module.css';

/** What an owner has to know at once: a backup that was not made, and lines that wait since a restore. */
export function BackupNotices() {
  const { t } = useTranslation('backup');
  const format = useFormat();
  const describe = useErrorText();
  const view = useRequest('backup.view', {}).data;
  const resume = useAction('backup.resumeLines');
  const [isAsking, setAsking] = useState(false);
  if (view === undefined) return null;
  const { problem, restored, running } = view;
  const paused = restored?.lineIds.length ?? 0;
  return (
    <>
      {problem !== null && running === null && (
        <p className={css.notice} role="status">
          <CircleAlert aria-hidden className={css.icon} />
          <span>
            {t(`failed.${problem.work}`)} {describe(new AtalayaError(problem.code))}
          </span>
        </p>
      )}
      {restored !== null && paused > 0 && (
        <div className={css.notice} role="status">
          <CircleAlert aria-hidden className={css.icon} />
          <span>{t('restored', { when: format.dateTime(restored.madeAt), count: paused })}</span>
          <Button onPress={() => setAsking(true)}>{t('resume')}</Button>
        </div>
      )}
      <ConfirmDialog
        title={t('resumeTitle')}
        message={t('resumeMessage', { count: paused })}
        confirmLabel={t('resumeConfirm')}
        isPending={resume.isPending}
        error={resume.error}
        isOpen={isAsking}
        onConfirm={() => resume.mutate({}, { onSuccess: () => setAsking(false) })}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
