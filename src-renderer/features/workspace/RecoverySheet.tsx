import { Download, Printer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../api/requests.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { Button } from '../../ui/button/Button.tsx';
import { InlineError } from '../../ui/feedback/States.tsx';
import { Checkbox } from '../../ui/field/Checkbox.tsx';
import { Entrance } from './Entrance.tsx';
import { recoveryGroups } from './recoveryCode.ts';
import css from './Entrance.module.css';

export interface RecoverySheetProps {
  readonly company: string;
  readonly code: string;
  readonly onDone: () => void;
}

/** Third step: the recovery code, to print or to save. It is shown this once. */
export function RecoverySheet({ company, code, onDone }: RecoverySheetProps) {
  const { t } = useTranslation('workspace');
  const format = useFormat();
  const save = useAction('shell.saveText');
  const [isKept, setKept] = useState(false);
  const [madeAt] = useState(() => Date.now());
  const groups = recoveryGroups(code);
  const facts = [company, t('recovery.madeAt', { when: format.exact(madeAt) }), t('recovery.use')];
  const saveSheet = () =>
    save.mutate({
      name: t('recovery.file'),
      text: [t('recovery.title'), '', groups.map(({ text }) => text).join('-'), '', ...facts, ''].join('\n'),
    });
  return (
    <Entrance title={t('recovery.title')} lead={t('recovery.lead')} step={t('step', { step: 3, steps: 3 })}>
      <div className={css.form}>
        <section className={css.sheet} aria-label={t('recovery.code')}>
          <p className={css.code} data-testid="recovery-code">
            {groups.map(({ position, text }) => (
              <span key={position} className={css.group}>
                {text}
              </span>
            ))}
          </p>
          <div className={css.facts}>
            {facts.map((fact) => (
              <p key={fact}>{fact}</p>
            ))}
          </div>
        </section>
        <div className={css.actions}>
          <Button icon={Printer} onPress={() => window.print()}>
            {t('recovery.print')}
          </Button>
          <Button icon={Download} onPress={saveSheet} isPending={save.isPending}>
            {t('recovery.save')}
          </Button>
        </div>
        {save.error !== null && <InlineError error={save.error} />}
        <Checkbox isSelected={isKept} onChange={setKept}>
          {t('recovery.kept')}
        </Checkbox>
        <div className={css.actions}>
          <Button variant="primary" isDisabled={!isKept} onPress={onDone}>
            {t('recovery.open')}
          </Button>
        </div>
      </div>
    </Entrance>
  );
}
