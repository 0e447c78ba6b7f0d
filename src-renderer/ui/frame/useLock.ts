import { useAction } from '../../api/requests.ts';
import { useErrorText } from '../../i18n/errors.ts';
import { showToast } from '../feedback/toasts.ts';
import { useOverlays } from './overlays.ts';
import { unsavedCount } from './unsaved.ts';

/** Locks the workspace: at once, or after asking when something that is not saved would be lost. */
export function useLock(): { readonly lock: () => void; readonly askToLock: () => void } {
  const describe = useErrorText();
  const action = useAction('workspace.lock');
  const lock = () => action.mutate({}, { onError: (error) => showToast(describe(error), { tone: 'error' }) });
  return {
    lock,
    askToLock() {
      if (unsavedCount() > 0) useOverlays.setState({ open: 'lock' });
      else lock();
    },
  };
}
