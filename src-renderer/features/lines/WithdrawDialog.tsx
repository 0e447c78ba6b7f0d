import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineView } from '#shared/contract/lines.ts';
import { useAction } from '../../api/requests.ts';
import { Button } from '../../ui/button/Button.tsx';
import { InlineError } from '../../ui/feedback/States.tsx';
import { showToast } from '../../ui/feedback/toasts.ts';
import { TextField } from '../../ui/field/TextField.tsx';
import { RecordedBy } from '../../ui/notice/RecordedBy.tsx';
import { useRecorder } from '../../ui/notice/recorder.ts';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import css from './NoticePart.module.css';

export interface WithdrawDialogProps {
  readonly line: LineView;
  readonly onClose: () => void;
}

/** Ends what is on record about a line, with the reason: capture stops. */
export function WithdrawDialog({ line, onClose }: WithdrawDialogProps) {
  const { t } = useTranslation(['notice', 'common']);
  const withdraw = useAction('notice.withdraw');
  const [reason, setReason] = useState('');
  const [wasSent, setWasSent] = useState(false);
  const recordedBy = useRecorder().trim();
  const formId = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWasSent(true);
    if (reason.trim() === '' || recordedBy === '') return;
    withdraw.mutate(
      { lineId: line.id, reason: reason.trim(), recordedBy },
      {
        onSuccess: () => {
          onClose();
          showToast(t('withdrawal.done'));
        },
      },
    );
  };
  return (
    <Dialog
      title={t('withdrawal.title', { employee: line.employee })}
      isOpen
      isQuestion
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <Button
            variant="danger"
            type="submit"
            form={formId}
            isDisabled={reason.trim() === ''}
            isPending={withdraw.isPending}
          >
            {t('withdrawal.confirm')}
          </Button>
        </>
      }
    >
      <form id={formId} className={css.form} onSubmit={submit} noValidate>
        <p>{t('withdrawal.text')}</p>
        <TextField
          label={t('withdrawal.reason')}
          value={reason}
          onChange={setReason}
          maxLength={500}
          autoFocus
        />
        <RecordedBy wasSent={wasSent} />
        {withdraw.error !== null && <InlineError error={withdraw.error} />}
      </form>
    </Dialog>
  );
}
