import { SquareArrowOutUpRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SearchHit } from '#shared/contract/search.ts';
import { Button } from '../../ui/button/Button.tsx';
import { goTo } from '../../ui/frame/navigation.ts';
import { useShortcut } from '../../ui/keyboard/shortcuts.ts';
import { Region } from '../../ui/layout/Region.tsx';
import { Thread } from '../../ui/message/Thread.tsx';
import { usePersonName } from '../../ui/person/usePersonName.ts';
import css from './Search.module.css';

/** The thread around a hit. */
export function FoundThread({ hit }: { readonly hit: SearchHit }) {
  const { t } = useTranslation('search');
  const personName = usePersonName();
  const { conversation } = hit;
  const openInInbox = () => goTo({ section: 'inbox', conversationId: conversation.id, messageId: hit.id });
  useShortcut({ keys: 'o', label: t('openInInbox'), group: t('title') }, openInInbox);
  return (
    <Region
      kind="detail"
      label={t('found')}
      header={
        <header className={css.threadHeader}>
          <div className={css.heading}>
            <h2 className={css.oneLine}>
              <bdi dir="auto">{personName(conversation.title)}</bdi>
            </h2>
            <p className={css.softLine}>{conversation.line.name}</p>
          </div>
          <Button icon={SquareArrowOutUpRight} shortcut="o" onPress={openInInbox}>
            {t('openInInbox')}
          </Button>
        </header>
      }
    >
      <Thread conversationId={conversation.id} conversationKind={conversation.kind} messageId={hit.id} />
    </Region>
  );
}
