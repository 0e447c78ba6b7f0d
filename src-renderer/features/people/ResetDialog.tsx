import { useId, useState } from 'react';
import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../api/requests.ts';
import { Button } from '../../ui/button/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { InlineError } from '../../ui/feedback/States.tsx';
import { showToast } from '../../ui/feedback/toasts.ts';
import { emptyPassphraseDraft, isAcceptable, NewPassphrase } from '../../ui/field/NewPassphrase.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import { isolated } from '../../ui/person/usePersonName.ts';
import css from './People.module.css';

export interface ResetDialogProps {
  readonly id: number;
  readonly name: string;
  readonly onClose: () => void;
}

/** Gives somebody a passphrase to begin with, who lost theirs or was disabled. */
export function ResetDialog({ id, name, onClose }: ResetDialogProps) {
  const { t } = useTranslation(['people', 'common']);
  const form = useId();
  const reset = useAction('people.reset');
  const [draft, setDraft] = useState(emptyPassphraseDraft);
  return (
    <Dialog
      title={t('resetTitle', { name: isolated(name) })}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <Button
            type="submit"
            form={form}
            variant="primary"
            isDisabled={!isAcceptable(draft)}
            isPending={reset.isPending}
          >
            {t('setPassphrase')}
          </Button>
        </>
      }
    >
      <Form
        id={form}
        className={cx(css.fields)}
        onSubmit={(event) => {
          event.preventDefault();
          if (!isAcceptable(draft) || reset.isPending) return;
          reset.mutate(
            { id, passphrase: draft.passphrase },
            {
              onSuccess: () => {
                onClose();
                showToast(t('resetDone', { name: isolated(name) }));
              },
            },
          );
        }}
      >
        <p className={css.soft}>{t('resetHint')}</p>
        <NewPassphrase label={t('firstPassphrase')} draft={draft} onChange={setDraft} autoFocus />
        {reset.error !== null && <InlineError error={reset.error} />}
      </Form>
    </Dialog>
  );
}
