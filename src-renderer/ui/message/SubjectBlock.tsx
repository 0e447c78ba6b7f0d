import { CalendarDays, CornerDownRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageView } from '#shared/contract/fields.ts';
import type { MessageSubject } from '#shared/model/details.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { withKeys } from '../list/withKeys.ts';
import { usePersonName } from '../person/usePersonName.ts';
import { OrderFacts, OrderWords, ProductFacts } from './Goods.tsx';
import { HighlightedText } from './HighlightedText.tsx';
import { PollBlock } from './PollBlock.tsx';
import type { Mark } from './segments.ts';
import { cutParts } from './textParts.ts';
import css from './Subject.module.css';

export interface SubjectBlockProps {
  readonly message: MessageView;
  readonly subject: MessageSubject;
  readonly marks: readonly Mark[];
}

/** A message's words together with what it is about: options, cards, an order's lines. */
export function SubjectBlock({ message, subject, marks }: SubjectBlockProps) {
  const { text } = message;
  const words = text !== '' && <HighlightedText text={text} marks={marks} />;
  switch (subject.type) {
    case 'poll':
      return <PollBlock message={message} options={subject.options} marks={marks} />;
    case 'poll-result':
      return <PollResult text={text} results={subject.results} marks={marks} />;
    case 'contacts':
      return <Cards cards={subject.cards} />;
    case 'choices':
      return <Choices text={text} options={subject.options} marks={marks} />;
    case 'event':
      return (
        <>
          {words}
          <EventFacts message={message} event={subject} />
        </>
      );
    case 'order':
      return (
        <>
          <OrderWords text={text} order={subject} marks={marks} />
          <OrderFacts order={subject} />
        </>
      );
    case 'product':
      return (
        <>
          {words}
          <ProductFacts product={subject} />
        </>
      );
    case 'link':
      return (
        <>
          <LinkPreview link={subject} />
          {words}
        </>
      );
    case 'place':
    case 'answer':
    case 'invite':
    case 'payment':
    case 'album':
    case 'sticker-pack':
    case 'call':
      return (
        <>
          <Line subject={subject} />
          {words}
        </>
      );
  }
}

type Subject<T extends MessageSubject['type']> = Extract<MessageSubject, { type: T }>;

/** One line that says what a message is, above its words. */
function Line({
  subject,
}: {
  readonly subject: Subject<'place' | 'answer' | 'invite' | 'payment' | 'album' | 'sticker-pack' | 'call'>;
}) {
  const { t } = useTranslation('message');
  const format = useFormat();
  const until = (at: number | null) =>
    at === null ? null : t('subject.until', { when: format.dateTime(at) });
  const parts = (): readonly (string | null)[] => {
    switch (subject.type) {
      case 'answer':
        return [t(`subject.answer.${subject.form}`)];
      case 'invite':
        return [until(subject.expiresAt)];
      case 'payment':
        return [
          t(`subject.payment.${subject.step}`),
          subject.amount === null ? null : format.money(subject.amount),
          until(subject.expiresAt),
        ];
      case 'album':
        return [
          subject.images === 0 ? null : t('subject.images', { count: subject.images }),
          subject.videos === 0 ? null : t('subject.videos', { count: subject.videos }),
        ];
      case 'sticker-pack':
        return [subject.publisher || null, t('subject.stickers', { count: subject.stickers })];
      case 'place':
      case 'call':
        return [];
    }
  };
  const line = parts().filter((part) => part !== null);
  if (line.length === 0) return null;
  return (
    <p className={css.line}>
      {subject.type === 'answer' && <CornerDownRight aria-hidden className={css.icon} />}
      <bdi dir="auto">{line.join(' · ')}</bdi>
    </p>
  );
}

