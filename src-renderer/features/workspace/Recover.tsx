import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../api/requests.ts';
import { Button } from '../../ui/button/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { InlineError } from '../../ui/feedback/States.tsx';
import { emptyPassphraseDraft, isAcceptable, NewPassphrase } from '../../ui/field/NewPassphrase.tsx';
import { TextField } from '../../ui/field/TextField.tsx';
import { Entrance } from './Entrance.tsx';
import { PersonField, type PersonFieldProps } from './PersonField.tsx';
import { useWait } from './useWait.ts';
import css from './Entrance.module.css';

export interface RecoverProps extends PersonFieldProps {
  readonly waitMs: number;
  readonly onBack: () => void;
}

/** The way in when the passphrase is lost: the code of the recovery sheet, and a new passphrase. */
export function Recover({ waitMs, onBack, ...choice }: RecoverProps) {
  const { t } = useTranslation(['workspace', 'common']);
  const recover = useAction('workspace.recover');
  const { seconds, begin } = useWait(waitMs);
  const [recoveryCode, setCode] = useState('');
  const [draft, setDraft] = useState(emptyPassphraseDraft);
  const isComplete = recoveryCode.trim() !== '' && isAcceptable(draft) && seconds === 0;
  return (
    <Entrance title={t('recover.title')} lead={t('recover.lead')}>
      <Form
        className={cx(css.form)}
        onSubmit={(event) => {
          event.preventDefault();
          if (isComplete && !recover.isPending)
            recover.mutate(
              { userId: choice.personId, recoveryCode, passphrase: draft.passphrase },
              { onError: begin },
            );
        }}
      >
        <PersonField {...choice} />
        <TextField
          label={t('recovery.code')}
          description={t('recover.codeHint')}
          value={recoveryCode}
          onChange={setCode}
          maxLength={200}
          autoComplete="off"
          spellCheck="false"
          autoFocus
        />
        <NewPassphrase label={t('recover.passphrase')} draft={draft} onChange={setDraft} />
        {recover.error !== null && <InlineError error={recover.error} />}
        {seconds > 0 && (
          <p className={css.wait} role="timer">
            {t('unlock.wait', { count: seconds })}
          </p>
        )}
        <div className={css.actions}>
          <span className={css.first}>
            <Button variant="quiet" onPress={onBack}>
              {t('common:back')}
            </Button>
          </span>
          <Button type="submit" variant="primary" isPending={recover.isPending} isDisabled={!isComplete}>
            {t('recover.open')}
          </Button>
        </div>
      </Form>
    </Entrance>
  );
}
