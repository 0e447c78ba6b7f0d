import { ListChecks } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Label, Text, TextArea, TextField } from 'react-aria-components';
import type { PolicyRule } from '#shared/model/policy.ts';
import { Button } from '../../ui/button/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { InlineError } from '../../ui/feedback/States.tsx';
import { Region } from '../../ui/layout/Region.tsx';
import { segmentText } from '../../ui/message/segments.ts';
import { useCombinedMeaning } from './combined.ts';
import css from './TryOutPane.module.css';
import type { TryOut } from './useTryOut.ts';

export interface TryOutPaneProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly rules: readonly PolicyRule[];
  readonly tryOut: TryOut;
  readonly onRunOverArchive: () => void;
}

/** UTF-16 code units that can be tried at once. */
const maxSample = 65_536;
const maxListed = 50;

/** A text of one's own in which the draft's hits are highlighted while one types. */
export function TryOutPane({ text, onChange, rules, tryOut, onRunOverArchive }: TryOutPaneProps) {
  const { t } = useTranslation('policy');
  const meaning = useCombinedMeaning();
  const { hits, error } = tryOut;
  const segments = segmentText(
    text,
    hits.map(({ span }) => ({ span, label: null })),
  );
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  function ruleName(rule: PolicyRule | undefined): string | null {
    switch (rule?.type) {
      case undefined:
        return null;
      case 'phrase':
        return t('try.phrase', { text: rule.phrase });
      case 'pattern':
        return t('try.pattern', { text: rule.pattern });
      case 'identifier':
        return t(`identifier.${rule.identifier}.name`);
      case 'combined':
        return meaning(rule);
      case 'message':
        return rule.voiceSeconds === null
          ? t('whole.every')
          : t('whole.voice', { count: Math.round(rule.voiceSeconds / 60) });
    }
  }

  return (
    <Region
      kind="context"
      label={t('try.title')}
      actions={
        <Button icon={ListChecks} shortcut="a" onPress={onRunOverArchive}>
          {t('backtest.title')}
        </Button>
      }
    >
      <div className={css.pane}>
        <TextField className={cx(css.field)} value={text} onChange={onChange} maxLength={maxSample}>
          <Label className={cx(css.label)}>{t('try.label')}</Label>
          <div className={css.box}>
            <div className={css.behind} aria-hidden>
              {segments.map((segment) =>
                segment.isMarked ? <mark key={segment.start}>{segment.text}</mark> : segment.text,
              )}
              {'\n'}
            </div>
            <TextArea
              className={cx(css.area)}
              dir="auto"
              placeholder={t('try.placeholder')}
              spellCheck="false"
            />
          </div>
          <Text slot="description" className={cx(css.hint)}>
            {t('try.hint')} {t('try.scopeNote')}
          </Text>
        </TextField>
        {error !== null && <InlineError error={error} />}
        {text !== '' && error === null && (
          <div>
            <p role="status" className={css.label}>
              {hits.length === 0 ? t('try.none') : t('try.hits', { count: hits.length })}
            </p>
            <ul className={css.hits}>
              {hits.slice(0, maxListed).map(({ rule, span }) => (
                <li key={`${rule} ${span[0]}`} className={css.hit}>
                  <bdi dir="auto">
                    <mark>{text.slice(...span)}</mark>
                  </bdi>
                  <bdi dir="auto" className={css.hint}>
                    {ruleName(byId.get(rule))}
                  </bdi>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </Region>
  );
}
