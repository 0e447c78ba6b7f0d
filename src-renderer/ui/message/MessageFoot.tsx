import { Bookmark, Check, CheckCheck, CircleAlert, FileText, Info, Pin, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MessageView } from '#shared/contract/fields.ts';
import type { ReceiptState } from '#shared/model/capture.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { cx } from '../cx.ts';
import { SeverityBadge } from '../feedback/Badge.tsx';
import { gravest } from './flags.ts';
import { useThreadActions } from './threadActions.ts';
import css from './MessageFoot.module.css';

/** Below a message: whether it is pinned, how far it got, when it was sent, and the way to all that is known of it. */
export function MessageFoot({ message }: { readonly message: MessageView }) {
  const { t } = useTranslation('message');
  const format = useFormat();
  const severity = gravest(message.flags.filter(({ decided }) => !decided));
  return (
    <footer className={css.foot}>
      <DetailsButton messageId={message.id} />
      {severity !== null && <SeverityBadge severity={severity} isShapeOnly />}
      {message.pinned && <Pin className={css.icon} role="img" aria-label={t('pinned')} />}
      {message.kept && <Bookmark className={css.icon} role="img" aria-label={t('kept')} />}
      {message.source === 'export' && (
        <span title={t('fromExport')} className={css.source}>
          <FileText className={css.icon} role="img" aria-label={t('fromExport')} />
        </span>
      )}
      <time dateTime={new Date(message.sentAt).toISOString()} title={format.exact(message.sentAt)}>
        {format.time(message.sentAt)}
      </time>
      <Receipt receipts={message.receipts} />
    </footer>
  );
}

/** The way to all that is known of a message; in sight while it is pointed at or has the focus. */
export function DetailsButton({ messageId }: { readonly messageId: number }) {
  const { t } = useTranslation('message');
  const { showDetails } = useThreadActions();
  return (
    <button
      type="button"
      className={css.details}
      aria-label={t('details.show')}
      title={t('details.show')}
      onClick={({ currentTarget }) => showDetails(messageId, currentTarget)}
    >
      <Info aria-hidden className={css.icon} />
    </button>
  );
}

const furthestFirst = ['failed', 'played', 'read', 'delivered', 'sent'] as const;
const icons: Readonly<Record<ReceiptState, LucideIcon>> = {
  failed: CircleAlert,
  played: CheckCheck,
  read: CheckCheck,
  delivered: CheckCheck,
  sent: Check,
};

/** How far a message of the line got with anybody. */
function Receipt({ receipts }: Pick<MessageView, 'receipts'>) {
  const { t } = useTranslation('message');
  const furthest = furthestFirst
    .map((state) => receipts.find((receipt) => receipt.state === state))
    .find((receipt) => receipt !== undefined);
  if (furthest === undefined) return null;
  const { state, people } = furthest;
  const Icon = icons[state];
  const isSeen = state === 'read' || state === 'played';
  return (
    <Icon
      className={cx(css.icon, isSeen && css.seen)}
      aria-label={t(`receipt.${state}`, { count: people })}
      role="img"
    />
  );
}
