import { useId, useState } from 'react';
import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../api/requests.ts';
import { useErrorText } from '../../i18n/errors.ts';
import { Button } from '../../ui/button/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { InlineError } from '../../ui/feedback/States.tsx';
import { showToast } from '../../ui/feedback/toasts.ts';
import { emptyPassphraseDraft, isAcceptable, NewPassphrase } from '../../ui/field/NewPassphrase.tsx';
import { PassphraseField } from '../../ui/field/PassphraseField.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import css from './Settings.module.css';

export interface ChangePassphraseProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Asks for the present passphrase and a new one. */
export function ChangePassphrase({ isOpen, onClose }: ChangePassphraseProps) {
  const { t } = useTranslation(['settings', 'common']);
  const describe = useErrorText();
  const form = useId();
  const change = useAction('workspace.changePassphrase');
  const [current, setCurrent] = useState('');
  const [draft, setDraft] = useState(emptyPassphraseDraft);
  const isWrong = change.error?.code === 'passphrase-wrong';
  const isComplete = current !== '' && isAcceptable(draft);
  const close = () => {
    setCurrent('');
    setDraft(emptyPassphraseDraft);
    change.reset();
    onClose();
  };
  return (
    <Dialog
      title={t('changePassphrase')}
      isOpen={isOpen}
      onClose={close}
      footer={
        <>
          <Button onPress={close}>{t('common:cancel')}</Button>
          <Button
            type="submit"
            form={form}
            variant="primary"
            isDisabled={!isComplete}
            isPending={change.isPending}
          >
            {t('change')}
          </Button>
        </>
      }
    >
      <Form
        id={form}
        className={cx(css.fields)}
        onSubmit={(event) => {
          event.preventDefault();
          if (!isComplete || change.isPending) return;
          change.mutate(
            { current, passphrase: draft.passphrase },
            {
              onSuccess: () => {
                close();
                showToast(t('passphraseChanged'));
              },
            },
          );
        }}
      >
        <PassphraseField
          label={t('currentPassphrase')}
          value={current}
          onChange={setCurrent}
          error={isWrong ? describe(change.error) : null}
          autoFocus
        />
        <NewPassphrase label={t('newPassphrase')} draft={draft} onChange={setDraft} />
        {change.error !== null && !isWrong && <InlineError error={change.error} />}
      </Form>
    </Dialog>
  );
}
