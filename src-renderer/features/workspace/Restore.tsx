import { Folder } from 'lucide-react';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/contract.ts';
import { useAction, useRequest } from '../../api/requests.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { Button } from '../../ui/button/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { Progress } from '../../ui/feedback/Progress.tsx';
import { InlineError } from '../../ui/feedback/States.tsx';
import { emptyPassphraseDraft, isAcceptable, NewPassphrase } from '../../ui/field/NewPassphrase.tsx';
import { PassphraseField } from '../../ui/field/PassphraseField.tsx';
import { Segments } from '../../ui/field/Segments.tsx';
import { Select } from '../../ui/field/Select.tsx';
import { TextField } from '../../ui/field/TextField.tsx';
import { Entrance } from './Entrance.tsx';
import css from './Entrance.module.css';

type Found = Output<'backup.find'>['backups'][number];

const idOf = ({ set, generation }: Found): string => `${set}/${generation}`;

/** Makes the workspace of a backup: which one, and what opens it. People sign in to it afterwards. */
export function Restore({ onBack, onDone }: { readonly onBack: () => void; readonly onDone: () => void }) {
  const { t } = useTranslation(['backup', 'workspace', 'common']);
  const format = useFormat();
  const choose = useAction('shell.chooseBackup');
  const find = useAction('backup.find');
  const restore = useAction('backup.restore');
  const [folder, setFolder] = useState<string | null>(null);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [personId, setPersonId] = useState<number | null>(null);
  const [by, setBy] = useState<'passphrase' | 'recovery-code'>('passphrase');
  const [passphrase, setPassphrase] = useState('');
  const [code, setCode] = useState('');
  const [draft, setDraft] = useState(emptyPassphraseDraft);
  const backups = find.data?.backups ?? [];
  const chosen = backups.find((each) => idOf(each) === chosenId) ?? backups[0];
  const person = chosen?.people.find(({ id }) => id === personId) ?? chosen?.people[0];
  const hasSecret = by === 'passphrase' ? passphrase !== '' : code.trim() !== '' && isAcceptable(draft);

  const chooseFolder = () =>
    choose.mutate(
      {},
      {
        onSuccess: ({ folder: picked }) => {
          if (picked === null) return;
          setFolder(picked.token);
          find.mutate({ folder: picked.token });
        },
      },
    );
  const submit = () => {
    if (folder === null || chosen === undefined || person === undefined || !hasSecret) return;
    const userId = person.id;
    const secret =
      by === 'passphrase'
        ? ({ type: 'passphrase', userId, passphrase } as const)
        : ({ type: 'recovery-code', userId, code, passphrase: draft.passphrase } as const);
    const { set, generation } = chosen;
    restore.mutate({ folder, set, generation, secret }, { onSuccess: onDone });
  };
  const error = restore.error ?? find.error ?? choose.error;
  return (
    <Entrance title={t('restore.title')} lead={t('restore.lead')}>
      <Form
        className={cx(css.form)}
        onSubmit={(event) => {
          event.preventDefault();
          if (!restore.isPending) submit();
        }}
      >
        <div>
          <Button icon={Folder} isPending={choose.isPending || find.isPending} onPress={chooseFolder}>
            {t('restore.folder')}
          </Button>
        </div>
        {find.data !== undefined && backups.length === 0 && <p role="status">{t('restore.none')}</p>}
        {chosen !== undefined && (
          <>
            <Select
              label={t('restore.which')}
              value={idOf(chosen)}
              options={backups.map((each) => ({
                id: idOf(each),
                label: t('restore.option', {
                  company: each.company,
                  when: format.dateTime(each.at),
                  messages: t('common:messages', { count: each.messages }),
                }),
              }))}
              onChange={setChosenId}
            />
            {chosen.people.length > 1 && person !== undefined && (
              <Select
                label={t('restore.person')}
                value={person.id}
                options={chosen.people.map(({ id, name }) => ({ id, label: name }))}
                onChange={setPersonId}
              />
            )}
            <Segments
              label={t('restore.by')}
              value={by}
              onChange={setBy}
              options={[
                { id: 'passphrase', label: t('workspace:passphrase.label') },
                { id: 'recovery-code', label: t('workspace:recovery.code') },
              ]}
            />
            {by === 'passphrase' ? (
              <PassphraseField
                label={t('restore.passphrase')}
                value={passphrase}
                onChange={setPassphrase}
                error={null}
              />
            ) : (
              <>
                <TextField
                  label={t('workspace:recovery.code')}
                  value={code}
                  onChange={setCode}
                  maxLength={200}
                  autoComplete="off"
                  spellCheck="false"
                />
                <NewPassphrase label={t('restore.newPassphrase')} draft={draft} onChange={setDraft} />
              </>
            )}
          </>
        )}
        {restore.isPending && <RestoreProgress />}
        {error !== null && <InlineError error={error} />}
        <div className={css.actions}>
          <span className={css.first}>
            <Button variant="quiet" isDisabled={restore.isPending} onPress={onBack}>
              {t('common:back')}
            </Button>
          </span>
          <Button
            type="submit"
            variant="primary"
            isPending={restore.isPending}
            isDisabled={chosen === undefined || !hasSecret}
          >
            {t('restore.start')}
          </Button>
        </div>
      </Form>
    </Entrance>
  );
}

function RestoreProgress() {
  const { t } = useTranslation('backup');
  const { data } = useRequest('backup.restoring', {});
  const progress = data?.progress;
  if (progress == null) return null;
  const { step, done, total } = progress;
  return <Progress label={t(`step.${step}`)} value={total === 0 ? null : done} total={total} />;
}
