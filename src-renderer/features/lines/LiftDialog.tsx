import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../api/requests.ts';
import { Button } from '../../ui/button/Button.tsx';
import { InlineError } from '../../ui/feedback/States.tsx';
import { showToast } from '../../ui/feedback/toasts.ts';
import { RecordedBy } from '../../ui/notice/RecordedBy.tsx';
import { useRecorder } from '../../ui/notice/recorder.ts';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import css from './NoticePart.module.css';

export interface LiftDialogProps {
  /** The exclusion. */
  readonly id: number;
  readonly onClose: () => void;
}

/** Ends an exclusion: what comes from then on is captured. */
export function LiftDialog({ id, onClose }: LiftDialogProps) {
  const { t } = useTranslation(['notice', 'common']);
  const lift = useAction('notice.liftExclusion');
  const [wasSent, setWasSent] = useState(false);
  const recordedBy = useRecorder().trim();
  const formId = useId();
  const onSuccess = () => {
    onClose();
    showToast(t('private.liftDone'));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWasSent(true);
    if (recordedBy === '') return;
    lift.mutate({ id, recordedBy }, { onSuccess });
  };
  return (
    <Dialog
      title={t('private.liftTitle', { id })}
      isOpen
      isQuestion
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <Button variant="primary" type="submit" form={formId} isPending={lift.isPending}>
            {t('private.liftConfirm')}
          </Button>
        </>
      }
    >
      <form id={formId} className={css.form} onSubmit={submit} noValidate>
        <p>{t('private.liftText')}</p>
        <RecordedBy wasSent={wasSent} />
        {lift.error !== null && <InlineError error={lift.error} />}
      </form>
    </Dialog>
  );
}
