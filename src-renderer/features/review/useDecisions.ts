import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueItem } from '#shared/contract/review.ts';
import { undoSeconds, type Decision } from '#shared/model/review.ts';
import { useAction } from '../../api/requests.ts';
import { useErrorText } from '../../i18n/errors.ts';
import { dismissToast, showToast } from '../../ui/feedback/toasts.ts';
import type { Queue } from './useQueue.ts';

interface Decided {
  readonly item: QueueItem;
  readonly note: string;
  readonly decisionId: number;
  readonly toastId: number;
}

/** Deciding, and taking the last decision back. */
export interface Decisions {
  readonly decide: (item: QueueItem, decision: Decision, note: string) => void;
  /** Takes the last decision back; null when there is none that can be. */
  readonly undoLast: (() => void) | null;
}

/** Decides on items of a queue: each leaves it at once and comes back when the decision fails or is undone. */
export function useDecisions(queue: Queue, onRestored: (item: QueueItem, note: string) => void): Decisions {
  const { t } = useTranslation('review');
  const describe = useErrorText();
  const deciding = useAction('review.decide');
  const undoing = useAction('review.undo');
  const [last, setLast] = useState<Decided | null>(null);

  const putBack = (item: QueueItem, note: string) => {
    queue.restore(item);
    onRestored(item, note);
  };
  const undo = ({ item, note, decisionId, toastId }: Decided) => {
    setLast((latest) => (latest?.decisionId === decisionId ? null : latest));
    dismissToast(toastId);
    undoing.mutateAsync({ decisionId }).then(
      () => putBack(item, note),
      (error: unknown) => showToast(describe(error), { tone: 'error' }),
    );
  };
  return {
    decide(item, decision, note) {
      queue.remove(item);
      deciding.mutateAsync({ messageId: item.message.id, decision, note: note.trim() }).then(
        ({ decisionId }) => {
          const toastId = showToast(t(`toast.${decision}`), {
            undo: () => undo({ item, note, decisionId, toastId }),
          });
          setLast({ item, note, decisionId, toastId });
          setTimeout(
            () => setLast((latest) => (latest?.decisionId === decisionId ? null : latest)),
            undoSeconds * 1000,
          );
        },
        (error: unknown) => {
          putBack(item, note);
          showToast(describe(error), { tone: 'error' });
        },
      );
    },
    undoLast: last === null ? null : () => undo(last),
  };
}
