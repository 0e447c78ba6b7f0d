import { ArrowDown } from 'lucide-react';
import { Fragment, useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationKind } from '#shared/model/message.ts';
import { client } from '../../api/client.ts';
import { useHostEvent } from '../../api/useHostEvent.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { Button } from '../button/Button.tsx';
import { ErrorState, InlineError } from '../feedback/States.tsx';
import { useShortcut } from '../keyboard/shortcuts.ts';
import { GapDivider } from './GapDivider.tsx';
import { MessageBubble } from './MessageBubble.tsx';
import { placeGaps } from './threadGaps.ts';
import { createThreadLoader, type ThreadLoader } from './threadLoader.ts';
import { layOutThread } from './threadRows.ts';
import { useReadingPlace } from './useReadingPlace.ts';
import css from './Thread.module.css';

export interface ThreadProps {
  readonly conversationId: number;
  readonly conversationKind: ConversationKind;
  /** The message to show first; null for the newest. */
  readonly messageId: number | null;
}

/** A conversation: its newest messages or those around one message, and more in both directions as one scrolls. */
export function Thread(props: ThreadProps) {
  return <LoadedThread key={props.conversationId} {...props} />;
}

function useLoader(conversationId: number): ThreadLoader {
  return useMemo(
    () =>
      createThreadLoader((at, limit, signal) =>
        client.request('inbox.messages', { conversationId, at, limit }, signal),
      ),
    [conversationId],
  );
}

function LoadedThread({ conversationId, conversationKind, messageId }: ThreadProps) {
  const { t } = useTranslation('message');
  const format = useFormat();
  const loader = useLoader(conversationId);
  const { window, error, jump } = useSyncExternalStore(loader.subscribe, loader.getState);
  const { scroller, content, isAtEnd, newBelow, readingId } = useReadingPlace(window, jump, loader);

  useEffect(() => {
    loader.jumpTo(messageId === null ? 'newest' : { around: messageId });
  }, [loader, messageId]);
  useEffect(() => () => loader.close(), [loader]);
  useHostEvent((event) => {
    const isAffected = event.type === 'inbox.changed' && event.conversationIds.includes(conversationId);
    if (isAffected || event.type === 'review.changed' || event.type === 'coverage.changed')
      loader.refresh(readingId());
  });

  const toNewest = useCallback(() => loader.jumpTo('newest'), [loader]);
  const group = t('thread');
  useShortcut({ keys: 'mod+end', label: t('toNewest'), group }, toNewest);
  useShortcut({ keys: 'mod+home', label: t('toOldest'), group }, () => loader.jumpTo({ after: 0 }));

  const { days, gapBefore } = useMemo(() => {
    const gaps = window === null ? undefined : placeGaps(window.messages, window.gaps, window);
    return {
      days: layOutThread(window?.messages ?? [], format.isoDate, gaps),
      gapBefore: gaps?.get(-1) ?? null,
    };
  }, [window, format]);
  if (window === null) {
    return error === null ? null : (
      <ErrorState
        error={error}
        onRetry={() => loader.jumpTo(messageId === null ? 'newest' : { around: messageId })}
      />
    );
  }
  return (
    <div className={css.thread}>
      {/* A region that scrolls must be reachable by keyboard. */}
      <div
        ref={scroller}
        className={css.scroller}
        role="log"
        aria-label={t('thread')}
        aria-live="off"
        tabIndex={0}
      >
        <div ref={content} className={css.content}>
          {error !== null && <InlineError error={error} />}
          {!window.hasOlder && (
            <p className={css.edge}>{window.messages.length === 0 ? t('noMessages') : t('beginning')}</p>
          )}
          {gapBefore !== null && <GapDivider gap={gapBefore} />}
          {days.map((day) => (
            <section key={day.date} className={css.dayOfMessages}>
              <h3 className={css.day}>
                <span>{format.day(day.at)}</span>
              </h3>
              {day.rows.map(({ message, startsGroup, endsGroup, gapAfter }) => (
                <Fragment key={message.id}>
                  <MessageBubble
                    message={message}
                    startsGroup={startsGroup}
                    endsGroup={endsGroup}
                    showsSender={conversationKind === 'group'}
                    isTarget={message.id === messageId}
                  />
                  {gapAfter !== null && <GapDivider gap={gapAfter} />}
                </Fragment>
              ))}
            </section>
          ))}
        </div>
      </div>
      {(!isAtEnd || window.hasNewer) && (
        <div className={css.below}>
          <Button icon={ArrowDown} shortcut="mod+end" onPress={toNewest}>
            {newBelow > 0 ? t('newBelow', { count: newBelow }) : t('toNewest')}
          </Button>
        </div>
      )}
    </div>
  );
}
