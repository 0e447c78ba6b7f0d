import { Archive, Folder, ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BackupView } from '#shared/contract/backup.ts';
import { AtalayaError } from '#shared/errors.ts';
import { useAction, useRequest } from '../../api/requests.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { Button } from '../../ui/button/Button.tsx';
import { InlineError } from '../../ui/feedback/States.tsx';
import { Progress } from '../../ui/feedback/Progress.tsx';
import { Select } from '../../ui/field/Select.tsx';
import { TextField } from '../../ui/field/TextField.tsx';
import { Facts } from '../../ui/layout/Facts.tsx';
import { SettingsPart } from './SettingsPart.tsx';
import css from './Settings.module.css';

/** Copies of the archive elsewhere: where, when, and whether the newest one can be restored. */
export function Backup() {
  const { t } = useTranslation('backup');
  const view = useRequest('backup.view', {});
  return (
    <SettingsPart title={t('title')} hint={t('hint')}>
      {view.error !== null && <InlineError error={view.error} />}
      {view.data !== undefined && <BackupFields view={view.data} />}
    </SettingsPart>
  );
}

type Rhythm = 'off' | 'daily' | 'hours-1' | 'hours-6' | 'hours-12';
const rhythms: readonly Rhythm[] = ['daily', 'hours-12', 'hours-6', 'hours-1', 'off'];
const days = [7, 14, 30, 90] as const;
const usualTime = '20:00';

function scheduleOf(rhythm: Rhythm): BackupView['schedule'] {
  if (rhythm === 'off') return { type: 'off' };
  if (rhythm === 'daily') return { type: 'daily', at: usualTime };
  return { type: 'hours', every: Number(rhythm.slice('hours-'.length)) };
}

function rhythmOf({ schedule }: BackupView): Rhythm | null {
  const name = schedule.type === 'hours' ? `hours-${schedule.every}` : schedule.type;
  return rhythms.find((each) => each === name) ?? null;
}

function BackupFields({ view }: { readonly view: BackupView }) {
  const { t } = useTranslation(['backup', 'common']);
  const format = useFormat();
  const choose = useAction('shell.chooseFolder');
  const configure = useAction('backup.configure');
  const start = useAction('backup.start');
  const cancel = useAction('backup.cancel');
  const { place, schedule, keepDays, made, checked, problem, running } = view;
  const error = configure.error ?? choose.error ?? start.error;
  const chooseFolder = () =>
    choose.mutate(
      {},
      {
        onSuccess: ({ folder }) => {
          if (folder !== null) configure.mutate({ folder: folder.token, schedule, keepDays });
        },
      },
    );
  return (
    <>
      <Facts
        facts={[
          { name: t('place'), value: place ?? t('noPlace') },
          {
            name: t('newest'),
            value:
              made === null
                ? t('never')
                : t('made', {
                    when: format.dateTime(made.at),
                    messages: t('common:messages', { count: made.messages }),
                    size: format.bytes(made.bytes),
                    written: format.bytes(made.writtenBytes),
                  }),
          },
          {
            name: t('test'),
            value:
              checked === null
                ? t('notChecked')
                : t('checked', {
                    when: format.dateTime(checked.at),
                    messages: t('common:messages', { count: checked.messages }),
                    entries: checked.entries,
                  }),
          },
        ]}
      />
      {checked !== null && checked.missingFiles > 0 && (
        <p>{t('missingFiles', { count: checked.missingFiles })}</p>
      )}
      {problem !== null && running === null && <InlineError error={new AtalayaError(problem.code)} />}
      <Select
        label={t('rhythm')}
        value={rhythmOf(view)}
        options={rhythms.map((id) => ({ id, label: t(`rhythms.${id}`) }))}
        onChange={(rhythm) => configure.mutate({ schedule: scheduleOf(rhythm), keepDays })}
      />
      {schedule.type === 'daily' && (
        <TextField
          label={t('time')}
          type="time"
          value={schedule.at}
          onChange={(at) => {
            if (/^\d\d:\d\d$/.test(at)) configure.mutate({ schedule: { type: 'daily', at }, keepDays });
          }}
        />
      )}
      <Select
        label={t('keep')}
        description={t('keepHint')}
        value={days.find((each) => each === keepDays) ?? null}
        options={days.map((id) => ({ id, label: t('days', { count: id }) }))}
        onChange={(kept) => configure.mutate({ schedule, keepDays: kept })}
      />
      {running !== null && (
        <Progress
          label={t(`step.${running.progress.step}`)}
          value={running.progress.total === 0 ? null : running.progress.done}
          total={running.progress.total}
          {...(running.progress.total > 0 && running.progress.step !== 'checking'
            ? {
                detail: t('progress', {
                  done: format.bytes(running.progress.done),
                  total: format.bytes(running.progress.total),
                }),
              }
            : {})}
        />
      )}
      {error !== null && <InlineError error={error} />}
      <div className={css.buttons}>
        <Button icon={Folder} isPending={choose.isPending} onPress={chooseFolder}>
          {place === null ? t('choose') : t('change')}
        </Button>
        {running === null ? (
          <>
            <Button
              icon={Archive}
              isDisabled={place === null}
              onPress={() => start.mutate({ work: 'backup' })}
            >
              {t('now')}
            </Button>
            <Button
              icon={ShieldCheck}
              isDisabled={made === null}
              onPress={() => start.mutate({ work: 'check' })}
            >
              {t('checkNow')}
            </Button>
          </>
        ) : (
          <Button onPress={() => cancel.mutate({})}>{t('common:cancel')}</Button>
        )}
      </div>
    </>
  );
}
