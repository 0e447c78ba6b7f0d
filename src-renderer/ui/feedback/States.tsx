import { CircleAlert, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../i18n/errors.ts';
import { Button } from '../button/Button.tsx';
import css from './States.module.css';

export interface EmptyStateProps {
  readonly icon: LucideIcon;
  readonly title: string;
  /** The next step, in a sentence. */
  readonly hint?: string;
  /** The button or buttons for that step. */
  readonly children?: ReactNode;
}

/** Nothing is here: says so, and what to do next. */
export function EmptyState({ icon: Icon, title, hint, children }: EmptyStateProps) {
  return (
    <div className={css.state}>
      <Icon aria-hidden className={css.icon} />
      <h2>{title}</h2>
      {hint !== undefined && <p className={css.hint}>{hint}</p>}
      {children !== undefined && <div className={css.actions}>{children}</div>}
    </div>
  );
}

export interface ErrorStateProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** A region could not be shown: what happened, what it means, and trying again. */
export function ErrorState({ error, onRetry }: ErrorStateProps) {
  const { t } = useTranslation('common');
  const describe = useErrorText();
  return (
    <div className={css.state} role="alert">
      <CircleAlert aria-hidden className={css.errorIcon} />
      <p className={css.hint}>{describe(error)}</p>
      {onRetry !== undefined && (
        <div className={css.actions}>
          <Button onPress={onRetry}>{t('tryAgain')}</Button>
        </div>
      )}
    </div>
  );
}

/** An error beside what caused it: under a form, above a list. */
export function InlineError({ error }: { readonly error: unknown }) {
  const describe = useErrorText();
  return (
    <p className={css.inline} role="alert">
      <CircleAlert aria-hidden className={css.inlineIcon} />
      {describe(error)}
    </p>
  );
}
