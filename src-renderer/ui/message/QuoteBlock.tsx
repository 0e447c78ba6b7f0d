import { useTranslation } from 'react-i18next';
import type { QuoteView } from '#shared/contract/fields.ts';
import { cx } from '../cx.ts';
import { usePersonName } from '../person/usePersonName.ts';
import { HighlightedText } from './HighlightedText.tsx';
import { kindIcons, kindWords } from './kinds.ts';
import { useThreadActions } from './threadActions.ts';
import { useNotice } from './useNotice.ts';
import css from './Subject.module.css';

/** What a message answers, above its own words; pressing it goes to the original where that is in the archive. */
export function QuoteBlock({ quote }: { readonly quote: QuoteView }) {
  const { t } = useTranslation(['message', 'common']);
  const { open } = useThreadActions();
  const personName = usePersonName();
  const notice = useNotice(quote);
  const { author, fromLine, kind, text, message, place, isComment } = quote;
  const name =
    author === null ? (fromLine ? t('quote.line') : t('common:unknownSender')) : personName(author);
  const words = notice ?? text;
  const Icon = kindIcons[kind];
  const where = { here: null, elsewhere: t('quote.elsewhere'), status: t('quote.status') }[place];
  const content = (
    <>
      <span className={css.quoteAuthor}>
        <bdi dir="auto">{name}</bdi>
        {isComment && <span className={css.soft}> · {t('quote.comment')}</span>}
        {where !== null && <span className={css.soft}> · {where}</span>}
      </span>
      <span className={css.quoteWords}>
        {kind !== 'text' && <Icon aria-hidden className={css.icon} />}
        {words === '' ? t(kindWords(kind)) : <HighlightedText text={words} isInline />}
      </span>
    </>
  );
  if (message === null) return <div className={css.quote}>{content}</div>;
  return (
    <button
      type="button"
      className={cx(css.quote, css.pressable)}
      title={t('quote.open')}
      onClick={() => open(message, place === 'here')}
    >
      {content}
    </button>
  );
}
