import { FilePenLine } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineView } from '#shared/contract/lines.ts';
import type { NoticeRecordView } from '#shared/contract/notice.ts';
import { useAction, useRequest } from '../../api/requests.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { Button } from '../../ui/button/Button.tsx';
import { Badge } from '../../ui/feedback/Badge.tsx';
import { ErrorState } from '../../ui/feedback/States.tsx';
import { useShortcut } from '../../ui/keyboard/shortcuts.ts';
import { AcceptDialog } from './AcceptDialog.tsx';
import { NoticeDialog } from './NoticeDialog.tsx';
import css from './NoticePart.module.css';
import { WithdrawDialog } from './WithdrawDialog.tsx';

/** What is on record about the employee's notice, and the ways to add to it. */
export function NoticePart({ line }: { readonly line: LineView }) {
  const { t } = useTranslation('notice');
  const format = useFormat();
  const { data, error, refetch } = useRequest('notice.list', { lineId: line.id });
  const [open, setOpen] = useState<'record' | 'accept' | 'withdraw' | null>(null);
  const records = data?.records ?? [];
  const current = records.filter((record) => record.inForce && record.how !== 'withdrawn');
  const from = Math.min(...current.map(({ givenAt }) => givenAt));
  const record = () => setOpen('record');
  const close = () => setOpen(null);
  useShortcut({ keys: 'a', label: t('record'), group: t('title') }, record);

  return (
    <section className={css.part} aria-label={t('title')}>
      <h3 className={css.heading}>{t('title')}</h3>
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data !== undefined && current.length === 0 && (
        <p className={css.soft}>{t('none', { employee: line.employee })}</p>
      )}
      {current.length > 0 && (
        <p className={line.notice.state === 'given' ? css.soft : css.urgent}>
          {line.notice.state === 'lapsed'
            ? t('lapsed', { employee: line.employee })
            : line.notice.state === 'due' && line.notice.until !== null
              ? t('due', { employee: line.employee, when: format.dateTime(line.notice.until) })
              : line.notice.earlier
                ? t('all')
                : t('from', { when: format.dateTime(from) })}
        </p>
      )}
      {records.length > 0 && (
        <ul className={css.records} aria-label={t('history')}>
          {records.map((each) => (
            <RecordRow key={each.id} record={each} />
          ))}
        </ul>
      )}
      <div className={css.buttons}>
        <Button icon={FilePenLine} shortcut="a" onPress={record}>
          {t('record')}
        </Button>
        <Button onPress={() => setOpen('accept')}>{t('accept.open')}</Button>
        {current.length > 0 && <Button onPress={() => setOpen('withdraw')}>{t('withdraw')}</Button>}
      </div>
      {open === 'record' && <NoticeDialog line={line} onClose={close} onRecorded={close} />}
      {open === 'accept' && <AcceptDialog line={line} onClose={close} onRecorded={close} />}
      {open === 'withdraw' && <WithdrawDialog line={line} onClose={close} />}
    </section>
  );
}

/** One record: when, how and whose, with its paper. */
function RecordRow({ record }: { readonly record: NoticeRecordView }) {
  const { t } = useTranslation('notice');
  const format = useFormat();
  const save = useAction('shell.saveMedia');
  const { file } = record;
  const facts = [
    record.version !== null && t('version', { version: record.version }),
    record.signedName !== null && t('signed', { name: record.signedName }),
    record.witness !== null && t('witness', { name: record.witness }),
    record.reason,
    record.recordedBy !== null && t('by', { name: record.recordedBy }),
  ].filter((fact) => typeof fact === 'string');
  return (
    <li className={css.record}>
      <span>
        {record.givenOn === null ? format.dateTime(record.recordedAt) : format.calendarDate(record.givenOn)}
      </span>
      <div>
        <div>
          {t(`how.${record.how}`)} · <bdi dir="auto">{record.employee}</bdi>
        </div>
        {facts.length > 0 && (
          <div className={css.soft}>
            <bdi dir="auto">{facts.join(' · ')}</bdi>
          </div>
        )}
        {file !== null && (
          <Button
            variant="quiet"
            onPress={() => save.mutate({ sha256: file.sha256, name: file.name })}
            isPending={save.isPending}
          >
            {t('openPaper', { name: file.name })}
          </Button>
        )}
      </div>
      {record.inForce && record.how !== 'withdrawn' && <Badge tone="good">{t('inForce')}</Badge>}
    </li>
  );
}
