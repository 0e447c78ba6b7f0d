import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../api/requests.ts';
import { useErrorText } from '../../i18n/errors.ts';
import { Button } from '../../ui/button/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { InlineError } from '../../ui/feedback/States.tsx';
import { emptyPassphraseDraft, isAcceptable, NewPassphrase } from '../../ui/field/NewPassphrase.tsx';
import { PassphraseField } from '../../ui/field/PassphraseField.tsx';
import { useLock } from '../../ui/frame/useLock.ts';
import { Entrance } from './Entrance.tsx';
import css from './Entrance.module.css';

/** Before anything else, somebody who came in with a passphrase that they were given chooses their own. */
export function OwnPassphrase({ name }: { readonly name: string }) {
  const { t } = useTranslation(['workspace', 'common']);
  const describe = useErrorText();
  const { lock } = useLock();
  const change = useAction('workspace.changePassphrase');
  const [current, setCurrent] = useState('');
  const [draft, setDraft] = useState(emptyPassphraseDraft);
  const isComplete = current !== '' && isAcceptable(draft);
  const isWrong = change.error?.code === 'passphrase-wrong';
  return (
    <Entrance title={t('own.title', { name })} lead={t('own.lead')}>
      <Form
        className={cx(css.form)}
        onSubmit={(event) => {
          event.preventDefault();
          if (isComplete && !change.isPending) change.mutate({ current, passphrase: draft.passphrase });
        }}
      >
        <PassphraseField
          label={t('own.given')}
          value={current}
          onChange={setCurrent}
          error={isWrong ? describe(change.error) : null}
          autoFocus
        />
        <NewPassphrase label={t('own.new')} draft={draft} onChange={setDraft} />
        {change.error !== null && !isWrong && <InlineError error={change.error} />}
        <div className={css.actions}>
          <span className={css.first}>
            <Button variant="quiet" onPress={lock}>
              {t('common:frame.lock')}
            </Button>
          </span>
          <Button type="submit" variant="primary" isPending={change.isPending} isDisabled={!isComplete}>
            {t('own.save')}
          </Button>
        </div>
      </Form>
    </Entrance>
  );
}
