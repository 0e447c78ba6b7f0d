import { CircleAlert, CircleCheck } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineView } from '#shared/contract/lines.ts';
import { Button } from '../../ui/button/Button.tsx';
import { Spinner } from '../../ui/feedback/Progress.tsx';
import { InlineError } from '../../ui/feedback/States.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import { linkStage, secondsLeft } from './link-progress.ts';
import css from './LinkDialog.module.css';
import { QrCode } from './QrCode.tsx';
import type { LineActions } from './useLineActions.ts';

export interface LinkDialogProps {
  readonly line: LineView;
  readonly actions: LineActions;
  readonly onClose: () => void;
}

/** Links a phone: the code to scan, the steps on the phone, and how it ended. */
export function LinkDialog({ line, actions, onClose }: LinkDialogProps) {
  const { t } = useTranslation(['lines', 'common']);
  const isUnderWay = line.state === 'linking' || line.state === 'connecting';
  const [began, setBegan] = useState(isUnderWay);
  if (isUnderWay && !began) setBegan(true);
  const stage = actions.linkError === null ? linkStage(line.state, line.qr !== null, began) : 'failed';
  const isOver = stage === 'linked' || stage === 'failed';

  const close = () => {
    if (line.state === 'linking') actions.cancelLink(line.id);
    onClose();
  };
  const retry = () => {
    setBegan(false);
    actions.link(line.id);
  };
  return (
    <Dialog
      title={t('link.title', { line: line.name })}
      isOpen
      isQuestion
      size="medium"
      onClose={close}
      footer={
        <>
          {stage === 'failed' && <Button onPress={retry}>{t('common:tryAgain')}</Button>}
          <Button variant={isOver ? 'primary' : 'secondary'} onPress={close}>
            {t(isOver ? 'common:close' : 'common:cancel')}
          </Button>
        </>
      }
    >
      <div className={css.stage} aria-live="polite">
        {stage === 'linked' && (
          <div className={css.outcome}>
            <CircleCheck aria-hidden className={css.good} />
            <h3>{t('link.linked')}</h3>
            <p>{t('link.linkedHint', { line: line.name })}</p>
          </div>
        )}
        {stage === 'failed' && (
          <div className={css.outcome}>
            <CircleAlert aria-hidden className={css.bad} />
            <h3>{t('link.failed')}</h3>
            {actions.linkError === null ? (
              <p>{t('link.failedHint')}</p>
            ) : (
              <InlineError error={actions.linkError} />
            )}
          </div>
        )}
        {!isOver && (
          <div className={css.scan}>
            <div className={css.frame}>
              {stage === 'scan' && line.qr !== null ? (
                <QrCode text={line.qr.text} label={t('link.qr')} />
              ) : (
                <Spinner />
              )}
            </div>
            <div className={css.steps}>
              <ol className={css.list}>
                <li>{t('link.step1')}</li>
                <li>{t('link.step2')}</li>
                <li>{t('link.step3')}</li>
              </ol>
              <p className={css.status}>
                {stage === 'starting' && t('link.starting')}
                {stage === 'finishing' && t('link.finishing')}
                {stage === 'scan' && line.qr !== null && <Countdown expiresAt={line.qr.expiresAt} />}
              </p>
              <p className={css.discreet}>{t('link.discreet')}</p>
            </div>
          </div>
        )}
      </div>
    </Dialog>
  );
}

/** Says when the code is replaced by the next one; not announced each second. */
function Countdown({ expiresAt }: { readonly expiresAt: number }) {
  const { t } = useTranslation('lines');
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = secondsLeft(expiresAt, now);
  return (
    <span aria-live="off">{seconds === 0 ? t('link.renewing') : t('link.renews', { count: seconds })}</span>
  );
}
