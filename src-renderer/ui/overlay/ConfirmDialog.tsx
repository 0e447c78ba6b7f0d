import { useTranslation } from 'react-i18next';
import { InlineError } from '../feedback/States.tsx';
import { Button } from '../button/Button.tsx';
import { Dialog } from './Dialog.tsx';
import css from './Dialog.module.css';

export interface ConfirmDialogProps {
  readonly title: string;
  /** What exactly will happen, and to how many things. */
  readonly message: string;
  readonly confirmLabel: string;
  readonly isDangerous?: boolean;
  readonly isPending?: boolean;
  readonly error?: unknown;
  readonly isOpen: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something that can't simply be taken back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const {
    title,
    message,
    confirmLabel,
    isDangerous = false,
    isPending = false,
    error,
    isOpen,
    onConfirm,
    onClose,
  } = props;
  const { t } = useTranslation('common');
  return (
    <Dialog
      title={title}
      isOpen={isOpen}
      onClose={onClose}
      isQuestion
      footer={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button variant={isDangerous ? 'danger' : 'primary'} isPending={isPending} onPress={onConfirm}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      <p className={css.words}>{message}</p>
      {error !== undefined && error !== null && <InlineError error={error} />}
    </Dialog>
  );
}
