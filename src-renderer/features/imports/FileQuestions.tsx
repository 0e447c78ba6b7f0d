import { Check, CircleAlert, FileText, MessageCircleQuestion, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../i18n/errors.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { IconButton } from '../../ui/button/IconButton.tsx';
import { Spinner } from '../../ui/feedback/Progress.tsx';
import { openQuestions, type ReadyExport } from './answers.ts';
import { DateOrderQuestion } from './DateOrderQuestion.tsx';
import css from './FileQuestions.module.css';
import { removeExport, type ChosenExport } from './flow.ts';
import { OwnerQuestion } from './OwnerQuestion.tsx';
import { PlaceQuestion, SettledPlace } from './PlaceQuestion.tsx';
import { Preview, type ImportTarget } from './Preview.tsx';

export interface FileQuestionsProps {
  readonly file: ChosenExport;
  /** Undefined until the file has been read, or when it could not be. */
  readonly ready: ReadyExport | undefined;
  /** Where it goes, once that can be compared. */
  readonly target: ImportTarget | null;
}

/** One file: what it is, and what has to be asked about it. */
export function FileQuestions({ file, ready, target }: FileQuestionsProps) {
  const { t } = useTranslation('imports');
  const describe = useErrorText();
  return (
    <li className={css.file}>
      <span className={css.state}>
        <FileState file={file} ready={ready} />
      </span>
      <div className={css.content}>
        <bdi className={css.name} dir="auto">
          {file.name}
        </bdi>
        {file.inspection.state === 'failed' && <p className={css.error}>{describe(file.inspection.error)}</p>}
        {(file.inspection.state === 'waiting' || file.inspection.state === 'reading') && (
          <p className={css.facts}>{t(`inspect.${file.inspection.state}`)}</p>
        )}
        {ready !== undefined && (
          <>
            <Facts ready={ready} />
            {ready.info.damage !== null && <p className={css.damage}>{t(`damage.${ready.info.damage}`)}</p>}
            {target !== null && openQuestions(ready) === 0 && <Preview ready={ready} target={target} />}
            <Questions ready={ready} />
          </>
        )}
      </div>
      <IconButton
        icon={X}
        label={t('ask.remove', { name: file.name })}
        onPress={() => removeExport(file.token)}
      />
    </li>
  );
}

function FileState({
  file,
  ready,
}: {
  readonly file: ChosenExport;
  readonly ready: ReadyExport | undefined;
}) {
  const { t } = useTranslation('imports');
  if (file.inspection.state === 'reading') return <Spinner label={t('inspect.reading')} />;
  if (file.inspection.state === 'failed') {
    return <CircleAlert className={css.bad} role="img" aria-label={t('state.failed')} />;
  }
  if (ready === undefined) return <FileText aria-hidden className={css.quiet} />;
  return openQuestions(ready) > 0 ? (
    <MessageCircleQuestion className={css.open} role="img" aria-label={t('ask.waiting')} />
  ) : (
    <Check className={css.good} role="img" aria-label={t('ask.ready')} />
  );
}

function Facts({ ready: { info } }: { readonly ready: ReadyExport }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const day = (local: string) => format.calendarDate(local.slice(0, 10));
  const period = (from: string, to: string) => (from === to ? from : t('ask.period', { from, to }));
  return (
    <p className={css.facts}>
      {[
        t(`platform.${info.platform}`),
        ...(info.kind === 'group' ? [t('ask.group')] : []),
        t('list.messages', { count: info.messages }),
        ...(info.first === null || info.last === null ? [] : [period(day(info.first), day(info.last))]),
        info.attachments.listed === 0
          ? t('ask.noAttachments')
          : t('ask.attachments', { ...info.attachments }),
      ].join(' · ')}
    </p>
  );
}

/** What is certain is a sentence that can be changed; what is not is a question. */
function Questions({ ready }: { readonly ready: ReadyExport }) {
  const { t } = useTranslation('imports');
  const [isChanging, setChanging] = useState(false);
  const { owner, isOwnerCertain, isDateOrderCertain, places } = ready;
  const isStated = isOwnerCertain && !isChanging && owner?.type === 'author';
  return (
    <>
      {isStated ? (
        <p className={css.stated}>
          <bdi dir="auto">{t('ask.ownerIs', { name: owner.name })}</bdi>
          <button type="button" className={css.change} onClick={() => setChanging(true)}>
            {t('ask.change')}
          </button>
        </p>
      ) : (
        <OwnerQuestion ready={ready} />
      )}
      {!isDateOrderCertain && <DateOrderQuestion ready={ready} />}
      {places !== null && places.settled !== null && <SettledPlace settled={places.settled} />}
      {places !== null && places.possible.length > 0 && (
        <PlaceQuestion token={ready.file.token} possible={places.possible} place={ready.place} />
      )}
    </>
  );
}
