import { useTranslation } from 'react-i18next';
import type { PolicyRule } from '#shared/model/policy.ts';
import { Select } from '../../ui/field/Select.tsx';

export interface MessageFieldProps {
  readonly rules: readonly PolicyRule[];
  readonly newId: () => string;
  readonly onChange: (rules: readonly PolicyRule[]) => void;
}

const voiceMinutes = [1, 2, 3, 5, 10];

/** Whether the message itself is enough for a flag, whatever it says: every one, or long voice notes. */
export function MessageField({ rules, newId, onChange }: MessageFieldProps) {
  const { t } = useTranslation('policy');
  const rule = rules.find((one) => one.type === 'message');
  const minutes = rule?.voiceSeconds == null ? null : Math.round(rule.voiceSeconds / 60);
  const offered =
    minutes === null || voiceMinutes.includes(minutes) ? voiceMinutes : [...voiceMinutes, minutes];
  const choose = (value: string) => {
    if (value === 'none') return onChange([]);
    const voiceSeconds = value === 'every' ? null : Number(value) * 60;
    return onChange([{ id: rule?.id ?? newId(), type: 'message', voiceSeconds }]);
  };
  return (
    <Select
      label={t('whole.label')}
      description={t('whole.hint')}
      options={[
        { id: 'none', label: t('whole.none') },
        { id: 'every', label: t('whole.every') },
        ...offered.map((count) => ({ id: String(count), label: t('whole.voice', { count }) })),
      ]}
      value={rule === undefined ? 'none' : minutes === null ? 'every' : String(minutes)}
      onChange={choose}
    />
  );
}
