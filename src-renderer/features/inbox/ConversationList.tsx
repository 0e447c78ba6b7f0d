import { ArrowUp, SearchX } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useRequest } from '../../api/requests.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { Button } from '../../ui/button/Button.tsx';
import { ErrorState, EmptyState } from '../../ui/feedback/States.tsx';
import { SearchField } from '../../ui/field/SearchField.tsx';
import { Select } from '../../ui/field/Select.tsx';
import { replacePlace, usePlace } from '../../ui/frame/navigation.ts';
import { useShortcut } from '../../ui/keyboard/shortcuts.ts';
import { Region } from '../../ui/layout/Region.tsx';
import { VirtualList } from '../../ui/list/VirtualList.tsx';
import { focusThread } from '../../ui/message/focusThread.ts';
import { useRowHeight } from '../../ui/preferences.ts';
import { ConversationRow } from './ConversationRow.tsx';
import { useInboxStore } from './inboxStore.ts';
import { useConversations } from './useConversations.ts';
import { useHeldList } from './useHeldList.ts';
import { OpenQuestions } from './contact/OpenQuestions.tsx';
import css from './ConversationList.module.css';

/** All conversations, latest first, narrowed by line and title. */
export function ConversationList() {
  const { t } = useTranslation(['inbox', 'common']);
  const format = useFormat();
  const { conversationId } = usePlace('inbox');
  const rowHeight = useRowHeight();
  const { list, conversations, total, isNarrowed, filter } = useConversations();
  const held = useHeldList(conversations, filter);

  return (
    <Region
      kind="list"
      label={t('title')}
      actions={total > 0 && <span className={css.total}>{format.number(total)}</span>}
      toolbar={(total > 0 || isNarrowed) && <Narrowing />}
    >
      {list.error !== null ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : list.isPending ? null : total === 0 ? (
        <EmptyState icon={SearchX} title={t('nothingFound')} hint={t('nothingFoundHint')}>
          <Button onPress={() => useInboxStore.setState({ lineId: null, title: '' })}>{t('showAll')}</Button>
        </EmptyState>
      ) : (
        <>
          <VirtualList
            label={t('title')}
            items={held.items}
            itemKey={({ id }) => id}
            rowHeight={rowHeight}
            selectedKey={conversationId}
            onSelect={({ id }) => replacePlace({ section: 'inbox', conversationId: id, messageId: null })}
            onEnter={focusThread}
            onEndReached={() => {
              if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
            }}
            onTopChange={held.onTopChange}
            topRequest={held.topRequest}
            renderRow={(conversation, isSelected) => (
              <ConversationRow conversation={conversation} isSelected={isSelected} />
            )}
          />
          {held.waiting > 0 && (
            <div className={css.pill}>
              <Button icon={ArrowUp} onPress={held.release}>
                {t('common:newItems', { count: held.waiting })}
              </Button>
            </div>
          )}
        </>
      )}
    </Region>
  );
}

/** The fields that narrow the list. */
function Narrowing() {
  const { t } = useTranslation(['inbox', 'common']);
  const { lineId, title } = useInboxStore();
  const lines = useRequest('lines.list', {});
  const field = useRef<HTMLInputElement>(null);
  useShortcut({ keys: '/', label: t('findTitle'), group: t('title') }, () => field.current?.focus());
  const all = 0;
  const options = (lines.data?.lines ?? []).map(({ id, name }) => ({ id, label: name }));
  return (
    <div className={css.narrowing}>
      <SearchField
        label={t('findTitle')}
        inputRef={field}
        value={title}
        onChange={(value) => useInboxStore.setState({ title: value })}
        maxLength={120}
      />
      {options.length > 1 && (
        <Select
          label={t('line')}
          isLabelHidden
          value={lineId ?? all}
          options={[{ id: all, label: t('common:allLines') }, ...options]}
          onChange={(id) => useInboxStore.setState({ lineId: id === all ? null : id })}
        />
      )}
      <div className={css.questions}>
        <OpenQuestions />
      </div>
    </div>
  );
}
