import { useTranslation } from 'react-i18next';
import type { LineView, LinkMethod } from '#shared/contract/lines.ts';
import { useAction } from '../../api/requests.ts';
import { showToast } from '../../ui/feedback/toasts.ts';
import { lineAction, lineCondition } from './status.ts';

/** What can be done about a line, and how the last attempt went. */
export interface LineActions {
  /** Does the one thing that the line's condition asks for. */
  readonly next: (line: LineView) => void;
  /** Asks WhatsApp for a code, to be scanned or typed, and shows it. */
  readonly link: (lineId: number, method: LinkMethod) => void;
  readonly cancelLink: (lineId: number) => void;
  /** Tries at once a connection that waits to be tried again. */
  readonly reconnect: (lineId: number) => void;
  readonly isPending: boolean;
  /** Why the last attempt to link failed. */
  readonly linkError: unknown;
  /** Why capture could not be paused, resumed or reconnected. */
  readonly captureError: unknown;
}

/** Makes the actions; the dialogs belong to the screen. */
export function useLineActions(
  openNotice: (line: LineView) => void,
  openLink: (lineId: number) => void,
  openSetUp: (lineId: number) => void,
): LineActions {
  const { t } = useTranslation('lines');
  const linking = useAction('lines.link');
  const cancelling = useAction('lines.cancelLink');
  const capture = useAction('lines.setCapture');
  const reconnecting = useAction('lines.reconnect');

  const link = (id: number, method: LinkMethod) => {
    linking.mutate({ id, method });
    openLink(id);
  };
  const setCapture = (id: number, running: boolean) => {
    const onSuccess = () => showToast(t(running ? 'dialog.resumed' : 'dialog.paused'));
    capture.mutate({ id, running }, { onSuccess });
  };
  return {
    link,
    cancelLink: (id) => cancelling.mutate({ id }),
    next(line) {
      const action = lineAction(lineCondition(line));
      switch (action) {
        case 'give-notice':
          return openNotice(line);
        case 'link':
          return link(line.id, { type: 'qr' });
        case 'set-up':
          return openSetUp(line.id);
        case 'show-code':
          return openLink(line.id);
        case 'pause':
        case 'resume':
          return setCapture(line.id, action === 'resume');
      }
    },
    isPending: capture.isPending,
    linkError: linking.error,
    reconnect: (id) => reconnecting.mutate({ id }),
    captureError: capture.error ?? reconnecting.error,
  };
}
