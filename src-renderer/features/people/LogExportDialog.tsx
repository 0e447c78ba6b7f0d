import { useId, useState } from 'react';
import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ActionFilters } from '#shared/contract/people.ts';
import { useAction } from '../../api/requests.ts';
import { Button } from '../../ui/button/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { InlineError } from '../../ui/feedback/States.tsx';
import { showToast } from '../../ui/feedback/toasts.ts';
import { TextField } from '../../ui/field/TextField.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import css from './People.module.css';

export interface LogExportDialogProps {
  readonly filters: ActionFilters;
  readonly onClose: () => void;
}

/** Asks why, and where to, before the log is written into a file. */
export function LogExportDialog({ filters, onClose }: LogExportDialogProps) {
  const { t } = useTranslation(['people', 'common']);
  const form = useId();
  const choose = useAction('shell.chooseFolder');
  const write = useAction('people.exportActions');
  const [reason, setReason] = useState('');
  const isBusy = choose.isPending || write.isPending;
  const start = () =>
    choose.mutate(
      {},
      {
        onSuccess: ({ folder }) => {
          if (folder === null) return;
          write.mutate(
            { filters, reason: reason.trim(), folder: folder.token },
            {
              onSuccess: ({ name, actions }) => {
                onClose();
                showToast(t('exported', { count: actions, name }));
              },
            },
          );
        },
      },
    );
  const error = choose.error ?? write.error;
  return (
    <Dialog
      title={t('exportTitle')}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <Button
            type="submit"
            form={form}
            variant="primary"
            isDisabled={reason.trim() === ''}
            isPending={isBusy}
          >
            {t('chooseFolder')}
          </Button>
        </>
      }
    >
      <Form
        id={form}
        className={cx(css.fields)}
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim() !== '' && !isBusy) start();
        }}
      >
        <p className={css.soft}>{t('exportHint')}</p>
        <TextField label={t('reason')} value={reason} onChange={setReason} maxLength={500} autoFocus />
        {error !== null && <InlineError error={error} />}
      </Form>
    </Dialog>
  );
}
