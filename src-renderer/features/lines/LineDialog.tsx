import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineView } from '#shared/contract/lines.ts';
import { connectorTypes, type ConnectorType } from '#shared/model/line.ts';
import { useAction } from '../../api/requests.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { Button } from '../../ui/button/Button.tsx';
import { InlineError } from '../../ui/feedback/States.tsx';
import { showToast } from '../../ui/feedback/toasts.ts';
import {
  draftOfLine,
  emptyLine,
  lineInput,
  lineProblems,
  registerInput,
  todayIn,
  type LineDraft,
} from '../../ui/line/lineDraft.ts';
import { RadioGroup } from '../../ui/field/RadioGroup.tsx';
import { LineFields } from '../../ui/line/LineFields.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import type { AfterNotice } from './GiveNotice.tsx';
import css from './LineDialog.module.css';

/** What the form is opened for: a new line, or a line's register. */
export type LineDialogPurpose = { readonly type: 'add' } | { readonly type: 'edit'; readonly line: LineView };

export interface LineDialogProps {
  readonly purpose: LineDialogPurpose;
  readonly onClose: () => void;
  readonly onAdded: (lineId: number) => void;
  /** Link it at once, now that it can be captured. */
  readonly onLink: (lineId: number) => void;
  /** Ask at once how it is reached on the official platform. */
  readonly onSetUp: (lineId: number) => void;
  /** Give its employee the notice at once, and then do what follows. */
  readonly onNotice: (lineId: number, next: AfterNotice) => void;
}

/** The form for a line's register. */
export function LineDialog({ purpose, onClose, onAdded, onLink, onSetUp, onNotice }: LineDialogProps) {
  const { t } = useTranslation(['lines', 'common']);
  const today = todayIn(useFormat().zone);
  const add = useAction('lines.add');
  const update = useAction('lines.update');
  const [draft, setDraft] = useState<LineDraft>(
    purpose.type === 'add' ? emptyLine : draftOfLine(purpose.line),
  );
  const [wasSent, setWasSent] = useState(false);
  const [who, setWho] = useState<'other' | 'same'>('other');
  const problems = lineProblems(draft, today, false);
  const [how, setHow] = useState<ConnectorType>('linked-device');
  /** What follows the form at once, but for the notice: linking the phone, or setting up the connection. */
  const then: AfterNotice = how === 'cloud-api' ? 'set-up' : how === 'linked-device' ? 'link' : null;
  const needsNotice = draft.noticeOn === '';
  const formId = useId();

  const save = (goesOn: boolean) => {
    setWasSent(true);
    if (Object.keys(problems).length > 0) return;
    if (purpose.type === 'edit') {
      const onSuccess = () => {
        onClose();
        showToast(t('dialog.saved'));
      };
      update.mutate(
        { id: purpose.line.id, ...registerInput(draft), samePerson: who === 'same' },
        { onSuccess },
      );
      return;
    }
    add.mutate(
      { ...lineInput(draft), ...(how === 'cloud-api' && { connector: how }) },
      {
        onSuccess: ({ id }) => {
          onAdded(id);
          onClose();
          if (!goesOn) showToast(t('dialog.added'));
          else if (needsNotice) onNotice(id, then);
          else if (then === 'set-up') onSetUp(id);
          else onLink(id);
        },
      },
    );
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    save(purpose.type === 'add' && then !== null);
  };
  const shown = wasSent ? problems : {};
  const isRenamed = purpose.type === 'edit' && draft.employee.trim() !== purpose.line.employee;
  const error = add.error ?? update.error;
  const isPending = add.isPending || update.isPending;
  const next = needsNotice
    ? 'dialog.addAndNotice'
    : then === 'set-up'
      ? 'dialog.addAndSetUp'
      : 'dialog.addAndLink';
  return (
    <Dialog
      title={t(`dialog.${purpose.type}`)}
      isOpen
      isQuestion
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          {purpose.type === 'edit' || then === null ? (
            <Button variant="primary" isPending={isPending} type="submit" form={formId}>
              {t(purpose.type === 'add' ? 'add' : 'common:save')}
            </Button>
          ) : (
            <>
              <Button isPending={isPending} onPress={() => save(false)}>
                {t('add')}
              </Button>
              <Button variant="primary" isPending={isPending} type="submit" form={formId}>
                {t(next)}
              </Button>
            </>
          )}
        </>
      }
    >
      <form id={formId} className={css.form} onSubmit={submit} noValidate>
        <LineFields
          draft={draft}
          problems={shown}
          onChange={setDraft}
          asksNotice={purpose.type === 'add'}
          isNoticeNext={then !== null}
          autoFocus="name"
        />
        {isRenamed && (
          <RadioGroup
            label={t('renamed.label')}
            description={t(`renamed.${who}Hint`)}
            options={[
              { id: 'other', label: t('renamed.other') },
              { id: 'same', label: t('renamed.same') },
            ]}
            value={who}
            onChange={setWho}
          />
        )}
        {purpose.type === 'add' && (
          <RadioGroup
            label={t('how.label')}
            options={connectorTypes.map((id) => ({ id, label: t(`how.${id}`) }))}
            value={how}
            onChange={setHow}
          />
        )}
        {error !== null && <InlineError error={error} />}
      </form>
    </Dialog>
  );
}
