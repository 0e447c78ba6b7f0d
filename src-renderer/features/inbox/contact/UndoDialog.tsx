import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction, useRequest } from '../../../api/requests.ts';
import { Button } from '../../../ui/button/Button.tsx';
import { InlineError } from '../../../ui/feedback/States.tsx';
import { showToast } from '../../../ui/feedback/toasts.ts';
import { TextField } from '../../../ui/field/TextField.tsx';
import { Dialog } from '../../../ui/overlay/Dialog.tsx';
import { useContactWords } from './contactWords.ts';
import css from './Contact.module.css';

export interface UndoDialogProps {
  readonly mergeId: number;
  readonly onClose: () => void;
}

/** Says what taking a merge back does, before it is done. */
export function UndoDialog({ mergeId, onClose }: UndoDialogProps) {
  const { t } = useTranslation(['contacts', 'common']);
  const words = useContactWords();
  const effect = useRequest('contacts.undoEffect', { mergeId });
  const undo = useAction('contacts.undo');
  const [reason, setReason] = useState('');
  const parts = effect.data?.after ?? [];
  const error = undo.error ?? effect.error;
  const confirm = () =>
    undo.mutate(
      { mergeId, reason },
      {
        onSuccess: () => {
          showToast(t('undo.done'));
          onClose();
        },
      },
    );
  return (
    <Dialog
      title={t('undo.title')}
      isOpen
      isQuestion
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <Button
            variant="primary"
            isPending={undo.isPending}
            isDisabled={effect.data === undefined}
            onPress={confirm}
          >
            {t('undo.confirm')}
          </Button>
        </>
      }
    >
      <div className={css.form}>
        {parts.length === 1 && <p>{t('undo.stays')}</p>}
        {parts.length > 1 && (
          <div className={css.values}>
            <p>{t('undo.becomes', { count: parts.length })}</p>
            <ul className={css.values}>
              {parts.map((part) => (
                <li key={part.id}>{words.part(part)}</li>
              ))}
            </ul>
          </div>
        )}
        <p className={css.soft}>{t('undo.keeps')}</p>
        <TextField label={t('undo.reason')} value={reason} onChange={setReason} maxLength={500} />
        {error !== null && <InlineError error={error} />}
      </div>
    </Dialog>
  );
}
