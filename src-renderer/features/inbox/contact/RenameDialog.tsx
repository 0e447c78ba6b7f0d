import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactView } from '#shared/contract/contacts.ts';
import { useAction } from '../../../api/requests.ts';
import { Button } from '../../../ui/button/Button.tsx';
import { InlineError } from '../../../ui/feedback/States.tsx';
import { showToast } from '../../../ui/feedback/toasts.ts';
import { TextField } from '../../../ui/field/TextField.tsx';
import { Dialog } from '../../../ui/overlay/Dialog.tsx';

export interface RenameDialogProps {
  readonly contact: ContactView;
  readonly onClose: () => void;
}

/** Asks what the contact is to be called here. */
export function RenameDialog({ contact, onClose }: RenameDialogProps) {
  const { t } = useTranslation(['contacts', 'common']);
  const [name, setName] = useState(contact.names.find(({ kind }) => kind === 'own')?.name ?? '');
  const rename = useAction('contacts.rename');
  const formId = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rename.mutate(
      { contactId: contact.id, name: name.trim() === '' ? null : name },
      {
        onSuccess: () => {
          showToast(t('nameSaved'));
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      title={t('rename')}
      isOpen
      isQuestion
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <Button variant="primary" type="submit" form={formId} isPending={rename.isPending}>
            {t('common:save')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate>
        <TextField
          label={t('name')}
          description={t('nameHint')}
          value={name}
          onChange={setName}
          maxLength={120}
          autoFocus
        />
        {rename.error !== null && <InlineError error={rename.error} />}
      </form>
    </Dialog>
  );
}
