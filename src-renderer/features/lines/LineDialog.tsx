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
import { LineFields, NoticeField } from '../../ui/line/LineFields.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import css from './LineDialog.module.css';

/** What the form is opened for: a new line, all of a line's register, or only the date of its notice. */
export type LineDialogPurpose =
  | { readonly type: 'add' }
  | { readonly type: 'edit'; readonly line: LineView }
  | { readonly type: 'notice'; readonly line: LineView };

export interface LineDialogProps {
  readonly purpose: LineDialogPurpose;
  readonly onClose: () => void;
  readonly onAdded: (lineId: number) => void;
  /** Link it at once, now that it can be captured. */
  readonly onLink: (lineId: number) => void;
  /** Ask at once how it is reached on the official platform. */
  readonly onSetUp: (lineId: number) => void;
}

/** The form for a line's register. */
export function LineDialog({ purpose, onClose, onAdded, onLink, onSetUp }: LineDialogProps) {
  const { t } = useTranslation(['lines', 'common']);
  const today = todayIn(useFormat().zone);
  const add = useAction('lines.add');
  const update = useAction('lines.update');
  const record = useAction('notice.record');
  const [draft, setDraft] = useState<LineDraft>(
    purpose.type === 'add' ? emptyLine : draftOfLine(purpose.line),
  );
  const [wasSent, setWasSent] = useState(false);
  const [who, setWho] = useState<'other' | 'same'>('other');
  const problems = lineProblems(draft, today, purpose.type === 'notice');
  const [how, setHow] = useState<ConnectorType>('linked-device');
  const isOnPlatform = purpose.type === 'add' ? how === 'cloud-api' : purpose.line.connector === 'cloud-api';
  const canLink = draft.noticeOn !== '' || isOnPlatform;
  /** What follows the form at once: linking the phone, or setting up the connection. */
  const hasNextStep = purpose.type === 'add' ? how !== 'chat-export' : !isOnPlatform;
  const formId = useId();

  const save = (andLink: boolean) => {
    setWasSent(true);
    if (Object.keys(problems).length > 0) return;
    const done = (lineId: number) => {
      onClose();
      if (andLink) (isOnPlatform ? onSetUp : onLink)(lineId);
      else showToast(t(purpose.type === 'add' ? 'dialog.added' : 'dialog.saved'));
    };
    if (purpose.type === 'add') {
      add.mutate(
        { ...lineInput(draft), ...(isOnPlatform && { connector: 'cloud-api' }) },
        {
          onSuccess: ({ id }) => {
            onAdded(id);
            done(id);
          },
        },
      );
    } else {
      const { id } = purpose.line;
      const onSuccess = () => done(id);
      if (purpose.type === 'notice') {
        const evidence = { how: 'told', date: draft.noticeOn } as const;
        record.mutate({ lineId: id, evidence, includesEarlier: false, recordedBy: null }, { onSuccess });
      } else {
        update.mutate({ id, ...registerInput(draft), samePerson: who === 'same' }, { onSuccess });
      }
    }
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    save(purpose.type !== 'edit' && canLink && hasNextStep);
  };
  const shown = wasSent ? problems : {};
  const isRenamed = purpose.type === 'edit' && draft.employee.trim() !== purpose.line.employee;
  const error = add.error ?? update.error ?? record.error;
  const isPending = add.isPending || update.isPending || record.isPending;
  return (
    <Dialog
      title={t(`dialog.${purpose.type}`)}
      isOpen
      isQuestion
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          {purpose.type === 'edit' || !hasNextStep ? (
            <Button variant="primary" isPending={isPending} type="submit" form={formId}>
              {t(purpose.type === 'add' ? 'add' : 'common:save')}
            </Button>
          ) : (
            <>
              <Button isPending={isPending} onPress={() => save(false)}>
                {t(purpose.type === 'add' ? 'add' : 'common:save')}
              </Button>
              <Button
                variant="primary"
                isPending={isPending}
                isDisabled={!canLink}
                type="submit"
                form={formId}
              >
                {t(
                  isOnPlatform
                    ? 'dialog.addAndSetUp'
                    : purpose.type === 'add'
                      ? 'dialog.addAndLink'
                      : 'dialog.saveAndLink',
                )}
              </Button>
            </>
          )}
        </>
      }
    >
      <form id={formId} className={css.form} onSubmit={submit} noValidate>
        {purpose.type === 'notice' ? (
          <NoticeField
            value={draft.noticeOn}
            onChange={(noticeOn) => setDraft({ ...draft, noticeOn })}
            problem={shown.noticeOn}
            autoFocus
          />
        ) : (
          <LineFields
            draft={draft}
            problems={shown}
            onChange={setDraft}
            asksNotice={purpose.type === 'add'}
            autoFocus="name"
          />
        )}
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
