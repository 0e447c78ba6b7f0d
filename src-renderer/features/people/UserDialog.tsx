import { useId, useState } from 'react';
import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { UserView } from '#shared/contract/people.ts';
import { roles, type Role, type UserScope } from '#shared/model/user.ts';
import { useAction } from '../../api/requests.ts';
import { Button } from '../../ui/button/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { InlineError } from '../../ui/feedback/States.tsx';
import { showToast } from '../../ui/feedback/toasts.ts';
import { emptyPassphraseDraft, isAcceptable, NewPassphrase } from '../../ui/field/NewPassphrase.tsx';
import { Select } from '../../ui/field/Select.tsx';
import { TextField } from '../../ui/field/TextField.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import { isolated } from '../../ui/person/usePersonName.ts';
import css from './People.module.css';
import { ScopeField } from './ScopeField.tsx';

export interface UserDialogProps {
  /** Null for a new person. */
  readonly user: UserView | null;
  readonly onClose: () => void;
  readonly onSaved?: (id: number) => void;
}

/** Those whose work can be kept to some lines. */
const confinable: ReadonlySet<Role> = new Set(['supervisor', 'reviewer']);

/** A person's name, role and lines; of a new one also the passphrase to begin with. */
export function UserDialog({ user, onClose, onSaved }: UserDialogProps) {
  const { t } = useTranslation(['people', 'common']);
  const form = useId();
  const add = useAction('people.add');
  const update = useAction('people.update');
  const [name, setName] = useState(user?.name ?? '');
  const [role, setRole] = useState<Role>(user?.role ?? 'reviewer');
  const [scope, setScope] = useState<UserScope | null>(user?.scope ?? null);
  const [draft, setDraft] = useState(emptyPassphraseDraft);
  const action = user === null ? add : update;
  const isComplete = name.trim() !== '' && (user !== null || isAcceptable(draft));
  const save = () => {
    const details = { name: name.trim(), role, scope: confinable.has(role) ? scope : null };
    if (user !== null) update.mutate({ id: user.id, ...details }, { onSuccess: onClose });
    else
      add.mutate(
        { ...details, passphrase: draft.passphrase },
        {
          onSuccess: ({ id }) => {
            onClose();
            onSaved?.(id);
            showToast(t('added', { name: isolated(details.name) }));
          },
        },
      );
  };
  return (
    <Dialog
      title={user === null ? t('add') : t('edit')}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <Button
            type="submit"
            form={form}
            variant="primary"
            isDisabled={!isComplete}
            isPending={action.isPending}
          >
            {user === null ? t('add') : t('save')}
          </Button>
        </>
      }
    >
      <Form
        id={form}
        className={cx(css.fields)}
        onSubmit={(event) => {
          event.preventDefault();
          if (isComplete && !action.isPending) save();
        }}
      >
        <TextField
          label={t('name')}
          description={t('nameHint')}
          value={name}
          onChange={setName}
          maxLength={120}
          autoComplete="off"
          autoFocus
        />
        <Select
          label={t('role')}
          description={t(`roleHint.${role}`)}
          value={role}
          onChange={setRole}
          options={roles.map((id) => ({ id, label: t(`roles.${id}`) }))}
        />
        {confinable.has(role) && <ScopeField scope={scope} onChange={setScope} />}
        {user === null && (
          <>
            <NewPassphrase label={t('firstPassphrase')} draft={draft} onChange={setDraft} />
            <p className={css.soft}>{t('firstPassphraseHint')}</p>
          </>
        )}
        {action.error !== null && <InlineError error={action.error} />}
      </Form>
    </Dialog>
  );
}
