import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useOverlays } from '../../ui/frame/overlays.ts';
import { unsavedCount } from '../../ui/frame/unsaved.ts';
import { useLock } from '../../ui/frame/useLock.ts';
import { useShortcut } from '../../ui/keyboard/shortcuts.ts';
import { ConfirmDialog } from '../../ui/overlay/ConfirmDialog.tsx';

/** The command that locks the workspace, and the question before it while something is not saved. */
export function LockQuestion() {
  const { t } = useTranslation('common');
  const isOpen = useOverlays(({ open }) => open === 'lock');
  const { lock, askToLock } = useLock();
  useShortcut({ keys: 'mod+l', label: t('frame.lock'), group: t('shortcuts.window') }, askToLock);
  useKeepOpen();
  return (
    <ConfirmDialog
      title={t('frame.lockTitle')}
      message={t('frame.unsaved', { count: unsavedCount() })}
      confirmLabel={t('frame.lockAnyway')}
      isDangerous
      isOpen={isOpen}
      onConfirm={lock}
      onClose={() => useOverlays.setState({ open: null })}
    />
  );
}

/** Has the shell ask before it closes a window in which something is not saved. */
function useKeepOpen(): void {
  useEffect(() => {
    const onLeave = (event: BeforeUnloadEvent) => {
      if (unsavedCount() > 0) event.preventDefault();
    };
    window.addEventListener('beforeunload', onLeave);
    return () => window.removeEventListener('beforeunload', onLeave);
  }, []);
}
