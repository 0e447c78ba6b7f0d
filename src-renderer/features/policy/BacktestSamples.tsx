import { ArrowUpRight, Check, X } from 'lucide-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/useFormat.ts';
import { IconButton } from '../../ui/button/IconButton.tsx';
import { cx } from '../../ui/cx.ts';
import { goTo } from '../../ui/frame/navigation.ts';
import { HighlightedText, searchMarks } from '../../ui/message/HighlightedText.tsx';
import { kindWords } from '../../ui/message/kinds.ts';
import { usePersonName } from '../../ui/person/usePersonName.ts';
import css from './Backtest.module.css';
import { judge, type BacktestSampleView, type Judgements } from './backtests.ts';

export interface BacktestSamplesProps {
  readonly samples: readonly BacktestSampleView[];
  readonly judgements: Judgements;
}

function openInConversation({ conversationId, messageId }: BacktestSampleView): void {
  goTo({ section: 'inbox', conversationId, messageId });
}

/** Messages that a draft hits, to be judged one after the other: J and K move, R and W judge, O opens. */
export function BacktestSamples({ samples, judgements }: BacktestSamplesProps) {
  const { t } = useTranslation('policy');
  const list = useRef<HTMLUListElement>(null);
  const [current, setCurrent] = useState(0);

  function moveTo(index: number): void {
    const next = list.current?.children.item(index);
    if (next instanceof HTMLElement) next.focus();
  }

  function onKeyDown(event: KeyboardEvent<HTMLLIElement>, index: number): void {
    const sample = samples[index];
    if (sample === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = {
      j: () => moveTo(index + 1),
      ArrowDown: () => moveTo(index + 1),
      k: () => moveTo(index - 1),
      ArrowUp: () => moveTo(index - 1),
      o: () => openInConversation(sample),
      r: () => {
        judge(sample.messageId, true);
        moveTo(index + 1);
      },
      w: () => {
        judge(sample.messageId, false);
        moveTo(index + 1);
      },
    }[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  }

  return (
    <ul ref={list} className={css.samples} aria-label={t('backtest.samples')}>
      {samples.map((sample, index) => (
        // The list is walked with the keys; whoever can't has the buttons, which do the same.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
        <li
          key={sample.messageId}
          className={css.sample}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={index === current ? 0 : -1}
          onFocus={() => setCurrent(index)}
          onKeyDown={(event) => onKeyDown(event, index)}
        >
          <Sample sample={sample} isRight={judgements.get(sample.messageId) ?? null} />
        </li>
      ))}
    </ul>
  );
}

interface SampleProps {
  readonly sample: BacktestSampleView;
  readonly isRight: boolean | null;
}

function Sample({ sample, isRight }: SampleProps) {
  const { t } = useTranslation(['policy', 'message']);
  const format = useFormat();
  const personName = usePersonName();
  const { messageId, title, line, sender, direction, kind, sentAt, text, spans, isEdit } = sample;
  const who =
    direction === 'outgoing' ? t('message:you', { name: sender ?? line }) : personName(sender ?? title);
  return (
    <>
      <div className={css.words}>
        <p className={css.soft}>
          <bdi dir="auto" className={css.who}>
            {who}
          </bdi>
          {who !== personName(title) && (
            <>
              {' · '}
              <bdi dir="auto">{personName(title)}</bdi>
            </>
          )}
          {' · '}
          <bdi dir="auto">{line}</bdi>
          {' · '}
          <time>{format.dateTime(sentAt)}</time>
          {isEdit && ' · '}
          {isEdit && t('backtest.edit')}
        </p>
        {text === '' ? (
          <p>{t(`message:${kindWords(kind)}`)}</p>
        ) : (
          <HighlightedText text={text} marks={searchMarks(spans)} />
        )}
      </div>
      <div className={css.actions}>
        <span className={cx(isRight === true && css.right)}>
          <IconButton
            icon={Check}
            label={t('backtest.right')}
            shortcut="r"
            isPressed={isRight === true}
            onPress={() => judge(messageId, true)}
          />
        </span>
        <span className={cx(isRight === false && css.wrong)}>
          <IconButton
            icon={X}
            label={t('backtest.wrong')}
            shortcut="w"
            isPressed={isRight === false}
            onPress={() => judge(messageId, false)}
          />
        </span>
        <IconButton
          icon={ArrowUpRight}
          label={t('backtest.open')}
          shortcut="o"
          onPress={() => openInConversation(sample)}
        />
      </div>
    </>
  );
}
