import { MessageSquareText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { QueueItem } from '#shared/contract/review.ts';
import type { Decision } from '#shared/model/review.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { Button } from '../../ui/button/Button.tsx';
import { Region } from '../../ui/layout/Region.tsx';
import { Thread } from '../../ui/message/Thread.tsx';
import { usePersonName } from '../../ui/person/usePersonName.ts';
import { DecisionBar } from './DecisionBar.tsx';
import { DecisionRecord } from './DecisionRecord.tsx';
import css from './ReviewDetail.module.css';
import { Why } from './Why.tsx';

export interface ReviewDetailProps {
  readonly item: QueueItem;
  readonly note: string;
  readonly onNote: (note: string) => void;
  readonly onDecide: (decision: Decision) => void;
  readonly onOpenInInbox: () => void;
}

/** One flagged message: why it was flagged, what was said around it, and the decision. */
export function ReviewDetail({ item, note, onNote, onDecide, onOpenInInbox }: ReviewDetailProps) {
  const { t } = useTranslation(['review', 'common']);
  const format = useFormat();
  const personName = usePersonName();
  const { message, conversation, decision } = item;
  return (
    <Region
      kind="detail"
      label={t('detail.label')}
      header={
        <header className={css.header}>
          <div className={css.who}>
            <h2 className={css.title}>
              <bdi dir="auto">{personName(conversation.title)}</bdi>
            </h2>
            <p className={css.about}>
              <bdi dir="auto">{conversation.line.name}</bdi>
              {' · '}
              {t(message.direction === 'outgoing' ? 'detail.outgoing' : 'detail.incoming', {
                sender: message.sender ?? t('common:unknownSender'),
              })}
              {' · '}
              <time title={format.exact(message.sentAt)}>{format.dateTime(message.sentAt)}</time>
            </p>
          </div>
          <Button icon={MessageSquareText} shortcut="o" onPress={onOpenInInbox}>
            {t('detail.openInbox')}
          </Button>
        </header>
      }
    >
      <div className={css.detail}>
        <div className={css.why}>
          <Why message={message} />
        </div>
        <div className={css.conversation}>
          <Thread
            conversationId={conversation.id}
            conversationKind={conversation.kind}
            messageId={message.id}
          />
        </div>
        <div className={css.decision}>
          {decision === null ? (
            <DecisionBar note={note} onNote={onNote} onDecide={onDecide} />
          ) : (
            <DecisionRecord decision={decision} />
          )}
        </div>
      </div>
    </Region>
  );
}
