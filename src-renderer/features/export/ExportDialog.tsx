import { Folder } from 'lucide-react';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { exportFormats, usualFormats, type ExportFormat, type ExportScope } from '#shared/model/export.ts';
import { useAction } from '../../api/requests.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { Button } from '../../ui/button/Button.tsx';
import { InlineError } from '../../ui/feedback/States.tsx';
import { Checkbox } from '../../ui/field/Checkbox.tsx';
import { PassphraseField } from '../../ui/field/PassphraseField.tsx';
import { TextField } from '../../ui/field/TextField.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import css from './Export.module.css';
import { Preview } from './Preview.tsx';
import { draftOf, scopeOf, type ScopeDraft } from './scopeDraft.ts';
import { ScopeFields } from './ScopeFields.tsx';

export interface ExportDialogProps {
  readonly wanted: ExportScope;
  /** Who exported last. */
  /** Whoever has signed in, or exported last where nobody has a name; '' until that is known. */
  readonly usualBy: string;
  readonly onClose: () => void;
  readonly onStarted: (exportId: number) => void;
}

/** Letters of the password of a zip, at least. */
const shortestPassword = 8;

/** What to export, in which forms, why and where to; with what it will hold. */
export function ExportDialog({ wanted, usualBy, onClose, onStarted }: ExportDialogProps) {
  const { t } = useTranslation(['export', 'common']);
  const format = useFormat();
  const [draft, setDraft] = useState<ScopeDraft>(() => draftOf(wanted, format));
  const [formats, setFormats] = useState<readonly ExportFormat[]>(usualFormats);
  const [withFlags, setWithFlags] = useState(false);
  const [typedBy, setBy] = useState<string | null>(null);
  const by = typedBy ?? usualBy;
  const [reason, setReason] = useState('');
  const [password, setPassword] = useState('');
  const [folder, setFolder] = useState<{ token: string; path: string } | null>(null);
  const [wasSent, setWasSent] = useState(false);
  const choose = useAction('shell.chooseFolder');
  const start = useAction('export.start');
  const formId = useId();
  const scope = scopeOf(draft, format);
  const missing = {
    by: by.trim() === '' ? t('form.byMissing') : null,
    reason: reason.trim() === '' ? t('form.reasonMissing') : null,
    folder: folder === null ? t('form.folderMissing') : null,
    formats: formats.length === 0 ? t('form.formatsMissing') : null,
    password: password !== '' && password.length < shortestPassword ? t('form.passwordShort') : null,
  };
  const shown = wasSent ? missing : { by: null, reason: null, folder: null, formats: null, password: null };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWasSent(true);
    if (folder === null || Object.values(missing).some((problem) => problem !== null)) return;
    start.mutate(
      {
        scope,
        formats: [...formats],
        withFlags,
        by,
        reason,
        folder: folder.token,
        password: password || null,
      },
      { onSuccess: ({ exportId }) => onStarted(exportId) },
    );
  };
  const toggle = (each: ExportFormat, isChosen: boolean) =>
    setFormats(exportFormats.filter((one) => (one === each ? isChosen : formats.includes(one))));
  const error = start.error ?? choose.error;
  return (
    <Dialog
      title={t('new')}
      isOpen
      isQuestion
      size="large"
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <Button variant="primary" type="submit" form={formId} isPending={start.isPending}>
            {t('form.start')}
          </Button>
        </>
      }
    >
      <form id={formId} className={css.form} onSubmit={submit} noValidate>
        <div className={css.column}>
          <h3>{t('form.what')}</h3>
          <ScopeFields draft={draft} onChange={setDraft} />
          <Preview scope={scope} />
        </div>
        <div className={css.column}>
          <h3>{t('form.how')}</h3>
          <fieldset className={css.formats}>
            <legend>{t('fact.formats')}</legend>
            {exportFormats.map((each) => (
              <Checkbox
                key={each}
                isSelected={formats.includes(each)}
                onChange={(isChosen) => toggle(each, isChosen)}
              >
                {t(`format.${each}.name`)}
                <span className={css.about}>{t(`format.${each}.hint`)}</span>
              </Checkbox>
            ))}
            {shown.formats !== null && <p className={css.problem}>{shown.formats}</p>}
          </fieldset>
          <Checkbox isSelected={withFlags} onChange={setWithFlags}>
            {t('form.flags')}
          </Checkbox>
          <TextField
            label={t('fact.reason')}
            description={t('form.reasonHint')}
            error={shown.reason}
            rows={2}
            value={reason}
            onChange={setReason}
            maxLength={500}
          />
          <TextField label={t('fact.by')} error={shown.by} value={by} onChange={setBy} maxLength={120} />
          <div className={css.folder}>
            <Button
              icon={Folder}
              isPending={choose.isPending}
              onPress={() =>
                choose.mutate({}, { onSuccess: ({ folder: chosen }) => setFolder(chosen ?? folder) })
              }
            >
              {t('form.folder')}
            </Button>
            {folder !== null && (
              <bdi className={css.path} dir="auto">
                {folder.path}
              </bdi>
            )}
            {shown.folder !== null && <p className={css.problem}>{shown.folder}</p>}
          </div>
          <PassphraseField
            label={t('form.password')}
            description={t('form.passwordHint')}
            error={shown.password}
            value={password}
            onChange={setPassword}
          />
          {error !== null && <InlineError error={error} />}
        </div>
      </form>
    </Dialog>
  );
}
