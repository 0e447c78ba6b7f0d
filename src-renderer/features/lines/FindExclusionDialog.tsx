import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { writtenNumber } from '#shared/model/exclusion.ts';
import { useAction } from '../../api/requests.ts';
import { Button } from '../../ui/button/Button.tsx';
import { InlineError } from '../../ui/feedback/States.tsx';
import { TextField } from '../../ui/field/TextField.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import css from './NoticePart.module.css';

export interface FindExclusionDialogProps {
  readonly lineId: number;
  readonly onClose: () => void;
}

/** Tells whether a number is among those that are kept as hashes only. */
export function FindExclusionDialog({ lineId, onClose }: FindExclusionDialogProps) {
  const { t } = useTranslation(['notice', 'common']);
  const find = useAction('notice.findExclusion');
  const [number, setNumber] = useState('');
  const formId = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (writtenNumber(number.trim()) !== null) find.mutate({ lineId, number: number.trim() });
  };
  return (
    <Dialog
      title={t('private.find.title')}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('common:close')}</Button>
          <Button
            variant="primary"
            type="submit"
            form={formId}
            isPending={find.isPending}
            isDisabled={writtenNumber(number.trim()) === null}
          >
            {t('private.find.ask')}
          </Button>
        </>
      }
    >
      <form id={formId} className={css.form} onSubmit={submit} noValidate>
        <TextField
          label={t('private.dialog.numberLabel')}
          description={t('private.dialog.numberHint')}
          value={number}
          onChange={setNumber}
          maxLength={40}
          autoFocus
        />
        <p aria-live="polite">
          {find.data !== undefined &&
            (find.data.id === null ? t('private.find.no') : t('private.find.yes', { id: find.data.id }))}
        </p>
        {find.error !== null && <InlineError error={find.error} />}
      </form>
    </Dialog>
  );
}
