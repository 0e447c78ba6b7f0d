import { createContext, useContext } from 'react';
import { goTo } from '../frame/navigation.ts';

/** What a message can ask of the thread that it is shown in. */
export interface ThreadActions {
  /** Goes to another message; `isHere` when it is in the same conversation. */
  readonly open: (message: { readonly id: number; readonly conversationId: number }, isHere: boolean) => void;
  /** Shows all that is known of a message, beside the element that was pressed. */
  readonly showDetails: (messageId: number, beside: Element) => void;
}

const ThreadActionsContext = createContext<ThreadActions>({
  open: ({ id, conversationId }) => goTo({ section: 'inbox', conversationId, messageId: id }),
  showDetails: () => undefined,
});

export const ThreadActionsProvider = ThreadActionsContext.Provider;
export const useThreadActions = (): ThreadActions => useContext(ThreadActionsContext);
