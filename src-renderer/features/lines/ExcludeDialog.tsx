import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { exclusionCategories, writtenNumber, type ExclusionCategory } from '#shared/model/exclusion.ts';
import { useAction } from '../../api/requests.ts';
import { Button } from '../../ui/button/Button.tsx';
import { InlineError } from '../../ui/feedback/States.tsx';
import { showToast } from '../../ui/feedback/toasts.ts';
import { RadioGroup } from '../../ui/field/RadioGroup.tsx';
import { Select } from '../../ui/field/Select.tsx';
import { TextField } from '../../ui/field/TextField.tsx';
import { RecordedBy } from '../../ui/notice/RecordedBy.tsx';
import { useRecorder } from '../../ui/notice/recorder.ts';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import css from './NoticePart.module.css';

export interface ExcludeDialogProps {
  readonly lineId: number;
  readonly groups: readonly { readonly group: string; readonly title: string }[];
  readonly onClose: () => void;
}

/** Leaves a private contact or group alone from now on. */
export function ExcludeDialog({ lineId, groups, onClose }: ExcludeDialogProps) {
  const { t } = useTranslation(['notice', 'common']);
  const exclude = useAction('notice.exclude');
  const [by, setBy] = useState<'number' | 'group'>('number');
  const [number, setNumber] = useState('');
  const [group, setGroup] = useState<string | null>(null);
  const [category, setCategory] = useState<ExclusionCategory>('family');
  const [wasSent, setWasSent] = useState(false);
  const recordedBy = useRecorder().trim();
  const formId = useId();
  const isNumber = writtenNumber(number.trim()) !== null;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWasSent(true);
    if (recordedBy === '' || (by === 'number' ? !isNumber : group === null)) return;
    const who =
      by === 'group' && group !== null
        ? { by: 'group' as const, group }
        : { by: 'number' as const, number: number.trim() };
    exclude.mutate(
      { lineId, who, category, recordedBy },
      {
        onSuccess: ({ kept }) => {
          onClose();
          showToast(kept === 0 ? t('private.done') : t('private.kept', { count: kept }));
        },
      },
    );
  };
  return (
    <Dialog
      title={t('private.dialog.title')}
      isOpen
      isQuestion
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <Button variant="primary" type="submit" form={formId} isPending={exclude.isPending}>
            {t('private.dialog.confirm')}
          </Button>
        </>
      }
    >
      <form id={formId} className={css.form} onSubmit={submit} noValidate>
        <p>{t('private.dialog.text')}</p>
        <RadioGroup
          label={t('private.dialog.what')}
          options={[
            { id: 'number', label: t('private.dialog.number') },
            { id: 'group', label: t('private.dialog.group') },
          ]}
          value={by}
          onChange={setBy}
        />
        {by === 'number' ? (
          <TextField
            label={t('private.dialog.numberLabel')}
            description={t('private.dialog.numberHint')}
            error={wasSent && !isNumber ? t('private.dialog.invalid') : null}
            value={number}
            onChange={setNumber}
            maxLength={40}
            autoFocus
          />
        ) : groups.length === 0 ? (
          <p className={css.soft}>{t('private.dialog.noGroups')}</p>
        ) : (
          <Select
            label={t('private.dialog.groupLabel')}
            placeholder={t('private.dialog.groupChoose')}
            options={groups.map((each) => ({ id: each.group, label: each.title }))}
            value={group}
            onChange={setGroup}
            error={wasSent && group === null ? t('private.dialog.groupChoose') : null}
          />
        )}
        <Select
          label={t('private.dialog.category')}
          options={exclusionCategories.map((id) => ({ id, label: t(`private.category.${id}`) }))}
          value={category}
          onChange={setCategory}
        />
        <RecordedBy wasSent={wasSent} />
        {exclude.error !== null && <InlineError error={exclude.error} />}
      </form>
    </Dialog>
  );
}
