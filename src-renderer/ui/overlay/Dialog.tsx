import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../button/IconButton.tsx';
import { cx } from '../cx.ts';
import css from './Dialog.module.css';

export interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  /** Called for Escape, the cross and a press outside. */
  readonly onClose: () => void;
  /** `small` 440 px, `medium` 640 px, `large` 960 px. */
  readonly size?: 'small' | 'medium' | 'large';
  /** Buttons at the bottom, the one to press last. */
  readonly footer?: ReactNode;
  /** A question to answer: a press outside does not close it, and screen readers announce it. */
  readonly isQuestion?: boolean;
  readonly children: ReactNode;
}

/** A dialog over the window; it takes the focus and gives it back. */
export function Dialog({
  title,
  isOpen,
  onClose,
  size = 'small',
  footer,
  isQuestion = false,
  children,
}: DialogProps) {
  const { t } = useTranslation('common');
  return (
    <ModalOverlay
      className={cx(css.scrim)}
      isOpen={isOpen}
      isDismissable={!isQuestion}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className={cx(css.modal, css[size])} data-modal>
        <AriaDialog className={cx(css.dialog)} role={isQuestion ? 'alertdialog' : 'dialog'}>
          <header className={css.header}>
            <Heading slot="title" level={2} className={cx(css.title)}>
              {title}
            </Heading>
            <IconButton icon={X} label={t('close')} onPress={onClose} />
          </header>
          <div className={css.body}>{children}</div>
          {footer !== undefined && <footer className={css.footer}>{footer}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
