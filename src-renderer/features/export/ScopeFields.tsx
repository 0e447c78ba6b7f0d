import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useRequest } from '../../api/requests.ts';
import { IconButton } from '../../ui/button/IconButton.tsx';
import { DateField } from '../../ui/field/DateField.tsx';
import { Select } from '../../ui/field/Select.tsx';
import { TextField } from '../../ui/field/TextField.tsx';
import { usePersonName } from '../../ui/person/usePersonName.ts';
import css from './Export.module.css';
import { PersonField } from './PersonField.tsx';
import type { ScopeDraft } from './scopeDraft.ts';

export interface ScopeFieldsProps {
  readonly draft: ScopeDraft;
  readonly onChange: (draft: ScopeDraft) => void;
}

const any = '';

/** What narrows a selection; everything that is entered has to fit. */
export function ScopeFields({ draft, onChange }: ScopeFieldsProps) {
  const { t } = useTranslation(['export', 'common', 'search', 'message']);
  const lines = useRequest('lines.list', {});
  const employees = useRequest('export.employees', {});
  const set = (changes: Partial<ScopeDraft>) => onChange({ ...draft, ...changes });
  const { search } = draft;
  const narrowed = [
    search?.contact ?? null,
    search?.direction == null ? null : t(`search:directions.${search.direction}`),
    search?.kind == null ? null : t(`message:kind.${search.kind}`),
  ].filter((each) => each !== null);
  return (
    <div className={css.fields}>
      {draft.conversationId === null ? (
        <PersonField value={draft.contact} onChange={(contact) => set({ contact })} />
      ) : (
        <OneConversation id={draft.conversationId} onRemove={() => set({ conversationId: null })} />
      )}
      {draft.conversationId === null && (
        <Select
          label={t('scope.line')}
          value={draft.lineId ?? 0}
          options={[
            { id: 0, label: t('common:allLines') },
            ...(lines.data?.lines ?? []).map(({ id, name }) => ({ id, label: name })),
          ]}
          onChange={(id) => set({ lineId: id === 0 ? null : id })}
        />
      )}
      {draft.conversationId === null && (
        <Select
          label={t('scope.employee')}
          value={draft.employee ?? any}
          options={[
            { id: any, label: t('form.anyEmployee') },
            ...(employees.data?.names ?? []).map((name) => ({ id: name, label: name })),
          ]}
          onChange={(name) => set({ employee: name === any ? null : name })}
        />
      )}
      <div className={css.pair}>
        <DateField label={t('form.from')} value={draft.from} onChange={(from) => set({ from })} />
        <DateField label={t('form.to')} value={draft.to} onChange={(to) => set({ to })} />
      </div>
      <TextField
        label={t('scope.search')}
        description={t('form.searchHint')}
        value={draft.query}
        onChange={(query) => set({ query })}
        maxLength={1000}
      />
      {narrowed.length > 0 && (
        <p className={css.chip}>
          <span>{t('form.asSearched')}</span>
          <bdi dir="auto">{narrowed.join(' · ')}</bdi>
          <IconButton icon={X} label={t('form.removeSearched')} onPress={() => set({ search: null })} />
        </p>
      )}
    </div>
  );
}

function OneConversation({ id, onRemove }: { readonly id: number; readonly onRemove: () => void }) {
  const { t } = useTranslation('export');
  const personName = usePersonName();
  const { data } = useRequest('inbox.conversation', { id });
  return (
    <p className={css.chip}>
      <span>{t('scope.conversation')}</span>
      <bdi dir="auto">{data && `${personName(data.title)} · ${data.line.name}`}</bdi>
      <IconButton icon={X} label={t('form.removeConversation')} onPress={onRemove} />
    </p>
  );
}
