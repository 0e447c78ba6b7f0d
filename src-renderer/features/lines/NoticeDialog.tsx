import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineView } from '#shared/contract/lines.ts';
import type { ChosenFile } from '#shared/contract/shell.ts';
import { useAction } from '../../api/requests.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { Button } from '../../ui/button/Button.tsx';
import { InlineError } from '../../ui/feedback/States.tsx';
import { showToast } from '../../ui/feedback/toasts.ts';
import { Checkbox } from '../../ui/field/Checkbox.tsx';
import { DateField } from '../../ui/field/DateField.tsx';
import { RadioGroup } from '../../ui/field/RadioGroup.tsx';
import { todayIn } from '../../ui/line/lineDraft.ts';
import { RecordedBy } from '../../ui/notice/RecordedBy.tsx';
import { useRecorder } from '../../ui/notice/recorder.ts';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import css from './NoticePart.module.css';

export interface NoticeDialogProps {
  readonly line: LineView;
  readonly onClose: () => void;
  /** It is on record. */
  readonly onRecorded: () => void;
}

/** Puts on record a notice that was given away from this window: on paper, or only said. */
export function NoticeDialog({ line, onClose, onRecorded }: NoticeDialogProps) {
  const { t } = useTranslation(['notice', 'common']);
  const today = todayIn(useFormat().zone);
  const record = useAction('notice.record');
  const choosePaper = useAction('shell.choosePaper');
  const [how, setHow] = useState<'paper' | 'told'>('paper');
  const [date, setDate] = useState('');
  const [file, setFile] = useState<ChosenFile | null>(null);
  const [includesEarlier, setIncludesEarlier] = useState(false);
  const by = useRecorder();
  const [wasSent, setWasSent] = useState(false);
  const formId = useId();
  const dateProblem = date === '' ? 'dateMissing' : date > today ? 'dateFuture' : null;
  const isFileMissing = how === 'paper' && file === null;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWasSent(true);
    if (dateProblem !== null || isFileMissing) return;
    const evidence =
      how === 'paper' && file !== null
        ? { how: 'paper' as const, date, language: null, token: file.token }
        : { how: 'told' as const, date };
    record.mutate(
      { lineId: line.id, evidence, includesEarlier, recordedBy: by.trim() || null },
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
      title={t('dialog.title', { employee: line.employee })}
      isOpen
      isQuestion
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <Button variant="primary" type="submit" form={formId} isPending={record.isPending}>
            {t('dialog.save')}
          </Button>
        </>
      }
    >
      <form id={formId} className={css.form} onSubmit={submit} noValidate>
        <RadioGroup
          label={t('dialog.how')}
          options={[
            { id: 'paper', label: t('dialog.paper') },
            { id: 'told', label: t('dialog.told') },
          ]}
          value={how}
          onChange={setHow}
        />
        {how === 'paper' && (
          <div className={css.file}>
            <Button
              isPending={choosePaper.isPending}
              onPress={() => choosePaper.mutate({}, { onSuccess: ({ file: chosen }) => setFile(chosen) })}
            >
              {t('dialog.file')}
            </Button>
            {file !== null && <bdi dir="auto">{file.name}</bdi>}
            {wasSent && isFileMissing && <p className={css.urgent}>{t('dialog.fileMissing')}</p>}
          </div>
        )}
        <DateField
          label={t('dialog.date')}
          description={t(how === 'paper' ? 'dialog.datePaper' : 'dialog.dateTold')}
          error={wasSent && dateProblem !== null ? t(`dialog.${dateProblem}`) : null}
          today={today}
          value={date}
          onChange={setDate}
        />
        <Checkbox isSelected={includesEarlier} onChange={setIncludesEarlier}>
          {t('dialog.earlier')}
        </Checkbox>
        <RecordedBy isOptional />
        {record.error !== null && <InlineError error={record.error} />}
      </form>
    </Dialog>
  );
}
