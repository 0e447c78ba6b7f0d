import { CircleAlert, CircleCheck } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineView, LinkMethod } from '#shared/contract/lines.ts';
import { Button } from '../../ui/button/Button.tsx';
import { Spinner } from '../../ui/feedback/Progress.tsx';
import { InlineError } from '../../ui/feedback/States.tsx';
import { Segments } from '../../ui/field/Segments.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import { type LinkStage, linkStage, secondsLeft } from './link-progress.ts';
import { LinkCode, PhoneForm } from './LinkCode.tsx';
import css from './LinkDialog.module.css';
import { QrCode } from '../../ui/qr/QrCode.tsx';
import { problemOf } from './status.ts';
import type { LineActions } from './useLineActions.ts';

export interface LinkDialogProps {
  readonly line: LineView;
  readonly actions: LineActions;
  readonly onClose: () => void;
}

/** Links a phone: the code to scan or to type, the steps on the phone, and how it ended. */
export function LinkDialog({ line, actions, onClose }: LinkDialogProps) {
  const { t } = useTranslation(['lines', 'common']);
  const [method, setMethod] = useState<LinkMethod['type']>(line.code === null ? 'qr' : 'code');
  /** The number that a code was asked for; null while the person still has to say it. */
  const [phone, setPhone] = useState<string | null>(line.code === null ? null : (line.phone ?? ''));
  const isUnderWay = line.state === 'linking' || line.state === 'connecting';
  const [began, setBegan] = useState(isUnderWay);
  if (isUnderWay && !began) setBegan(true);
  const asksNumber = method === 'code' && phone === null;
  const reached = linkStage(line, method, began);
  const stage = actions.linkError === null ? reached : 'failed';
  const isOver = stage === 'linked' || (stage === 'failed' && !asksNumber);
  const error = actions.linkError ?? (line.problem && problemOf(line.problem));

  const begin = (next: LinkMethod) => {
    setBegan(false);
    setMethod(next.type);
    setPhone(next.type === 'code' ? next.phone : null);
    actions.link(line.id, next);
  };
  const choose = (next: LinkMethod['type']) => {
    if (next === 'qr') begin({ type: 'qr' });
    else setMethod(next);
  };
  const close = () => {
    if (!isOver) actions.cancelLink(line.id);
    onClose();
  };
  const retry = () => {
    if (method === 'qr') begin({ type: 'qr' });
    else setPhone(null);
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
          {isOver && stage === 'failed' && <Button onPress={retry}>{t('common:tryAgain')}</Button>}
          <Button variant={isOver ? 'primary' : 'secondary'} onPress={close}>
            {t(isOver ? 'common:close' : 'common:cancel')}
          </Button>
        </>
      }
    >
      {!isOver && (
        <div className={css.method}>
          <Segments
            label={t('link.method')}
            options={[
              { id: 'qr', label: t('link.byQr') },
              { id: 'code', label: t('link.byCode') },
            ]}
            value={method}
            onChange={choose}
          />
        </div>
      )}
      <div className={css.stage} aria-live="polite">
        {isOver && stage === 'linked' && (
          <div className={css.outcome}>
            <CircleCheck aria-hidden className={css.good} />
            <h3>{t('link.linked')}</h3>
            <p>{t('link.linkedHint', { line: line.name })}</p>
          </div>
        )}
        {isOver && stage === 'failed' && (
          <div className={css.outcome}>
            <CircleAlert aria-hidden className={css.bad} />
            <h3>{t('link.failed')}</h3>
            {error !== null && <InlineError error={error} />}
          </div>
        )}
        {!isOver && (
          <div className={css.scan}>
            <div className={css.frame} data-method={method}>
              {asksNumber ? (
                <PhoneForm
                  phone={line.phone ?? ''}
                  onAsk={(digits) => begin({ type: 'code', phone: digits })}
                />
              ) : (
                <Shown line={line} method={method} stage={stage} />
              )}
            </div>
            <div className={css.steps}>
              <Steps method={method} />
              <p className={css.status}>
                {asksNumber ? t('link.numberFirst') : <Progress line={line} method={method} stage={stage} />}
              </p>
              <p className={css.discreet}>{t('link.discreet')}</p>
            </div>
          </div>
        )}
      </div>
    </Dialog>
  );
}

interface StageProps {
  readonly line: LineView;
  readonly method: LinkMethod['type'];
  readonly stage: LinkStage;
}

function Shown({ line, method, stage }: StageProps) {
  const { t } = useTranslation('lines');
  const shown = line[method];
  if (stage !== 'shown' || shown === null) return <Spinner />;
  return method === 'qr' ? <QrCode text={shown.text} label={t('link.qr')} /> : <LinkCode code={shown.text} />;
}

function Steps({ method }: Pick<StageProps, 'method'>) {
  const { t } = useTranslation('lines');
  return (
    <ol className={css.list}>
      <li>{t(method === 'qr' ? 'link.step1' : 'link.codeStep1')}</li>
      <li>{t(method === 'qr' ? 'link.step2' : 'link.codeStep2')}</li>
      <li>{t(method === 'qr' ? 'link.step3' : 'link.codeStep3')}</li>
    </ol>
  );
}

function Progress({ line, method, stage }: StageProps) {
  const { t } = useTranslation('lines');
  const shown = line[method];
  if (stage === 'starting') return t('link.starting');
  if (stage === 'finishing') return t('link.finishing');
  return shown && <Countdown expiresAt={shown.expiresAt} />;
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
