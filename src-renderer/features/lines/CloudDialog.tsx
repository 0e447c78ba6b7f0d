import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/contract.ts';
import type { LineView } from '#shared/contract/lines.ts';
import { useAction, useRequest } from '../../api/requests.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { Button } from '../../ui/button/Button.tsx';
import { ErrorState, InlineError } from '../../ui/feedback/States.tsx';
import { showToast } from '../../ui/feedback/toasts.ts';
import { PassphraseField } from '../../ui/field/PassphraseField.tsx';
import { TextField } from '../../ui/field/TextField.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import { cloudInput, cloudProblems, draftOfAccount, type CloudDraft } from './cloudDraft.ts';
import css from './LineDialog.module.css';

export interface CloudDialogProps {
  readonly line: LineView;
  readonly onClose: () => void;
}

type Account = Output<'cloud.account'>['account'];

/** Asks how a line is reached on the official platform. */
export function CloudDialog({ line, onClose }: CloudDialogProps) {
  const { t } = useTranslation('cloud');
  const { data, error, refetch } = useRequest('cloud.account', { lineId: line.id });
  if (data !== undefined) return <Form line={line} account={data.account} onClose={onClose} />;
  return (
    <Dialog title={t('setUp', { line: line.name })} isOpen onClose={onClose}>
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
    </Dialog>
  );
}

function Form({ line, account, onClose }: CloudDialogProps & { readonly account: Account }) {
  const { t } = useTranslation(['cloud', 'common']);
  const format = useFormat();
  const save = useAction('cloud.save');
  const [draft, setDraft] = useState<CloudDraft>(() => draftOfAccount(account));
  const [wasSent, setWasSent] = useState(false);
  const problems = cloudProblems(draft, account !== null);
  const formId = useId();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWasSent(true);
    if (Object.keys(problems).length > 0) return;
    save.mutate(cloudInput(line.id, draft, account?.publicUrl ?? null), {
      onSuccess: () => {
        showToast(t('saved'));
        onClose();
      },
    });
  };
  const field = (name: keyof CloudDraft, description: string) => {
    const problem = wasSent ? problems[name] : undefined;
    return {
      label: t(`field.${name}`),
      description,
      error: problem === undefined ? null : t(`field.${problem}`),
      value: draft[name],
      onChange: (value: string) => setDraft({ ...draft, [name]: value }),
    };
  };
  const secretHint = (name: 'appSecret' | 'accessToken') => {
    if (account === null) return t(`field.${name}Hint`);
    const { setAt, endsIn } = account[name];
    const when = format.dateTime(setAt);
    return endsIn === '' ? t('field.storedShort', { when }) : t('field.stored', { when, ending: endsIn });
  };
  return (
    <Dialog
      title={t('setUp', { line: line.name })}
      isOpen
      isQuestion
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <Button variant="primary" isPending={save.isPending} type="submit" form={formId}>
            {t('common:save')}
          </Button>
        </>
      }
    >
      <form id={formId} className={css.form} onSubmit={submit} noValidate>
        <TextField
          {...field('phoneNumberId', t('field.phoneNumberIdHint'))}
          inputMode="numeric"
          maxLength={32}
          autoFocus
        />
        <TextField {...field('wabaId', t('field.wabaIdHint'))} inputMode="numeric" maxLength={32} />
        <PassphraseField {...field('appSecret', secretHint('appSecret'))} />
        <PassphraseField {...field('accessToken', secretHint('accessToken'))} />
        <TextField {...field('port', t('field.portHint'))} inputMode="numeric" maxLength={5} />
        <p className={css.note}>{t('secretsStay')}</p>
        {save.error !== null && <InlineError error={save.error} />}
      </form>
    </Dialog>
  );
}
