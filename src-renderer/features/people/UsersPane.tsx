import { Plus } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserView } from '#shared/contract/people.ts';
import { useRequest } from '../../api/requests.ts';
import { Button } from '../../ui/button/Button.tsx';
import { ErrorState } from '../../ui/feedback/States.tsx';
import { replacePlace, usePlace } from '../../ui/frame/navigation.ts';
import { useShortcut } from '../../ui/keyboard/shortcuts.ts';
import { Region } from '../../ui/layout/Region.tsx';
import { SplitPane } from '../../ui/layout/SplitPane.tsx';
import { useListShortcuts } from '../../ui/list/useListShortcuts.ts';
import { VirtualList } from '../../ui/list/VirtualList.tsx';
import { useRowHeight } from '../../ui/preferences.ts';
import { UserDetail } from './UserDetail.tsx';
import { UserDialog } from './UserDialog.tsx';
import { UserRow } from './UserRow.tsx';

export interface UsersPaneProps {
  readonly ownId: number;
  /** Chooses between the people and the log. */
  readonly choice: ReactNode;
}

/** Everybody who may sign in, or might once; the selected one with what can be done. */
export function UsersPane({ ownId, choice }: UsersPaneProps) {
  const { t } = useTranslation('people');
  const place = usePlace('people');
  const { data, error, refetch } = useRequest('people.list', {});
  const rowHeight = useRowHeight();
  const [isAdding, setAdding] = useState(false);
  const users = data?.users ?? [];
  const selected = users.find(({ id }) => id === place.userId) ?? users[0] ?? null;
  const select = ({ id }: UserView) => replacePlace({ ...place, userId: id });
  const add = () => setAdding(true);
  useListShortcuts({
    items: users,
    itemKey: ({ id }) => id,
    selectedKey: selected?.id ?? null,
    onSelect: select,
    labels: { next: t('keys.next'), previous: t('keys.previous'), group: t('title') },
  });
  useShortcut({ keys: 'n', label: t('add'), group: t('title') }, add);
  return (
    <>
      <SplitPane
        name="people"
        fixed="start"
        initial={380}
        min={320}
        max={640}
        start={
          <Region kind="list" label={t('title')} actions={choice}>
            {error === null ? (
              <VirtualList
                label={t('list')}
                items={users}
                itemKey={({ id }) => id}
                rowHeight={rowHeight}
                selectedKey={selected?.id ?? null}
                onSelect={select}
                renderRow={(user) => <UserRow user={user} isSelf={user.id === ownId} />}
              />
            ) : (
              <ErrorState error={error} onRetry={() => void refetch()} />
            )}
          </Region>
        }
        end={
          selected !== null && (
            <UserDetail
              key={selected.id}
              user={selected}
              isSelf={selected.id === ownId}
              actions={
                <Button variant="primary" icon={Plus} shortcut="n" onPress={add}>
                  {t('add')}
                </Button>
              }
            />
          )
        }
      />
      {isAdding && (
        <UserDialog
          user={null}
          onClose={() => setAdding(false)}
          onSaved={(userId) => replacePlace({ ...place, userId })}
        />
      )}
    </>
  );
}
