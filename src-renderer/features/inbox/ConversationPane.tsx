import { FolderOutput, PanelRight, Search, Users } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { wholeScope } from '#shared/model/export.ts';
import { useRequest } from '../../api/requests.ts';
import { IconButton } from '../../ui/button/IconButton.tsx';
import { ErrorState } from '../../ui/feedback/States.tsx';
import { goTo, replacePlace } from '../../ui/frame/navigation.ts';
import { useHasRole } from '../../ui/frame/useMe.ts';
import { useShortcut } from '../../ui/keyboard/shortcuts.ts';
import { Region } from '../../ui/layout/Region.tsx';
import { SidePanel, useSidePanel } from '../../ui/layout/SidePanel.tsx';
import { Thread } from '../../ui/message/Thread.tsx';
import { ConversationContext } from './ConversationContext.tsx';
import { usePersonName } from '../../ui/person/usePersonName.ts';
import { useSeen } from './useSeen.ts';
import css from './ConversationPane.module.css';

export interface ConversationPaneProps {
  readonly conversationId: number;
  readonly messageId: number | null;
}

/** One conversation: its heading, its thread, and what is known about it at the side. */
export function ConversationPane({ conversationId, messageId }: ConversationPaneProps) {
  const { t } = useTranslation('inbox');
  const conversation = useRequest('inbox.conversation', { id: conversationId });
  const personName = usePersonName();
  const panel = useSidePanel('inbox.context');
  useSeen(conversationId);
  const currentId = conversation.data?.id;
  useEffect(() => {
    // Since it was opened, it has become one with another conversation with the same person.
    if (currentId !== undefined && currentId !== conversationId)
      replacePlace({ section: 'inbox', conversationId: currentId, messageId });
  }, [currentId, conversationId, messageId]);
  useShortcut({ keys: 'mod+i', label: t('context'), group: t('conversation') }, panel.toggle);
  const findHere = () => goTo({ section: 'search', query: null, conversationId });
  useShortcut({ keys: 'mod+f', label: t('findHere'), group: t('conversation') }, findHere);

  const mayExport = useHasRole('owner', 'exporter');
  const exportThis = () =>
    goTo({ section: 'export', exportId: null, wanted: { ...wholeScope, conversationId } });

  if (conversation.error !== null) {
    return (
      <Region kind="detail" label={t('conversation')}>
        <ErrorState error={conversation.error} onRetry={() => void conversation.refetch()} />
      </Region>
    );
  }
  const { data } = conversation;
  return (
    <SidePanel
      panel={panel}
      label={t('context')}
      side={data !== undefined && <ConversationContext conversation={data} />}
    >
      <Region
        kind="detail"
        label={t('conversation')}
        header={
          <header className={css.header}>
            <div className={css.heading}>
              <h2 className={css.title}>
                {data?.kind === 'group' && <Users className={css.group} aria-label={t('group')} />}
                <bdi dir="auto">{data && personName(data.title)}</bdi>
              </h2>
              {data !== undefined && (
                <p className={css.line}>
                  {data.line.name}
                  {data.employee === data.line.name ? '' : ` · ${data.employee}`}
                </p>
              )}
            </div>
            {mayExport && <IconButton icon={FolderOutput} label={t('export')} onPress={exportThis} />}
            <IconButton icon={Search} label={t('findHere')} shortcut="mod+f" onPress={findHere} />
            <IconButton
              icon={PanelRight}
              label={t('context')}
              shortcut="mod+i"
              isPressed={panel.isOpen}
              onPress={panel.toggle}
            />
          </header>
        }
      >
        {data !== undefined && (
          <Thread conversationId={conversationId} conversationKind={data.kind} messageId={messageId} />
        )}
      </Region>
    </SidePanel>
  );
}
