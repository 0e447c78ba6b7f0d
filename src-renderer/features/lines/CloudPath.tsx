import { CircleAlert, CircleCheck } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { pathSteps, type PathStepResult } from '#shared/model/cloud.ts';
import { useAction } from '../../api/requests.ts';
import { Button } from '../../ui/button/Button.tsx';
import { InlineError } from '../../ui/feedback/States.tsx';
import { TextField } from '../../ui/field/TextField.tsx';
import css from './CloudConnection.module.css';

export interface CloudPathProps {
  readonly lineId: number;
  readonly publicUrl: string | null;
}

/** The public address of the line's webhook, and a test of the whole way there and back. */
export function CloudPath({ lineId, publicUrl }: CloudPathProps) {
  const { t } = useTranslation('cloud');
  const test = useAction('cloud.test');
  const [address, setAddress] = useState(publicUrl ?? '');
  const [wasSent, setWasSent] = useState(false);
  const isAddress = /^https?:$/.test(URL.parse(address.trim())?.protocol ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWasSent(true);
    if (isAddress) test.mutate({ lineId, publicUrl: address.trim() });
  };
  return (
    <form className={css.path} onSubmit={submit} noValidate>
      <div className={css.address}>
        <TextField
          label={t('path.address')}
          description={t('path.addressHint')}
          error={wasSent && !isAddress ? t('path.addressProblem') : null}
          value={address}
          onChange={setAddress}
          inputMode="url"
          maxLength={2048}
          placeholder="https://"
        />
        <Button type="submit" isPending={test.isPending}>
          {t(test.isPending ? 'path.testing' : 'path.test')}
        </Button>
      </div>
      <div aria-live="polite">
        {test.error !== null && <InlineError error={test.error} />}
        {test.data === undefined ? (
          <p className={css.soft}>{t('path.note')}</p>
        ) : (
          <Outcome steps={test.data.steps} />
        )}
      </div>
    </form>
  );
}

function Outcome({ steps }: { readonly steps: readonly PathStepResult[] }) {
  const { t } = useTranslation('cloud');
  const works = steps.length === pathSteps.length && steps.every(({ problem }) => problem === null);
  return (
    <>
      <ol className={css.outcome}>
        {steps.map(({ step, problem, status }) => (
          <li key={step}>
            {problem === null ? (
              <CircleCheck className={css.worked} aria-label={t('path.ok')} />
            ) : (
              <CircleAlert className={css.broke} aria-label={t('path.failed')} />
            )}
            <span>
              {t(`path.step.${step}`)}
              {problem !== null && (
                <span className={css.problem}>{t(`path.problem.${problem}`, { status: status ?? '–' })}</span>
              )}
            </span>
          </li>
        ))}
      </ol>
      {works && <p>{t('path.works')}</p>}
    </>
  );
}
