import {
  Ban,
  Forward,
  LockKeyhole,
  MapPin,
  Megaphone,
  Pencil,
  ShieldQuestion,
  type LucideIcon,
} from 'lucide-react';
import { memo, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageView } from '#shared/contract/fields.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { cx } from '../cx.ts';
import { usePersonName } from '../person/usePersonName.ts';
import { Attachment } from './Attachment.tsx';
import { HighlightedText } from './HighlightedText.tsx';
import { KindLine } from './KindLine.tsx';
import { DetailsButton, MessageFoot } from './MessageFoot.tsx';
import { QuoteBlock } from './QuoteBlock.tsx';
import type { Mark } from './segments.ts';
import { SubjectBlock } from './SubjectBlock.tsx';
import { useNotice } from './useNotice.ts';
import css from './MessageBubble.module.css';

export interface MessageBubbleProps {
  readonly message: MessageView;
  readonly startsGroup: boolean;
  readonly endsGroup: boolean;
  /** In groups the sender's name stands above what they wrote. */
  readonly showsSender: boolean;
  /** The message that somebody came here for. */
  readonly isTarget?: boolean;
}

/** One message: what was written and sent, what happened to it since, when, and which policies it hit. */
export const MessageBubble = memo(function MessageBubble(props: MessageBubbleProps) {
  const { message, startsGroup, endsGroup, showsSender, isTarget = false } = props;
  const { t } = useTranslation(['message', 'common']);
  const format = useFormat();
  const personName = usePersonName();
  const notice = useNotice(message);
  const marks = useMemo(() => {
    const byText = Map.groupBy(message.flags, ({ edit }) => edit);
    return new Map(
      [...byText].map(([edit, flags]) => [
        edit,
        flags.flatMap(({ policy, spans }) =>
          spans.map((span) => ({ span, label: t('flaggedBy', { policy }) })),
        ),
      ]),
    );
  }, [message.flags, t]);
  if (message.kind === 'system') {
    return (
      <div className={css.system} data-message={message.id}>
        <HighlightedText text={notice ?? message.text} />
        <time className={css.time} title={format.exact(message.sentAt)}>
          {format.time(message.sentAt)}
        </time>
        <DetailsButton messageId={message.id} />
      </div>
    );
  }
  const isOurs = message.direction === 'outgoing';
  const sender = message.sender === null ? t('common:unknownSender') : personName(message.sender);
  return (
    <article
      className={cx(
        css.row,
        isOurs ? css.ours : css.theirs,
        startsGroup && css.starts,
        isTarget && css.target,
      )}
      data-message={message.id}
      aria-label={`${isOurs ? t('you', { name: sender }) : sender}, ${format.time(message.sentAt)}`}
    >
      <div className={cx(css.bubble, !endsGroup && css.continues)}>
        {showsSender && startsGroup && (
          <bdi className={css.sender} dir="auto">
            {sender}
          </bdi>
        )}
        <Origin message={message} />
        {message.quote !== null && <QuoteBlock quote={message.quote} />}
        <KindLine message={message} notice={notice} />
        {message.attachment !== null && (
          <Attachment
            messageId={message.id}
            attachment={message.attachment}
            kind={message.kind}
            canFetch={message.source === 'live'}
          />
        )}
        {notice === null && <Words message={message} marks={marks.get(null) ?? noMarks} />}
        <Facts message={message} marks={marks} />
        <MessageFoot message={message} />
      </div>
      {message.reactions.length > 0 && (
        <ul className={css.reactions}>
          {message.reactions.map(({ emoji, sender: by }) => (
            <li
              key={`${emoji}${by ?? ''}`}
              title={t('reactionBy', { emoji, name: by ?? t('common:unknownSender') })}
              className={css.reaction}
            >
              {emoji}
            </li>
          ))}
        </ul>
      )}
    </article>
  );
});

const noMarks: readonly Mark[] = [];

/** What was said, with what it is about. */
function Words({ message, marks }: { readonly message: MessageView; readonly marks: readonly Mark[] }) {
  if (message.subject !== null)
    return <SubjectBlock message={message} subject={message.subject} marks={marks} />;
  return message.text === '' ? null : <HighlightedText text={message.text} marks={marks} />;
}

/** That a message was passed on, or that its writer came from an advertisement. */
function Origin({ message: { forwarded, advertisement } }: { readonly message: MessageView }) {
  const { t } = useTranslation('message');
  return (
    <>
      {forwarded !== null && <Fact icon={Forward}>{t(`forwarded.${forwarded}`)}</Fact>}
      {advertisement !== null && (
        <Fact icon={Megaphone}>
          <span>
            {t('advertisement')} <HighlightedText text={advertisement.title || advertisement.body} isInline />
          </span>
        </Fact>
      )}
    </>
  );
}

interface FactsProps {
  readonly message: MessageView;
  /** The words that policies hit, in each edit by its index. */
  readonly marks: ReadonlyMap<number | null, readonly Mark[]>;
}

/** What happened to the message: facts, never a reason to hide it. */
function Facts({ message, marks }: FactsProps) {
  const { t } = useTranslation('message');
  const format = useFormat();
  const { deleted, deletedAt, edited, edits, suspicious, sentAt, position, sealed } = message;
  const when = (at: number) => (format.daysBetween(at, sentAt) === 0 ? format.time(at) : format.dateTime(at));
  const isGone = deleted && message.text === '' && message.attachment === null;
  return (
    <>
      {edits.map(({ at, text }, index) => (
        <div key={at} className={css.edit}>
          <Fact icon={Pencil}>{t('editedAt', { when: when(at) })}</Fact>
          <HighlightedText text={text} marks={marks.get(index)} />
        </div>
      ))}
      {edited && edits.length === 0 && <Fact icon={Pencil}>{t('edited')}</Fact>}
      {deleted && (
        <Fact icon={Ban}>
          {isGone
            ? t('deletedGone')
            : deletedAt === null
              ? t('deleted')
              : t('deletedAt', { when: when(deletedAt) })}
        </Fact>
      )}
      {position !== null && (
        <Fact icon={MapPin}>{t('lastPosition', { where: position.text, when: when(position.at) })}</Fact>
      )}
      {sealed > 0 && <Fact icon={LockKeyhole}>{t('sealed', { count: sealed })}</Fact>}
      {suspicious && <Fact icon={ShieldQuestion}>{t('suspicious')}</Fact>}
    </>
  );
}

function Fact({ icon: Icon, children }: { readonly icon: LucideIcon; readonly children: ReactNode }) {
  return (
    <p className={css.fact}>
      <Icon aria-hidden className={css.factIcon} />
      {children}
    </p>
  );
}
