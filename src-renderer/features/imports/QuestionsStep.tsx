import { FilePlus2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction, useRequest } from '../../api/requests.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { Button } from '../../ui/button/Button.tsx';
import { Progress } from '../../ui/feedback/Progress.tsx';
import { InlineError } from '../../ui/feedback/States.tsx';
import { ZoneField } from '../../ui/field/ZoneField.tsx';
import { draftOfLine, emptyLine, lineInput, lineProblems, todayIn } from '../../ui/line/lineDraft.ts';
import { ActionBar } from './ActionBar.tsx';
import { importFiles, isBeforeNotice, missingAnswers, placesByName, readyExports } from './answers.ts';
import { FileList } from './FileList.tsx';
import { answer, resetFlow, useImportFlow, watchImport } from './flow.ts';
import { LineChoice, type ChosenLine } from './LineChoice.tsx';
import css from './QuestionsStep.module.css';
import { useChooseExports } from './useChooseExports.ts';
import { usePlaces } from './usePlaces.ts';

export interface QuestionsStepProps {
  readonly lineId: number | null;
  readonly onClose: () => void;
}

/** One page that asks, for all files and for each, only what the files don't say themselves. */
export function QuestionsStep({ lineId, onClose }: QuestionsStepProps) {
  const { t } = useTranslation(['imports', 'common']);
  const { files } = useImportFlow();
  const format = useFormat();
  const lines = useRequest('lines.list', {}).data?.lines ?? [];
  const addLine = useAction('lines.add');
  const recordNotice = useAction('notice.record');
  const start = useAction('imports.start');
  const { choose } = useChooseExports();
  const [zone, setZone] = useState(format.zone);
  const [chosen, setChosen] = useState<ChosenLine>({ type: 'existing', lineId, noticeOn: '' });
  const [draft, setDraft] = useState(emptyLine);
  const [wasSent, setWasSent] = useState(false);
  const [reason, setReason] = useState('');

  const line =
    chosen.type === 'existing'
      ? (lines.find(({ id }) => id === chosen.lineId) ?? (lines.length === 1 ? lines[0] : undefined))
      : undefined;
  const isNew = chosen.type === 'new' || lines.length === 0;
  const register = isNew
    ? draft
    : line && {
        ...draftOfLine(line),
        noticeOn: line.noticeOn ?? (chosen.type === 'existing' ? chosen.noticeOn : ''),
      };
  const target = isNew || line === undefined ? null : { lineId: line.id, zone, employee: line.employee };
  const problems =
    register === undefined
      ? { name: 'required' as const }
      : lineProblems(register, todayIn(format.zone), false);
  const employee = register?.employee.trim() ?? '';
  const read = files.filter(
    ({ inspection }) => inspection.state === 'ready' || inspection.state === 'failed',
  ).length;
  const isReading = read < files.length;
  const { ready, ...placing } = usePlaces(readyExports(files, employee || null), isReading ? null : target);
  const isPlacing = placing.done < placing.total;
  const byName = placesByName(ready);
  const missing = missingAnswers(ready);
  const needsReason =
    register !== undefined && line?.notice.earlier !== true && isBeforeNotice(ready, register.noticeOn);
  const isReasonMissing = needsReason && reason.trim() === '';
  const canStart = !isReading && !isPlacing && ready.length > 0 && missing === 0;

  const registered = async () => {
    if (register === undefined) return null;
    if (line === undefined) return (await addLine.mutateAsync(lineInput(register))).id;
    if (line.noticeOn === null && register.noticeOn !== '') {
      const evidence = { how: 'told', date: register.noticeOn } as const;
      await recordNotice.mutateAsync({ lineId: line.id, evidence, includesEarlier: false, recordedBy: null });
    }
    return line.id;
  };
  const begin = async () => {
    setWasSent(true);
    if (Object.keys(problems).length > 0 || isReasonMissing) return;
    const id = await registered();
    if (id === null) return;
    if (isNew) setChosen({ type: 'existing', lineId: id, noticeOn: '' });
    const { importId } = await start.mutateAsync({
      lineId: id,
      zone,
      files: importFiles(ready, employee),
      withoutNotice: needsReason ? reason.trim() : null,
    });
    resetFlow();
    watchImport(importId);
  };
  const error = addLine.error ?? recordNotice.error ?? start.error;
  const failed = files.filter(({ inspection }) => inspection.state === 'failed').length;

  return (
    <>
      <section className={css.common} aria-label={t('ask.common')}>
        <LineChoice
          lines={lines}
          line={line ?? null}
          isNew={isNew}
          chosen={chosen}
          onChoose={setChosen}
          draft={draft}
          onDraft={setDraft}
          problems={wasSent ? problems : {}}
          reason={
            needsReason ? { value: reason, onChange: setReason, isMissing: wasSent && isReasonMissing } : null
          }
        />
        <ZoneField label={t('ask.zone')} description={t('ask.zoneHint')} value={zone} onChange={setZone} />
      </section>
      <section aria-label={t('ask.files')}>
        <div className={css.head}>
          <h3>{t('ask.files')}</h3>
          <Button icon={FilePlus2} variant="quiet" onPress={choose}>
            {t('choose.more')}
          </Button>
        </div>
        {isReading && (
          <Progress
            label={t('inspect.progress', { done: read, total: files.length })}
            value={read}
            total={files.length}
          />
        )}
        {isPlacing && (
          <Progress label={t('place.finding', placing)} value={placing.done} total={placing.total} />
        )}
        {byName.size > 1 && (
          <Button
            variant="quiet"
            onPress={() => {
              for (const [token, place] of byName) answer([token], { place });
            }}
          >
            {t('place.allByName', { count: byName.size })}
          </Button>
        )}
        <FileList files={files} ready={ready} isReading={isReading} target={target} />
      </section>
      <ActionBar
        note={
          <>
            {wasSent && (Object.keys(problems).length > 0 || isReasonMissing) && (
              <p className={css.missing}>{t('ask.lineIncomplete')}</p>
            )}
            {missing > 0 && <p>{t('ask.unanswered', { count: missing })}</p>}
            {failed > 0 && <p>{t('ask.skipped', { count: failed })}</p>}
            {error !== null && <InlineError error={error} />}
          </>
        }
      >
        <Button
          onPress={() => {
            resetFlow();
            onClose();
          }}
        >
          {t('common:cancel')}
        </Button>
        <Button
          variant="primary"
          isDisabled={!canStart}
          isPending={start.isPending || addLine.isPending || recordNotice.isPending}
          // What went wrong is shown beside the button.
          onPress={() => void begin().catch(() => undefined)}
        >
          {t('ask.start', { count: ready.length })}
        </Button>
      </ActionBar>
    </>
  );
}
