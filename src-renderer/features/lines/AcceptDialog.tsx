import { useEffect, useId, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineView } from '#shared/contract/lines.ts';
import { languages, type Language } from '#shared/model/workspace.ts';
import { useAction, useRequest } from '../../api/requests.ts';
import { Button } from '../../ui/button/Button.tsx';
import { InlineError } from '../../ui/feedback/States.tsx';
import { showToast } from '../../ui/feedback/toasts.ts';
import { Select } from '../../ui/field/Select.tsx';
import { TextField } from '../../ui/field/TextField.tsx';
import { useRecorder } from '../../ui/notice/recorder.ts';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import css from './NoticePart.module.css';

export interface AcceptDialogProps {
  readonly line: LineView;
  readonly onClose: () => void;
  /** It is on record. */
  readonly onRecorded: () => void;
}

/** Pixels from the end of the text at which it counts as read. */
const nearEnd = 8;

/** The employee reads the text to its end, types their full name and accepts; or it is saved, to be signed on paper. */
export function AcceptDialog({ line, onClose, onRecorded }: AcceptDialogProps) {
  const { t, i18n } = useTranslation(['notice', 'common']);
  const [language, setLanguage] = useState<Language>(
    languages.find((each) => each === i18n.language) ?? 'es',
  );
  const [retention, setRetention] = useState('');
  const kept = retention.trim();
  const text = useRequest(
    'notice.text',
    { lineId: line.id, language, retention: kept },
    { enabled: kept !== '' },
  );
  const record = useAction('notice.record');
  const recorder = useRecorder();
  const saveText = useAction('shell.saveText');
  const savePdf = useAction('shell.savePdf');
  const fileName = t('accept.fileName', { lng: language });
  const signature = t('accept.lines', { lng: language });
  const [readSha, setReadSha] = useState('');
  const [signedName, setSignedName] = useState('');
  const [witness, setWitness] = useState('');
  const box = useRef<HTMLTextAreaElement>(null);
  const formId = useId();
  const shown = kept === '' ? undefined : text.data;
  const isRead = shown !== undefined && shown.sha256 === readSha;
  const look = () => {
    const place = box.current;
    if (place === null || shown === undefined) return;
    if (place.scrollTop + place.clientHeight >= place.scrollHeight - nearEnd) setReadSha(shown.sha256);
  };
  // A short text is all in sight at once.
  useEffect(look, [shown]);

  const error = record.error ?? savePdf.error ?? saveText.error;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isRead || signedName.trim() === '') return;
    const evidence = {
      how: 'screen' as const,
      language,
      retention: kept,
      sha256: shown.sha256,
      signedName: signedName.trim(),
      witness: witness.trim() || null,
    };
    record.mutate(
      { lineId: line.id, evidence, includesEarlier: false, recordedBy: recorder.trim() || null },
      {
        onSuccess: () => {
          onRecorded();
          showToast(t('dialog.saved'));
        },
      },
    );
  };
  return (
    <Dialog
      title={t('accept.title', { employee: line.employee })}
      isOpen
      isQuestion
      size="large"
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <Button
            isDisabled={shown === undefined}
            isPending={saveText.isPending}
            onPress={() => {
              if (shown === undefined) return;
              saveText.mutate({ name: `${fileName}.txt`, text: `${shown.words}${signature}` });
            }}
          >
            {t('accept.saveText')}
          </Button>
          <Button
            isDisabled={shown === undefined}
            isPending={savePdf.isPending}
            onPress={() => {
              if (shown === undefined) return;
              savePdf.mutate({
                name: `${fileName}.pdf`,
                language,
                title: fileName,
                text: shown.words,
                closing: signature,
              });
            }}
          >
            {t('accept.savePdf')}
          </Button>
          <Button
            variant="primary"
            type="submit"
            form={formId}
            isDisabled={!isRead || signedName.trim() === ''}
            isPending={record.isPending}
          >
            {t('accept.confirm')}
          </Button>
        </>
      }
    >
      <form id={formId} className={css.form} onSubmit={submit} noValidate>
        <Select
          label={t('accept.language')}
          options={languages.map((id) => ({ id, label: t(`common:languages.${id}`) }))}
          value={language}
          onChange={setLanguage}
        />
        <TextField
          label={t('accept.retention')}
          description={t('accept.retentionHint')}
          value={retention}
          onChange={setRetention}
          maxLength={120}
          autoFocus
        />
        {text.error !== null && <InlineError error={text.error} />}
        {shown !== undefined && (
          <>
            <textarea
              ref={box}
              className={css.text}
              aria-label={t('accept.text')}
              readOnly
              rows={16}
              lang={language}
              value={shown.words}
              onScroll={look}
            />
            <p className={css.soft} aria-live="polite">
              {t(isRead ? 'accept.read' : 'accept.readOn')}
            </p>
            <TextField
              label={t('accept.name')}
              description={t('accept.nameHint')}
              value={signedName}
              onChange={setSignedName}
              isDisabled={!isRead}
              maxLength={120}
            />
            <TextField label={t('accept.witness')} value={witness} onChange={setWitness} maxLength={120} />
          </>
        )}
        {error !== null && <InlineError error={error} />}
      </form>
    </Dialog>
  );
}
