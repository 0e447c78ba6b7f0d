import { Ban, Reply } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConversationKind, Direction, MessageKind } from '#shared/model/message.ts';
import { usePersonName } from '../person/usePersonName.ts';
import { kindIcons, kindWords } from './kinds.ts';
import { useNotice } from './useNotice.ts';
import css from './MessagePreview.module.css';

export interface MessagePreviewProps {
  readonly message: {
    readonly text: string;
    readonly kind: MessageKind;
    readonly direction: Direction | null;
    readonly sender: string | null;
  };
  readonly conversationKind: ConversationKind;
}

/** More of a message than this is never in sight in a list. */
const previewLength = 200;

/** The last words of a conversation on one line: whose they are, what kind, and the text. */
export function MessagePreview({ message, conversationKind }: MessagePreviewProps) {
  const { t } = useTranslation('message');
  const { text, kind, direction, sender } = message;
  const notice = useNotice(message);
  const personName = usePersonName();
  const words = (notice ?? text).slice(0, previewLength).replace(/\s+/g, ' ');
  const Icon = kind === 'text' ? Ban : kindIcons[kind];
  const isPlain = kind === 'system' || (kind === 'text' && words !== '');
  return (
    <span className={css.preview}>
      {direction === 'outgoing' && <Reply className={css.icon} aria-label={t('ours')} />}
      {conversationKind === 'group' && direction === 'incoming' && sender !== null && (
        <bdi className={css.sender} dir="auto">
          {personName(sender)}:
        </bdi>
      )}
      {!isPlain && <Icon aria-hidden className={css.icon} />}
      <bdi className={css.words} dir="auto">
        {words === '' ? t(kindWords(kind)) : words}
      </bdi>
    </span>
  );
}
