import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineView } from '#shared/contract/lines.ts';
import { Button } from '../../ui/button/Button.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import { AcceptDialog } from './AcceptDialog.tsx';
import { NoticeDialog } from './NoticeDialog.tsx';
import css from './NoticePart.module.css';

/** What follows at once when the notice is on record. */
export type AfterNotice = 'link' | 'set-up' | null;

export interface GiveNoticeProps {
  readonly line: LineView;
  readonly next: AfterNotice;
  readonly onClose: () => void;
  readonly onGiven: () => void;
}

/** The step before a line can be captured: its employee's notice, accepted here or put on record, or left for later. */
export function GiveNotice({ line, next, onClose, onGiven }: GiveNoticeProps) {
  const { t } = useTranslation('notice');
  const [way, setWay] = useState<'accept' | 'record' | null>(null);
  const { employee } = line;
  const back = () => setWay(null);
  const after = next === 'link' ? t('step.thenLink') : t('step.thenSetUp');
  if (way === 'accept') return <AcceptDialog line={line} onClose={back} onRecorded={onGiven} />;
  if (way === 'record') return <NoticeDialog line={line} onClose={back} onRecorded={onGiven} />;
  return (
    <Dialog
      title={t('step.title', { employee })}
      isOpen
      isQuestion
      onClose={onClose}
      footer={<Button onPress={onClose}>{t('step.later')}</Button>}
    >
      <div className={css.form}>
        <p>
          {t(line.notice.state === 'lapsed' ? 'lapsed' : 'step.text', { employee })}
          {next !== null && ` ${after}`}
        </p>
        <div className={css.file}>
          <Button variant="primary" onPress={() => setWay('accept')}>
            {t('accept.open')}
          </Button>
          <p className={css.soft}>{t('step.acceptHint', { employee })}</p>
        </div>
        <div className={css.file}>
          <Button onPress={() => setWay('record')}>{t('record')}</Button>
          <p className={css.soft}>{t('step.recordHint')}</p>
        </div>
      </div>
    </Dialog>
  );
}
