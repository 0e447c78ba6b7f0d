import { useTranslation } from 'react-i18next';
import { directions, messageKinds } from '#shared/model/message.ts';
import { useRequest } from '../../api/requests.ts';
import { Button } from '../../ui/button/Button.tsx';
import { Select } from '../../ui/field/Select.tsx';
import { DateField } from '../../ui/field/DateField.tsx';
import { ContactField } from './ContactField.tsx';
import { activeFilters, emptySearch, useSearchStore } from './searchStore.ts';
import css from './Search.module.css';

const any = 'any';

/** What narrows a search: line, who wrote it, when, which way, what kind, one conversation. */
export function Filters() {
  const { t } = useTranslation(['search', 'common', 'message']);
  const search = useSearchStore();
  const lines = useRequest('lines.list', {});
  const set = useSearchStore.setState;
  const lineOptions = (lines.data?.lines ?? []).map(({ id, name }) => ({ id, label: name }));
  return (
    <div className={css.filters}>
      <Select
        label={t('line')}
        value={search.lineId ?? 0}
        options={[{ id: 0, label: t('common:allLines') }, ...lineOptions]}
        onChange={(id) => set({ lineId: id === 0 ? null : id })}
      />
      <ContactField value={search.contact} onChange={(contact) => set({ contact })} />
      <DateField label={t('from')} value={search.from} onChange={(from) => set({ from })} />
      <DateField label={t('to')} value={search.to} onChange={(to) => set({ to })} />
      <Select
        label={t('direction')}
        value={search.direction ?? any}
        options={[
          { id: any, label: t('anyDirection') },
          ...directions.map((id) => ({ id, label: t(`directions.${id}`) })),
        ]}
        onChange={(id) => set({ direction: id === any ? null : id })}
      />
      <Select
        label={t('kind')}
        value={search.kind ?? any}
        options={[
          { id: any, label: t('anyKind') },
          ...messageKinds.map((id) => ({ id, label: t(`message:kind.${id}`) })),
        ]}
        onChange={(id) => set({ kind: id === any ? null : id })}
      />
      {activeFilters(search) > 0 && (
        <div className={css.filterActions}>
          <Button
            variant="quiet"
            onPress={() =>
              set({
                ...emptySearch,
                query: search.query,
                wording: search.wording,
                order: search.order,
                conversationId: search.conversationId,
              })
            }
          >
            {t('clearFilters')}
          </Button>
        </div>
      )}
    </div>
  );
}
