import { Check, CircleAlert, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../button/Button.tsx';
import { IconButton } from '../button/IconButton.tsx';
import { cx } from '../cx.ts';
import { useShortcut } from '../keyboard/shortcuts.ts';
import { dismissToast, useToasts, type Toast } from './toasts.ts';
import css from './ToastRegion.module.css';

function undo(toast: Toast | undefined): void {
  if (toast === undefined) return;
  dismissToast(toast.id);
  toast.undo?.();
}

/** Where toasts appear; once in the window. */
export function ToastRegion() {
  const { t } = useTranslation('common');
  const toasts = useToasts((state) => state.toasts);
  const latest = toasts.findLast(({ undo }) => undo !== null);
  useShortcut(
    { keys: 'mod+z', label: t('undo'), group: t('shortcuts.window'), enabled: latest !== undefined },
    () => undo(latest),
  );
  return (
    <div className={css.region} role="region" aria-label={t('notifications')} aria-live="polite">
      {toasts.map((toast) => (
        <div key={toast.id} className={cx(css.toast)}>
          {toast.tone === 'done' ? (
            <Check aria-hidden className={css.done} />
          ) : (
            <CircleAlert aria-hidden className={css.error} />
          )}
          <span className={css.words}>{toast.message}</span>
          {toast.undo !== null && (
            <Button
              variant="quiet"
              {...(toast === latest && { shortcut: 'mod+z' })}
              onPress={() => undo(toast)}
            >
              {t('undo')}
            </Button>
          )}
          <IconButton icon={X} label={t('close')} onPress={() => dismissToast(toast.id)} />
        </div>
      ))}
    </div>
  );
}
