import { useTranslation } from 'react-i18next';
import type { MessageView } from '#shared/contract/fields.ts';
import { kindIcons } from './kinds.ts';
import css from './Attachment.module.css';

/** Says what a message is when neither its words nor a file show it: a call, a location, something not decrypted yet. */
export function KindLine({
  message,
  notice,
}: {
  readonly message: Pick<MessageView, 'kind' | 'attachment' | 'deleted'>;
  /** What WhatsApp itself said, when that tells more than the kind. */
  readonly notice: string | null;
}) {
  const { t } = useTranslation('message');
  const { kind, attachment, deleted } = message;
  if (kind === 'text' || kind === 'system' || attachment !== null || deleted) return null;
  const Icon = kindIcons[kind];
  const hints = { pending: t('pendingHint'), unknown: t('unknownHint'), 'view-once': t('viewOnceHint') };
  const hint = notice === null && kind in hints ? hints[kind as keyof typeof hints] : null;
  return (
    <p className={css.kind}>
      <Icon aria-hidden className={css.icon} />
      <span>
        <span className={css.name}>{notice ?? t(`kind.${kind}`)}</span>
        {hint !== null && <span className={css.detail}>{hint}</span>}
      </span>
    </p>
  );
}
