import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueItem } from '#shared/contract/review.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { SeverityBadge } from '../../ui/feedback/Badge.tsx';
import { flaggedText } from '../../ui/message/flags.ts';
import { HighlightedText, searchMarks } from '../../ui/message/HighlightedText.tsx';
import { kindWords } from '../../ui/message/kinds.ts';
import { usePersonName } from '../../ui/person/usePersonName.ts';
import { DecisionBadge } from './DecisionBadge.tsx';
import { excerptAround } from './excerpt.ts';
import css from './QueueRow.module.css';

/** UTF-16 code units of a message that a row can show. */
const excerptLength = 160;

/** A flagged message in the list: how grave, who, on which line, when, which policy, and the words. */
export function QueueRow({ item }: { readonly item: QueueItem }) {
  const { t } = useTranslation(['review', 'message']);
  const format = useFormat();
  const personName = usePersonName();
  const { message, conversation, severity, decision } = item;
  const { flags, kind } = message;
  const [first] = flags;
  const { excerpt, marks } = useMemo(() => {
    const edit = message.flags[0]?.edit ?? null;
    const { text, spans } = excerptAround(
      flaggedText(message, { edit }),
      message.flags.filter((flag) => flag.edit === edit).flatMap((flag) => flag.spans),
      excerptLength,
    );
    return { excerpt: text, marks: searchMarks(spans) };
  }, [message]);
  const policy =
    flags.length > 1 ? t('list.policies', { policy: first?.policy, count: flags.length - 1 }) : first?.policy;
  return (
    <div className={css.row}>
      <SeverityBadge severity={severity} isShapeOnly />
      <span className={css.who}>
        <bdi className={css.title} dir="auto">
          {personName(conversation.title)}
        </bdi>
        <bdi className={css.line} dir="auto">
          {conversation.line.name}
        </bdi>
      </span>
      <time className={css.when}>{format.brief(message.sentAt)}</time>
      <span className={css.words}>
        <bdi className={css.policy} dir="auto">
          {policy}
        </bdi>
        <span className={css.excerpt}>
          {excerpt === '' ? (
            t(`message:${kindWords(kind)}`)
          ) : (
            <HighlightedText text={excerpt} marks={marks} isOneLine />
          )}
        </span>
        {decision !== null && <DecisionBadge decision={decision.decision} />}
      </span>
    </div>
  );
}
