import { LibraryBig, Plus, ScrollText } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRequest } from '../../api/requests.ts';
import { Button } from '../../ui/button/Button.tsx';
import { IconButton } from '../../ui/button/IconButton.tsx';
import { EmptyState, ErrorState } from '../../ui/feedback/States.tsx';
import { replacePlace, usePlace } from '../../ui/frame/navigation.ts';
import { useShortcut } from '../../ui/keyboard/shortcuts.ts';
import { Region } from '../../ui/layout/Region.tsx';
import { SplitPane } from '../../ui/layout/SplitPane.tsx';
import { useListShortcuts } from '../../ui/list/useListShortcuts.ts';
import { draftOf, emptyPolicy, keepDraft, useDrafts, type DraftKey } from './drafts.ts';
import { PolicyEditor } from './PolicyEditor.tsx';
import { PolicyList } from './PolicyList.tsx';
import { StartersDialog } from './StartersDialog.tsx';

/** All policies, and the selected one to be read, tried and changed. */
export function PolicyScreen() {
  const { t } = useTranslation('policy');
  const place = usePlace('policy');
  const { data, error, refetch } = useRequest('policy.list', {});
  const hasNew = useDrafts((state) => state.drafts.has('new'));
  const [isWritingNew, setWritingNew] = useState(false);
  const [choosesStarters, setChoosesStarters] = useState(false);
  const policies = data?.policies ?? [];
  const keys: readonly DraftKey[] = [...(hasNew ? ['new' as const] : []), ...policies.map(({ id }) => id)];
  const wanted = isWritingNew ? 'new' : place.policyId;
  const selected = keys.find((key) => key === wanted) ?? keys[0] ?? null;
  const policy = policies.find(({ id }) => id === selected) ?? null;

  const select = (key: DraftKey) => {
    setWritingNew(key === 'new');
    replacePlace({ section: 'policy', policyId: key === 'new' ? null : key });
  };
  const writeNew = () => {
    if (!hasNew) keepDraft('new', draftOf(emptyPolicy));
    select('new');
  };
  useListShortcuts({
    items: keys,
    itemKey: (key) => key,
    selectedKey: selected,
    onSelect: select,
    labels: { next: t('keys.next'), previous: t('keys.previous'), group: t('title') },
  });
  useShortcut({ keys: 'n', label: t('new'), group: t('title') }, writeNew);

  return (
    <>
      <SplitPane
        name="policy"
        fixed="start"
        initial={300}
        min={240}
        max={520}
        start={
          <Region
            kind="list"
            label={t('title')}
            actions={
              <>
                <IconButton
                  icon={LibraryBig}
                  label={t('starters.button')}
                  onPress={() => setChoosesStarters(true)}
                />
                <Button icon={Plus} shortcut="n" onPress={writeNew}>
                  {t('newShort')}
                </Button>
              </>
            }
          >
            {error === null ? (
              <PolicyList hasNew={hasNew} policies={policies} selected={selected} onSelect={select} />
            ) : (
              <ErrorState error={error} onRetry={() => void refetch()} />
            )}
          </Region>
        }
        end={
          selected === null ? (
            data !== undefined && (
              <EmptyState icon={ScrollText} title={t('empty.title')} hint={t('empty.hint')}>
                <Button variant="primary" icon={LibraryBig} onPress={() => setChoosesStarters(true)}>
                  {t('starters.button')}
                </Button>
                <Button icon={Plus} onPress={writeNew}>
                  {t('new')}
                </Button>
              </EmptyState>
            )
          ) : (
            <PolicyEditor key={selected} draftKey={selected} policy={policy} onSaved={select} />
          )
        }
      />
      {choosesStarters && <StartersDialog onClose={() => setChoosesStarters(false)} />}
    </>
  );
}
