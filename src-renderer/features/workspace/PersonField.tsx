import { useTranslation } from 'react-i18next';
import { Select } from '../../ui/field/Select.tsx';
import type { KnownPeople } from './Unlock.tsx';

export interface PersonFieldProps {
  readonly people: KnownPeople;
  readonly personId: number;
  readonly onChoose: (id: number) => void;
}

/** Who comes in; nothing to choose where there is one person only. */
export function PersonField({ people, personId, onChoose }: PersonFieldProps) {
  const { t } = useTranslation(['workspace', 'people']);
  if (people.length < 2) return null;
  return (
    <Select
      label={t('unlock.person')}
      value={personId}
      onChange={onChoose}
      options={people.map(({ id, name }) => ({ id, label: name === '' ? t('people:unnamed') : name }))}
    />
  );
}
