import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SearchHit } from '#shared/contract/search.ts';
import type { Format } from '../../i18n/format.ts';
import { HighlightedText, searchMarks } from '../../ui/message/HighlightedText.tsx';
import { kindIcons, kindWords } from '../../ui/message/kinds.ts';
import { useNotice } from '../../ui/message/useNotice.ts';
import { usePersonName } from '../../ui/person/usePersonName.ts';
import css from './Search.module.css';

/** One hit: who, in which conversation and line, when, and the words around the match. */
export function HitRow({ hit, format }: { readonly hit: SearchHit; readonly format: Format }) {
  const { t } = useTranslation(['search', 'common', 'message']);
  const { conversation, sender, direction, sentAt, excerpt, spans, kind } = hit;
  const notice = useNotice({ kind, text: excerpt });
  const marks = useMemo(() => searchMarks(spans), [spans]);
  const Icon = kind === 'text' || kind === 'system' ? null : kindIcons[kind];
  const who = sender ?? t('common:unknownSender');
  const personName = usePersonName();
  const isNamed = conversation.kind === 'direct' && direction === 'incoming' && who === conversation.title;
  return (
    <div className={css.hit}>
      <div className={css.hitHead}>
        <span className={css.oneLine}>
          <bdi dir="auto" className={css.strong}>
            {personName(conversation.title)}
          </bdi>
          <span className={css.soft}> · {conversation.line.name}</span>
        </span>
        <time className={css.hitTime} title={format.exact(sentAt)}>
          {format.brief(sentAt)}
        </time>
      </div>
      <div className={css.excerpt}>
        {!isNamed && kind !== 'system' && (
          <bdi dir="auto" className={css.soft}>
            {direction === 'outgoing' ? t('message:you', { name: who }) : personName(who)}:{' '}
          </bdi>
        )}
        {Icon !== null && <Icon aria-hidden className={css.hitIcon} />}
        {excerpt === '' ? (
          <span className={css.soft}>{t(`message:${kindWords(kind)}`)}</span>
        ) : (
          <HighlightedText text={notice ?? excerpt} marks={notice === null ? marks : []} isInline />
        )}
      </div>
    </div>
  );
}
