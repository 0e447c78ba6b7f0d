import { Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConversationSummary } from '#shared/contract/inbox.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { cx } from '../../ui/cx.ts';
import { SeverityBadge } from '../../ui/feedback/Badge.tsx';
import { MessagePreview } from '../../ui/message/MessagePreview.tsx';
import { usePersonName } from '../../ui/person/usePersonName.ts';
import css from './ConversationRow.module.css';

export interface ConversationRowProps {
  readonly conversation: ConversationSummary;
  /** What is open is seen. */
  readonly isSelected: boolean;
}

/** Who, last words, when, which line, how grave, how many unseen. */
export function ConversationRow({ conversation, isSelected }: ConversationRowProps) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  const personName = usePersonName();
  const { title, kind, line, flagged, last } = conversation;
  const unseen = isSelected ? 0 : conversation.unseen;
  return (
    <div className={cx(css.row, unseen > 0 && css.unseen)}>
      <div className={css.who}>
        {kind === 'group' && <Users className={css.group} aria-label={t('group')} />}
        <bdi className={css.title} dir="auto">
          {personName(title)}
        </bdi>
        <span className={css.line}>{line.name}</span>
      </div>
      <div className={css.when}>
        {last !== null && (
          <time dateTime={new Date(last.sentAt).toISOString()} title={format.exact(last.sentAt)}>
            {format.brief(last.sentAt)}
          </time>
        )}
      </div>
      <div className={css.words}>
        {last !== null && <MessagePreview message={last} conversationKind={kind} />}
      </div>
      <div className={css.marks}>
        {flagged !== null && <SeverityBadge severity={flagged} isShapeOnly />}
        {unseen > 0 && (
          <span className={css.count} aria-label={t('unseen', { count: unseen })}>
            {unseen > 99 ? '99+' : unseen}
          </span>
        )}
      </div>
    </div>
  );
}
