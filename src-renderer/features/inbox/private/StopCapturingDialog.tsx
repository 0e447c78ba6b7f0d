import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/contract.ts';
import { exclusionCategories, type ExclusionCategory } from '#shared/model/exclusion.ts';
import { useAction } from '../../../api/requests.ts';
import { Button } from '../../../ui/button/Button.tsx';
import { InlineError } from '../../../ui/feedback/States.tsx';
import { showToast } from '../../../ui/feedback/toasts.ts';
import { Select } from '../../../ui/field/Select.tsx';
import { RecordedBy } from '../../../ui/notice/RecordedBy.tsx';
import { useRecorder } from '../../../ui/notice/recorder.ts';
import { Dialog } from '../../../ui/overlay/Dialog.tsx';
import { usePersonName } from '../../../ui/person/usePersonName.ts';
import css from './Private.module.css';

export interface StopCapturingDialogProps {
  readonly conversation: Output<'inbox.conversation'>;
  /** Only what chat exports call them is known. */
  readonly isByName: boolean;
  readonly onClose: () => void;
}

/** Leaves the person or group of a conversation alone from now on, after saying exactly what that means. */
export function StopCapturingDialog({ conversation, isByName, onClose }: StopCapturingDialogProps) {
  const { t } = useTranslation(['notice', 'common']);
  const personName = usePersonName();
  const exclude = useAction('notice.exclude');
  const [category, setCategory] = useState<ExclusionCategory>('family');
  const [wasSent, setWasSent] = useState(false);
  const recordedBy = useRecorder().trim();
  const formId = useId();
  const { id, kind, line, messages, title } = conversation;
  const text = isByName
    ? kind === 'group'
      ? 'textGroupByName'
      : 'textByName'
    : kind === 'group'
      ? 'textGroup'
      : 'text';

  const onSuccess = () => {
    onClose();
    showToast(t('private.done'));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWasSent(true);
    if (recordedBy === '') return;
    const who = { by: 'conversation' as const, conversationId: id };
    exclude.mutate({ lineId: line.id, who, category, recordedBy }, { onSuccess });
  };
  return (
    <Dialog
      title={t('private.here.question', { title: personName(title) })}
      isOpen
      isQuestion
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <Button variant="primary" type="submit" form={formId} isPending={exclude.isPending}>
            {t('private.here.confirm')}
          </Button>
        </>
      }
    >
      <form id={formId} className={css.form} onSubmit={submit} noValidate>
        <p>{t(`private.here.${text}`, { line: line.name })}</p>
        {messages > 0 && <p>{t('private.here.stays', { count: messages })}</p>}
        <Select
          label={t('private.dialog.category')}
          options={exclusionCategories.map((each) => ({ id: each, label: t(`private.category.${each}`) }))}
          value={category}
          onChange={setCategory}
        />
        <RecordedBy wasSent={wasSent} />
        {exclude.error !== null && <InlineError error={exclude.error} />}
      </form>
    </Dialog>
  );
}
