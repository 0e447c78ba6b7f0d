import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/useFormat.ts';
import { DateField } from '../field/DateField.tsx';
import { TextField } from '../field/TextField.tsx';
import { todayIn, type LineDraft, type LineProblems } from './lineDraft.ts';

export interface LineFieldsProps {
  readonly draft: LineDraft;
  readonly problems: LineProblems;
  readonly onChange: (draft: LineDraft) => void;
  /** False where the notice is recorded elsewhere. */
  readonly asksNotice?: boolean;
  /** A notice that was not given yet can be given in the next step. */
  readonly isNoticeNext?: boolean;
  readonly autoFocus?: 'name';
}

/** What is known about a line: its name, who uses it, and when that person was told. */
export function LineFields({
  draft,
  problems,
  onChange,
  asksNotice = true,
  isNoticeNext = false,
  autoFocus,
}: LineFieldsProps) {
  const { t } = useTranslation('lines');
  const field = (name: keyof LineDraft) => {
    const problem = problems[name];
    return {
      label: t(`field.${name}`),
      description: t(`field.${name}Hint`),
      error: problem === undefined ? null : t(`field.${problem}`),
      value: draft[name],
      onChange: (value: string) => onChange({ ...draft, [name]: value }),
      autoFocus: autoFocus === name,
      maxLength: 120,
    };
  };
  return (
    <>
      <TextField {...field('name')} />
      <TextField {...field('employee')} />
      <TextField {...field('team')} />
      {asksNotice && (
        <NoticeField
          value={draft.noticeOn}
          onChange={(noticeOn) => onChange({ ...draft, noticeOn })}
          problem={problems.noticeOn}
          isNext={isNoticeNext}
        />
      )}
    </>
  );
}

export interface NoticeFieldProps {
  readonly value: string;
  readonly onChange: (date: string) => void;
  readonly problem: LineProblems['noticeOn'];
  /** One that was not given yet can be given in the next step. */
  readonly isNext?: boolean;
}

/** The day on which the employee was told that the line is supervised, and why it is asked for. */
export function NoticeField({ value, onChange, problem, isNext = false }: NoticeFieldProps) {
  const { t } = useTranslation('lines');
  const { zone } = useFormat();
  return (
    <DateField
      label={t('field.noticeOn')}
      description={t(isNext ? 'field.noticeOnNext' : 'field.noticeOnHint')}
      error={problem === undefined ? null : t(`field.${problem}`)}
      today={todayIn(zone)}
      value={value}
      onChange={onChange}
    />
  );
}