function PollResult({
  text,
  results,
  marks,
}: {
  readonly text: string;
  readonly results: Subject<'poll-result'>['results'];
  readonly marks: readonly Mark[];
}) {
  const format = useFormat();
  const { head, parts } = cutParts(
    text,
    results.map(({ option }) => option),
    marks,
  );
  return (
    <>
      <HighlightedText {...head} />
      <ul className={css.rows}>
        {withKeys(parts, ({ text: option }) => option).map(({ key, item: part, index }) => (
          <li key={key} className={css.row}>
            <HighlightedText {...part} />
            <span className={css.figure}>{format.number(results[index]?.votes ?? 0)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Cards({ cards }: Pick<Subject<'contacts'>, 'cards'>) {
  return (
    <ul className={css.rows}>
      {withKeys(cards, ({ name }) => name).map(({ key, item: { name, company, numbers, emails } }) => (
        <li key={key} className={css.card}>
          <HighlightedText text={name} />
          {withKeys([company ?? '', ...numbers, ...emails].filter(Boolean), String).map((detail) => (
            <bdi key={detail.key} className={css.soft} dir="auto">
              {detail.item}
            </bdi>
          ))}
        </li>
      ))}
    </ul>
  );
}

/** What the receiver could press: shown, never pressed here. */
function Choices({
  text,
  options,
  marks,
}: {
  readonly text: string;
  readonly options: Subject<'choices'>['options'];
  readonly marks: readonly Mark[];
}) {
  const { t } = useTranslation('message');
  const { head, parts } = cutParts(
    text,
    options.map(({ title }) => title),
    marks,
  );
  return (
    <>
      {head.text !== '' && <HighlightedText {...head} />}
      <ul className={css.rows} aria-label={t('subject.choices')}>
        {withKeys(parts, ({ text: option }) => option).map(({ key, item: part, index }) => (
          <li key={key} className={css.choice}>
            <HighlightedText {...part} />
            {options[index]?.description && (
              <bdi className={css.soft} dir="auto">
                {options[index].description}
              </bdi>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function EventFacts({ message, event }: { readonly message: MessageView; readonly event: Subject<'event'> }) {
  const { t } = useTranslation('message');
  const format = useFormat();
  const personName = usePersonName();
  const { startsAt, endsAt, call } = event;
  const when =
    startsAt === null
      ? null
      : endsAt === null
        ? format.dateTime(startsAt)
        : t('subject.fromTo', { from: format.dateTime(startsAt), to: format.dateTime(endsAt) });
  const isCancelled = event.cancelled || message.cancelledAt !== null;
  return (
    <>
      {when !== null && (
        <p className={css.line}>
          <CalendarDays aria-hidden className={css.icon} />
          {[when, call === null ? null : t(`system.call-${call}`)]
            .filter((part) => part !== null)
            .join(' · ')}
        </p>
      )}
      {isCancelled && <p className={css.line}>{t('subject.cancelled')}</p>}
      {message.answers.map(({ answer, people }) => (
        <Answer
          key={answer}
          label={answerLabels.has(answer) ? t(`subject.response.${answer as ResponseWord}`) : answer}
        >
          {format.list(people.map(personName))}
        </Answer>
      ))}
    </>
  );
}

type ResponseWord = 'going' | 'maybe' | 'not-going';
const answerLabels: ReadonlySet<string> = new Set(['going', 'maybe', 'not-going']);

function Answer({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <p className={css.line}>
      <span className={css.strong}>{label}</span>
      <bdi dir="auto">{children}</bdi>
    </p>
  );
}

/** What the sender's phone showed for a link: anybody can write anything there, so the address stands beside it. */
function LinkPreview({ link }: { readonly link: Subject<'link'> }) {
  return (
    <div className={css.preview}>
      <HighlightedText text={link.title} isOneLine />
      {link.description !== '' && (
        <span className={css.soft}>
          <HighlightedText text={link.description} isOneLine />
        </span>
      )}
      <span className={css.soft}>
        <HighlightedText text={link.url} isOneLine />
      </span>
    </div>
  );
}
