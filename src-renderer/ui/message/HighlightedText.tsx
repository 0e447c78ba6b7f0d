import { useMemo, useState } from 'react';
import { Focusable } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Span } from '#shared/model/message.ts';
import { client } from '../../api/client.ts';
import { cx } from '../cx.ts';
import { Tooltip } from '../overlay/Tooltip.tsx';
import { segmentText, type Mark, type Segment } from './segments.ts';
import css from './HighlightedText.module.css';

/** Characters shown before "show all"; more would make one message longer than the window. */
const shortenedLength = 2000;

/** Characters of an excerpt that can ever be in sight. */
const excerptLength = 400;

export interface HighlightedTextProps {
  readonly text: string;
  /** Stretches with a soft marker; a label is shown on hover and on keyboard focus. */
  readonly marks?: readonly Mark[] | undefined;
  /** Everything on one line, cut off with an ellipsis: for rows of a list. Links are plain text there. */
  readonly isOneLine?: boolean;
  /** Part of a line or paragraph that goes on around it; links are plain text. */
  readonly isInline?: boolean;
}

/** Marks of a search hit's spans, which need no words. */
export function searchMarks(spans: readonly Span[]): readonly Mark[] {
  return spans.map((span) => ({ span, label: null }));
}

const noMarks: readonly Mark[] = [];

/** Text that somebody else wrote, with marked words. Whatever it contains, it stays within its box and direction. */
export function HighlightedText({
  text,
  marks = noMarks,
  isOneLine = false,
  isInline = false,
}: HighlightedTextProps) {
  const { t } = useTranslation('message');
  const [isWhole, setWhole] = useState(false);
  const isExcerpt = isOneLine || isInline;
  const isLong = !isExcerpt && text.length > shortenedLength + 200;
  const shown = isExcerpt
    ? text.slice(0, excerptLength)
    : isLong && !isWhole
      ? text.slice(0, shortenedLength)
      : text;
  const segments = useMemo(() => segmentText(shown, marks), [shown, marks]);
  return (
    <>
      <bdi className={cx(css.text, isOneLine && css.oneLine, isInline && css.inline)} dir="auto">
        {segments.map((segment) => (
          <Stretch key={segment.start} segment={segment} isInert={isExcerpt} />
        ))}
        {isLong && !isWhole && '…'}
      </bdi>
      {isLong && (
        <button type="button" className={css.link} onClick={() => setWhole(!isWhole)}>
          {isWhole ? t('showLess') : t('showAll', { count: text.length })}
        </button>
      )}
    </>
  );
}

function Stretch({ segment, isInert }: { readonly segment: Segment; readonly isInert: boolean }) {
  const { text, isMarked, labels, link } = segment;
  const content =
    link === null || isInert ? (
      text
    ) : (
      <button
        type="button"
        className={css.link}
        onClick={() => void client.request('shell.openLink', { url: link }).catch(() => undefined)}
      >
        {text}
      </button>
    );
  if (!isMarked) return content;
  if (labels.length === 0 || isInert) return <mark className={css.mark}>{content}</mark>;
  return (
    <Tooltip label={labels.join(' · ')}>
      <Focusable>
        <span className={css.flagged} role="button" tabIndex={0}>
          <mark className={css.mark}>{content}</mark>
        </span>
      </Focusable>
    </Tooltip>
  );
}
