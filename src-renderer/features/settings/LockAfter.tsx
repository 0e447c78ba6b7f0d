import { useTranslation } from 'react-i18next';
import { useAction } from '../../api/requests.ts';
import { InlineError } from '../../ui/feedback/States.tsx';
import { Select } from '../../ui/field/Select.tsx';

const choices = [1, 5, 15, 30, 60, 240] as const;
const never = 0;

/** After how long without input the window locks itself, for everybody. */
export function LockAfter({ minutes }: { readonly minutes: number | null }) {
  const { t } = useTranslation('settings');
  const save = useAction('workspace.saveLock');
  return (
    <>
      <Select
        label={t('lockAfter')}
        description={t('lockAfterHint')}
        value={minutes ?? never}
        onChange={(chosen) => save.mutate({ lockAfterMinutes: chosen === never ? null : chosen })}
        options={[
          ...choices.map((id: number) => ({ id, label: t('minutes', { count: id }) })),
          { id: never, label: t('lockNever') },
        ]}
      />
      {save.error !== null && <InlineError error={save.error} />}
    </>
  );
}
