import { useTranslation } from 'react-i18next';
import type { MessageView } from '#shared/contract/fields.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { withKeys } from '../list/withKeys.ts';
import { usePersonName } from '../person/usePersonName.ts';
import { HighlightedText } from './HighlightedText.tsx';
import type { Mark } from './segments.ts';
import { cutParts } from './textParts.ts';
import css from './Subject.module.css';

export interface PollBlockProps {
  readonly message: Pick<MessageView, 'text' | 'answers' | 'sealed'>;
  readonly options: readonly string[];
  readonly marks: readonly Mark[];
}

/** A poll's question, and each option with who has chosen it. */
export function PollBlock({ message, options, marks }: PollBlockProps) {
  const { t } = useTranslation('message');
  const format = useFormat();
  const personName = usePersonName();
  const { head, parts } = cutParts(message.text, options, marks);
  const voters = new Map(message.answers.map(({ answer, people }) => [answer, people]));
  const others = message.answers.filter(({ answer }) => !options.includes(answer));
  const most = Math.max(1, ...message.answers.map(({ people }) => people.length));
  const everybody = new Set(message.answers.flatMap(({ people }) => people));
  const rows = [...parts, ...others.map(({ answer }) => ({ text: answer, marks: [] }))];
  return (
    <>
      <HighlightedText {...head} />
      <ul className={css.rows}>
        {withKeys(rows, ({ text }) => text).map(({ key, item: part }) => {
          const people = voters.get(part.text) ?? [];
          return (
            <li key={key} className={css.option}>
              <span className={css.row}>
                <HighlightedText {...part} />
                <span className={css.figure}>{format.number(people.length)}</span>
              </span>
              <span className={css.track} aria-hidden>
                <span className={css.share} style={{ width: `${(people.length / most) * 100}%` }} />
              </span>
              {people.length > 0 && (
                <bdi className={css.voters} dir="auto">
                  {format.list(people.map(personName))}
                </bdi>
              )}
            </li>
          );
        })}
      </ul>
      <p className={css.line}>{t('subject.voters', { count: everybody.size })}</p>
    </>
  );
}
