import { useTranslation } from 'react-i18next';
import type { QueueItem } from '#shared/contract/review.ts';
import type { Decision } from '#shared/model/review.ts';
import { goTo, replacePlace, usePlace } from '../../ui/frame/navigation.ts';
import { useShortcut } from '../../ui/keyboard/shortcuts.ts';
import { SplitPane } from '../../ui/layout/SplitPane.tsx';
import { useListShortcuts } from '../../ui/list/useListShortcuts.ts';
import { focusThread } from '../../ui/message/focusThread.ts';
import { itemAfter } from './queue.ts';
import { QueueEmpty } from './QueueEmpty.tsx';
import { QueueList } from './QueueList.tsx';
import { ReviewDetail } from './ReviewDetail.tsx';
import { keepNote, useReviewStore } from './reviewStore.ts';
import { useDecisions } from './useDecisions.ts';
import { useQueue, type QueueFilter } from './useQueue.ts';

/** The flagged queue: what waits, why, what was said around it, and the decision. */
export function ReviewScreen() {
  const { t } = useTranslation('review');
  const place = usePlace('review');
  const { choice, notes } = useReviewStore();
  const filter: QueueFilter = { ...choice, policyId: place.policyId };
  const queue = useQueue(filter);
  const { items } = queue;
  const selected = items.find(({ message }) => message.id === place.messageId) ?? items[0] ?? null;

  const select = (item: QueueItem | null) =>
    replacePlace({ section: 'review', messageId: item?.message.id ?? null, policyId: place.policyId });
  const { decide, undoLast } = useDecisions(queue, (item, note) => {
    keepNote(item.message.id, note);
    select(item);
  });
  const noteOf = ({ message }: QueueItem) => notes.get(message.id) ?? '';
  const decideSelected = (decision: Decision) => {
    if (selected === null || selected.decision !== null) return;
    select(itemAfter(items, selected.message.id));
    decide(selected, decision, noteOf(selected));
    keepNote(selected.message.id, '');
  };
  const setFilter = ({ policyId, ...next }: QueueFilter) => {
    useReviewStore.setState({ choice: next });
    if (policyId !== place.policyId) replacePlace({ ...place, policyId });
  };

  const group = t('title');
  const canDecide = selected !== null && selected.decision === null;
  useListShortcuts({
    items,
    itemKey: ({ message }) => message.id,
    selectedKey: selected?.message.id ?? null,
    onSelect: select,
    labels: { next: t('keys.next'), previous: t('keys.previous'), group },
  });
  const openInInbox = () => {
    if (selected === null) return;
    const { conversation, message } = selected;
    goTo({ section: 'inbox', conversationId: conversation.id, messageId: message.id });
  };
  useShortcut({ keys: 'enter', label: t('keys.open'), group, enabled: selected !== null }, focusThread);
  useShortcut({ keys: '1', label: t('keys.noIssue'), group, enabled: canDecide }, () =>
    decideSelected('no-issue'),
  );
  useShortcut({ keys: '2', label: t('keys.violation'), group, enabled: canDecide }, () =>
    decideSelected('violation'),
  );
  useShortcut({ keys: '3', label: t('keys.escalate'), group, enabled: canDecide }, () =>
    decideSelected('escalated'),
  );
  useShortcut({ keys: 'u', label: t('keys.undo'), group, enabled: undoLast !== null }, () => undoLast?.());
  useShortcut({ keys: 'o', label: t('keys.inbox'), group, enabled: selected !== null }, openInInbox);

  return (
    <SplitPane
      name="review"
      fixed="start"
      initial={460}
      min={340}
      max={720}
      start={
        <QueueList filter={filter} onFilter={setFilter} queue={queue} selected={selected} onSelect={select} />
      }
      end={
        selected === null ? (
          queue.isLoaded && !queue.hasMore && <QueueEmpty filter={filter} onFilter={setFilter} />
        ) : (
          <ReviewDetail
            key={selected.message.id}
            item={selected}
            note={noteOf(selected)}
            onNote={(note) => keepNote(selected.message.id, note)}
            onDecide={decideSelected}
            onOpenInInbox={openInInbox}
          />
        )
      }
    />
  );
}
