import { useTranslation } from 'react-i18next';
import type { LineView } from '#shared/contract/lines.ts';
import { Select } from '../../ui/field/Select.tsx';
import { TextField } from '../../ui/field/TextField.tsx';
import type { LineDraft, LineProblems } from '../../ui/line/lineDraft.ts';
import { LineFields, NoticeField } from '../../ui/line/LineFields.tsx';
import css from './LineChoice.module.css';

/** The line that the chats belong to. `noticeOn`: given here for a line that had none. */
export type ChosenLine =
  | { readonly type: 'existing'; readonly lineId: number | null; readonly noticeOn: string }
  | { readonly type: 'new' };

export interface LineChoiceProps {
  readonly lines: readonly LineView[];
  readonly line: LineView | null;
  readonly isNew: boolean;
  readonly chosen: ChosenLine;
  readonly onChoose: (chosen: ChosenLine) => void;
  readonly draft: LineDraft;
  readonly onDraft: (draft: LineDraft) => void;
  readonly problems: LineProblems;
  /** What is stated about chats that no notice covers; null when there are none. */
  readonly reason: {
    readonly value: string;
    readonly onChange: (reason: string) => void;
    readonly isMissing: boolean;
  } | null;
}

const newLine = 0;

/** Whose chats these are: a registered line, with its notice if that is missing, or a new one. */
export function LineChoice(props: LineChoiceProps) {
  const { lines, line, isNew, chosen, onChoose, draft, onDraft, problems, reason } = props;
  const { t } = useTranslation('imports');
  return (
    <div className={css.choice}>
      {lines.length > 0 && (
        <Select
          label={t('ask.line')}
          placeholder={t('ask.lineChoose')}
          options={[
            ...lines.map(({ id, name, employee }) => ({ id, label: `${name} · ${employee}` })),
            { id: newLine, label: t('ask.newLine') },
          ]}
          value={isNew ? newLine : (line?.id ?? null)}
          onChange={(id) =>
            onChoose(id === newLine ? { type: 'new' } : { type: 'existing', lineId: id, noticeOn: '' })
          }
          error={!isNew && line === null && problems.name !== undefined ? t('ask.lineChoose') : null}
        />
      )}
      {isNew && (
        <div className={css.fields}>
          <LineFields draft={draft} problems={problems} onChange={onDraft} />
        </div>
      )}
      {line !== null && line.noticeOn === null && chosen.type === 'existing' && (
        <>
          <p className={css.missing}>{t('ask.noticeMissing')}</p>
          <NoticeField
            value={chosen.noticeOn}
            onChange={(noticeOn) => onChoose({ ...chosen, lineId: line.id, noticeOn })}
            problem={problems.noticeOn}
          />
        </>
      )}
      {reason !== null && (
        <TextField
          label={t('ask.reason')}
          description={t('ask.reasonHint')}
          error={reason.isMissing ? t('ask.reasonMissing') : null}
          value={reason.value}
          onChange={reason.onChange}
          maxLength={500}
        />
      )}
    </div>
  );
}
