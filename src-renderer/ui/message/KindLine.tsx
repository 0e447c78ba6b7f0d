import { useTranslation } from 'react-i18next';
import type { MessageView } from '#shared/contract/fields.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { cx } from '../cx.ts';
import { kindIcons } from './kinds.ts';
import css from './Attachment.module.css';

/** Says what a message is when neither its words nor a file show it: a call, a location, something not decrypted yet. */
export function KindLine({
  message,
  notice,
}: {
  readonly message: Pick<MessageView, 'kind' | 'text' | 'attachment' | 'deleted' | 'subject' | 'callEnd'>;
  /** What WhatsApp itself said, when that tells more than the kind. */
  readonly notice: string | null;
}) {
  const { t } = useTranslation('message');
  const format = useFormat();
  const { kind, attachment, deleted } = message;
  /** How a call ended and how long it lasted, as far as that is known. */
  function callHint(): string | null {
    const logged = message.subject?.type === 'call' ? message.subject : null;
    const outcome = message.callEnd?.outcome ?? logged?.outcome ?? null;
    const seconds = message.callEnd?.seconds ?? logged?.seconds ?? null;
    const parts = [
      outcome === null ? null : t(`details.word.${outcome}`),
      seconds === null ? null : format.duration(seconds),
    ].filter((part) => part !== null);
    return parts.length === 0 ? null : parts.join(' · ');
  }
  if (kind === 'text' || kind === 'system' || attachment !== null || deleted) return null;
  const Icon = kindIcons[kind];
  const hints = { pending: t('pendingHint'), unknown: t('unknownHint'), 'view-once': t('viewOnceHint') };
  const known = notice === null && kind in hints ? hints[kind as keyof typeof hints] : null;
  const hint = kind === 'call' ? callHint() : known;
  return (
    <p className={cx(css.kind, message.text !== '' && notice === null && css.above)}>
      <Icon aria-hidden className={css.icon} />
      <span>
        <span className={css.name}>{notice ?? t(`kind.${kind}`)}</span>
        {hint !== null && <span className={css.detail}>{hint}</span>}
      </span>
    </p>
  );
}
