import { MessagesSquare } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/feedback/States.tsx';
import { usePlace } from '../../ui/frame/navigation.ts';
import { useReady } from '../../ui/frame/useReady.ts';
import { Region } from '../../ui/layout/Region.tsx';
import { SplitPane } from '../../ui/layout/SplitPane.tsx';
import { ConversationList } from './ConversationList.tsx';
import { ConversationPane } from './ConversationPane.tsx';
import { EmptyInbox } from './EmptyInbox.tsx';
import { useConversations } from './useConversations.ts';

/** The conversations of all lines, and the one that is open. */
export function InboxScreen() {
  const { t } = useTranslation('inbox');
  const { conversationId, messageId } = usePlace('inbox');
  const { list, total, isNarrowed } = useConversations();
  useReady('inbox', !list.isPending);
  if (list.data !== undefined && total === 0 && !isNarrowed) {
    return (
      <Region kind="detail" label={t('title')}>
        <EmptyInbox />
      </Region>
    );
  }
  return (
    <SplitPane
      name="inbox.list"
      fixed="start"
      initial={380}
      min={260}
      max={560}
      start={<ConversationList />}
      end={
        conversationId === null ? (
          <Region kind="detail" label={t('conversation')} header={null}>
            <EmptyState icon={MessagesSquare} title={t('choose.title')} hint={t('choose.hint')} />
          </Region>
        ) : (
          <ConversationPane key={conversationId} conversationId={conversationId} messageId={messageId} />
        )
      }
    />
  );
}
