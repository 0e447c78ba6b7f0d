import { useTranslation } from 'react-i18next';
import type { BusinessHours } from '#shared/model/policy.ts';
import { Checkbox } from '../../ui/field/Checkbox.tsx';
import { Select } from '../../ui/field/Select.tsx';
import { TextField } from '../../ui/field/TextField.tsx';
import css from './PolicyEditor.module.css';

export interface HoursFieldsProps {
  /** Undefined is any time. */
  readonly outside: BusinessHours | undefined;
  readonly onChange: (outside: BusinessHours | undefined) => void;
}

const usual: BusinessHours = { days: [1, 2, 3, 4, 5], from: '08:00', to: '19:00', holidays: [] };
/** The week from Monday; 0 is Sunday. */
const week = [1, 2, 3, 4, 5, 6, 0] as const;
const timePattern = /^([01]\d|2[0-3]):[0-5]\d$/;
const dayPattern = /^\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])$/;

/** Whether a policy looks at any time, or only outside of business hours: which those are. */
export function HoursFields({ outside, onChange }: HoursFieldsProps) {
  const { t } = useTranslation('policy');
  const isRange =
    outside === undefined ||
    (timePattern.test(outside.from) && timePattern.test(outside.to) && outside.from < outside.to);
  const areDays =
    outside === undefined || outside.holidays.every((day) => day === '' || dayPattern.test(day));
  return (
    <>
      <Select
        label={t('hours.label')}
        options={[
          { id: 'any', label: t('hours.any') },
          { id: 'outside', label: t('hours.outside') },
        ]}
        value={outside === undefined ? 'any' : 'outside'}
        onChange={(value) => onChange(value === 'any' ? undefined : usual)}
      />
      {outside !== undefined && (
        <>
          <div className={css.lines} role="group" aria-label={t('hours.days')}>
            {week.map((day) => (
              <Checkbox
                key={day}
                isSelected={outside.days.includes(day)}
                onChange={(isChosen) =>
                  onChange({
                    ...outside,
                    days: isChosen ? [...outside.days, day] : outside.days.filter((other) => other !== day),
                  })
                }
              >
                {t(`hours.day.${day}`)}
              </Checkbox>
            ))}
          </div>
          <div className={css.columns}>
            <TextField
              label={t('hours.from')}
              value={outside.from}
              maxLength={5}
              placeholder="08:00"
              onChange={(from) => onChange({ ...outside, from })}
              error={isRange ? null : t('problem.hours-invalid')}
            />
            <TextField
              label={t('hours.to')}
              value={outside.to}
              maxLength={5}
              placeholder="19:00"
              onChange={(to) => onChange({ ...outside, to })}
            />
          </div>
          <TextField
            label={t('hours.holidays')}
            description={t('hours.holidaysHint')}
            rows={2}
            value={outside.holidays.join('\n')}
            onChange={(text) =>
              onChange({ ...outside, holidays: text === '' ? [] : text.split('\n').map((day) => day.trim()) })
            }
            error={areDays ? null : t('problem.holidays-invalid')}
          />
        </>
      )}
    </>
  );
}
