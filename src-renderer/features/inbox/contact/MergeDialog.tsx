import { useId, useState, type FormEvent } from 'react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ContactView, FoundContact } from '#shared/contract/contacts.ts';
import { useAction, useRequest } from '../../../api/requests.ts';
import { Button } from '../../../ui/button/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { InlineError } from '../../../ui/feedback/States.tsx';
import { showToast } from '../../../ui/feedback/toasts.ts';
import { SearchField } from '../../../ui/field/SearchField.tsx';
import { TextField } from '../../../ui/field/TextField.tsx';
import { Dialog } from '../../../ui/overlay/Dialog.tsx';
import { usePersonName } from '../../../ui/person/usePersonName.ts';
import { useContactWords } from './contactWords.ts';
import css from './Contact.module.css';

export interface MergeDialogProps {
  readonly contact: ContactView;
  readonly onClose: () => void;
}

/** Finds the same person under another name or number, says what merging does, and asks how one knows. */
export function MergeDialog({ contact, onClose }: MergeDialogProps) {
  const { t } = useTranslation(['contacts', 'common']);
  const [text, setText] = useState('');
  const [other, setOther] = useState<number | null>(null);
  const [reason, setReason] = useState('');
  const found = useRequest('contacts.find', { text, except: contact.id }, { keepPrevious: true });
  const merge = useAction('contacts.merge');
  const formId = useId();
  const canMerge = other !== null && reason.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (other === null || !canMerge) return;
    merge.mutate(
      { contactId: contact.id, otherId: other, reason },
      {
        onSuccess: () => {
          showToast(t('merge.done'));
          onClose();
        },
      },
    );
  };
  const error = merge.error ?? found.error;
  return (
    <Dialog
      title={t('merge.title')}
      isOpen
      isQuestion
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <Button
            variant="primary"
            type="submit"
            form={formId}
            isPending={merge.isPending}
            isDisabled={!canMerge}
          >
            {t('merge.confirm')}
          </Button>
        </>
      }
    >
      <form id={formId} className={css.form} onSubmit={submit} noValidate>
        <p className={css.soft}>{t('merge.choose')}</p>
        <SearchField label={t('merge.find')} value={text} onChange={setText} maxLength={120} autoFocus />
        <Candidates contacts={found.data?.contacts ?? []} chosen={other} onChoose={setOther} />
        {other !== null && <MergeEffect lead={t('merge.becomes')} contactId={contact.id} otherId={other} />}
        <TextField label={t('merge.reason')} value={reason} onChange={setReason} maxLength={500} />
        {error !== null && <InlineError error={error} />}
      </form>
    </Dialog>
  );
}

interface CandidatesProps {
  readonly contacts: readonly FoundContact[];
  readonly chosen: number | null;
  readonly onChoose: (id: number | null) => void;
}

function Candidates({ contacts, chosen, onChoose }: CandidatesProps) {
  const { t } = useTranslation(['contacts', 'common']);
  const personName = usePersonName();
  const words = useContactWords();
  return (
    <ListBox
      aria-label={t('merge.find')}
      className={cx(css.found)}
      items={contacts}
      selectionMode="single"
      selectedKeys={chosen === null ? [] : [chosen]}
      onSelectionChange={(keys) => {
        const [key] = keys === 'all' ? [] : [...keys];
        onChoose(typeof key === 'number' ? key : null);
      }}
      renderEmptyState={() => <p className={css.soft}>{t('merge.none')}</p>}
    >
      {({ id, name, identity, lines, messages }) => (
        <ListBoxItem id={id} textValue={personName(name)} className={cx(css.candidate)}>
          <bdi dir="auto" className={css.oneLine}>
            {personName(name)}
          </bdi>
          <span className={cx(css.soft, css.oneLine)}>
            {[
              ...(identity.shown === name ? [] : [words.identity(identity)]),
              ...lines.map((line) => line.name),
              t('common:messages', { count: messages }),
            ].join(' · ')}
          </span>
        </ListBoxItem>
      )}
    </ListBox>
  );
}

/** What becomes of the two, with counts. */
export function MergeEffect({
  lead,
  contactId,
  otherId,
}: {
  readonly lead: string;
  readonly contactId: number;
  readonly otherId: number;
}) {
  const { t } = useTranslation('contacts');
  const words = useContactWords();
  const { data } = useRequest('contacts.mergeEffect', { contactId, otherId });
  if (data === undefined) return null;
  return (
    <div className={css.values}>
      <p>{lead}</p>
      <ul className={css.values}>
        {data.before.map((part) => (
          <li key={part.id}>{words.part(part)}</li>
        ))}
      </ul>
      <p>{t('merge.after', { part: words.part(data.after) })}</p>
      <p className={css.soft}>{t('unchanged')}</p>
    </div>
  );
}
