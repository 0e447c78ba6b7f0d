import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { InlineError } from '../../ui/feedback/States.tsx';
import { isAcceptable, NewPassphrase, type PassphraseDraft } from '../../ui/field/NewPassphrase.tsx';
import { Entrance } from './Entrance.tsx';
import css from './Entrance.module.css';

export interface PassphraseStepProps {
  readonly draft: PassphraseDraft;
  readonly onChange: (draft: PassphraseDraft) => void;
  readonly isPending: boolean;
  readonly error: unknown;
  readonly onBack: () => void;
  readonly onNext: () => void;
}

/** Second step: the passphrase that opens the archive. */
export function PassphraseStep({ draft, onChange, isPending, error, onBack, onNext }: PassphraseStepProps) {
  const { t } = useTranslation(['workspace', 'common']);
  return (
    <Entrance
      title={t('passphrase.title')}
      lead={t('passphrase.lead')}
      step={t('step', { step: 2, steps: 3 })}
    >
      <Form
        className={cx(css.form)}
        onSubmit={(event) => {
          event.preventDefault();
          if (isAcceptable(draft) && !isPending) onNext();
        }}
      >
        <NewPassphrase label={t('passphrase.label')} draft={draft} onChange={onChange} autoFocus />
        {error !== null && <InlineError error={error} />}
        <div className={css.actions}>
          <span className={css.first}>
            <Button variant="quiet" onPress={onBack} isDisabled={isPending}>
              {t('common:back')}
            </Button>
          </span>
          <Button type="submit" variant="primary" isPending={isPending} isDisabled={!isAcceptable(draft)}>
            {t('passphrase.create')}
          </Button>
        </div>
      </Form>
    </Entrance>
  );
}
