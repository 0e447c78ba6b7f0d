import { useTranslation } from 'react-i18next';
import { Segments } from '../../ui/field/Segments.tsx';
import { replacePlace, usePlace } from '../../ui/frame/navigation.ts';
import { useMe } from '../../ui/frame/useMe.ts';
import { ActionLog } from './ActionLog.tsx';
import { UsersPane } from './UsersPane.tsx';

/** Who may sign in, and what everybody did; an auditor sees the log alone. */
export function PeopleScreen() {
  const me = useMe();
  const { view } = usePlace('people');
  if (me === undefined) return null;
  if (me.role !== 'owner') return <ActionLog />;
  return view === 'users' ? (
    <UsersPane ownId={me.id} choice={<ViewChoice />} />
  ) : (
    <ActionLog choice={<ViewChoice />} />
  );
}

function ViewChoice() {
  const { t } = useTranslation('people');
  const place = usePlace('people');
  return (
    <Segments
      label={t('view')}
      value={place.view}
      onChange={(view) => replacePlace({ ...place, view, logOf: null })}
      options={[
        { id: 'users', label: t('users') },
        { id: 'log', label: t('log') },
      ]}
    />
  );
}
