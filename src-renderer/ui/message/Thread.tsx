import { ArrowDown } from 'lucide-react';
import { Fragment, useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationKind } from '#shared/model/message.ts';
import { client } from '../../api/client.ts';
import { useHostEvent } from '../../api/useHostEvent.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { Button } from '../button/Button.tsx';
import { ErrorState, InlineError } from '../feedback/States.tsx';
import { goTo } from '../frame/navigation.ts';
import { useShortcut } from '../keyboard/shortcuts.ts';
import { DetailsPopover } from './DetailsPopover.tsx';
import { GapDivider } from './GapDivider.tsx';
import { MessageBubble } from './MessageBubble.tsx';
import { placeGaps } from './threadGaps.ts';
import { createThreadLoader, type ThreadLoader } from './threadLoader.ts';
import { ThreadActionsProvider, type ThreadActions } from './threadActions.ts';
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

  /** The message that a quote led to, until somebody comes here for another one. */
  const [opened, setOpened] = useState<{ readonly id: number; readonly from: number | null } | null>(null);
  const target = opened !== null && opened.from === messageId ? opened.id : messageId;
  const [details, setDetails] = useState<{ readonly id: number; readonly beside: Element } | null>(null);
  const actions = useMemo<ThreadActions>(
    () => ({
      open(message, isHere) {
        if (!isHere) {
          goTo({ section: 'inbox', conversationId: message.conversationId, messageId: message.id });
          return;
        }
        setOpened({ id: message.id, from: messageId });
        loader.jumpTo({ around: message.id });
      },
      showDetails: (id, beside) => setDetails({ id, beside }),
    }),
    [loader, messageId],
  );
  const detailed = window?.messages.find(({ id }) => id === details?.id);

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
    <ThreadActionsProvider value={actions}>
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
                      isTarget={message.id === target}
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
        {details !== null && detailed !== undefined && (
          <DetailsPopover message={detailed} beside={details.beside} onClose={() => setDetails(null)} />
        )}
      </div>
    </ThreadActionsProvider>
  );
}
