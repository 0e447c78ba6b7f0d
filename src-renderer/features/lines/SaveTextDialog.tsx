import { parseDate } from '@internationalized/date';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '#shared/model/workspace.ts';
import { useAction, useRequest } from '../../api/requests.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { Button } from '../../ui/button/Button.tsx';
import { InlineError } from '../../ui/feedback/States.tsx';
import { showToast } from '../../ui/feedback/toasts.ts';
import { DateField } from '../../ui/field/DateField.tsx';
import { RadioGroup } from '../../ui/field/RadioGroup.tsx';
import { todayIn } from '../../ui/line/lineDraft.ts';
import { RecordedBy } from '../../ui/notice/RecordedBy.tsx';
import { useRecorder } from '../../ui/notice/recorder.ts';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import css from './NoticePart.module.css';

export interface SaveTextDialogProps {
  readonly language: Language;
  readonly version: number;
  readonly words: string;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

/** Asks whether a new version changes what employees agreed to, and until when their acceptances hold if so. */
export function SaveTextDialog({ language, version, words, onClose, onSaved }: SaveTextDialogProps) {
  const { t } = useTranslation(['notice', 'common']);
  const { zone } = useFormat();
  const today = todayIn(zone);
  const affected = useRequest('notice.affected', { language });
  const save = useAction('notice.saveText');
  const [change, setChange] = useState<'wording' | 'material' | null>(null);
  const [date, setDate] = useState('');
  const [wasSent, setWasSent] = useState(false);
  const recordedBy = useRecorder().trim();
  const formId = useId();
  const dateProblem = date === '' ? 'dateMissing' : date < today ? 'datePast' : null;
  const lines = affected.data?.lines ?? [];

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWasSent(true);
    if (change === null || recordedBy === '' || (change === 'material' && dateProblem !== null)) return;
    // The day itself still counts, in the zone of the workspace.
    const until = change === 'wording' ? null : parseDate(date).add({ days: 1 }).toDate(zone).getTime();
    save.mutate(
      { language, words, until, recordedBy },
      {
        onSuccess: () => {
          onSaved();
          showToast(t('texts.saved', { version }));
        },
      },
    );
  };
  return (
    <Dialog
      title={t('texts.save', { version })}
      isOpen
      isQuestion
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <Button variant="primary" type="submit" form={formId} isPending={save.isPending}>
            {t('texts.confirm')}
          </Button>
        </>
      }
    >
      <form id={formId} className={css.form} onSubmit={submit} noValidate>
        <RadioGroup
          label={t('texts.question')}
          {...(change !== null && { description: t(`texts.${change}Hint`) })}
          options={[
            { id: 'wording', label: t('texts.wording') },
            { id: 'material', label: t('texts.material') },
          ]}
          value={change}
          onChange={setChange}
        />
        {wasSent && change === null && <p className={css.urgent}>{t('texts.answer')}</p>}
        {change === 'material' && (
          <>
            {affected.error !== null && <InlineError error={affected.error} />}
            {affected.data !== undefined && lines.length === 0 && <p>{t('texts.noneAffected')}</p>}
            {lines.length > 0 && (
              <div className={css.affected}>
                <p>{t('texts.affected', { count: lines.length })}</p>
                <ul aria-label={t('texts.affectedLabel')}>
                  {lines.map((line) => (
                    <li key={line.id}>
                      <bdi dir="auto">{line.name}</bdi> · <bdi dir="auto">{line.employee}</bdi>
                    </li>
                  ))}
                </ul>
              </div>
            )}
            <DateField
              label={t('texts.until')}
              description={t('texts.untilHint')}
              error={wasSent && dateProblem !== null ? t(`dialog.${dateProblem}`) : null}
              value={date}
              onChange={setDate}
            />
          </>
        )}
        <RecordedBy wasSent={wasSent} />
        {save.error !== null && <InlineError error={save.error} />}
      </form>
    </Dialog>
  );
}
