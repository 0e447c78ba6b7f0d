import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Decision } from '#shared/model/review.ts';
import { Button } from '../../ui/button/Button.tsx';
import { TextField } from '../../ui/field/TextField.tsx';
import { Kbd } from '../../ui/keyboard/Kbd.tsx';
import { useShortcut } from '../../ui/keyboard/shortcuts.ts';
import css from './DecisionBar.module.css';

export interface DecisionBarProps {
  readonly note: string;
  readonly onNote: (note: string) => void;
  readonly onDecide: (decision: Decision) => void;
}

/** The note and the three decisions. */
export function DecisionBar({ note, onNote, onDecide }: DecisionBarProps) {
  const { t } = useTranslation('review');
  const bar = useRef<HTMLDivElement>(null);
  const noteField = () => bar.current?.querySelector('textarea');
  useShortcut({ keys: 'n', label: t('keys.note'), group: t('title') }, () => noteField()?.focus());
  return (
    <div ref={bar} className={css.bar} role="group" aria-label={t('decision.label')}>
      <div className={css.note}>
        <TextField
          label={t('decision.note')}
          isLabelHidden
          placeholder={t('decision.notePlaceholder')}
          rows={2}
          maxLength={4000}
          value={note}
          onChange={onNote}
          onKeyDown={(event) => {
            if (event.key === 'Escape') noteField()?.blur();
          }}
        />
        <span className={css.key}>
          <Kbd keys="n" />
        </span>
      </div>
      <div className={css.buttons}>
        <Button shortcut="1" onPress={() => onDecide('no-issue')}>
          {t('decision.no-issue')}
        </Button>
        <Button shortcut="2" onPress={() => onDecide('violation')}>
          {t('decision.violation')}
        </Button>
        <Button shortcut="3" onPress={() => onDecide('escalated')}>
          {t('decision.escalated')}
        </Button>
      </div>
    </div>
  );
}
