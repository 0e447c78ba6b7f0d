import { useTranslation } from 'react-i18next';
import { TextField } from '../field/TextField.tsx';
import { setRecorder, useRecorder } from './recorder.ts';

export interface RecordedByProps {
  /** The form was sent: say so when the name is missing. */
  readonly wasSent?: boolean;
  readonly isOptional?: boolean;
}

/** The name of whoever records something, which goes on record with it. */
export function RecordedBy({ wasSent = false, isOptional = false }: RecordedByProps) {
  const { t } = useTranslation('notice');
  const name = useRecorder();
  return (
    <TextField
      label={t('dialog.by')}
      description={t(isOptional ? 'dialog.byHint' : 'dialog.byNeeded')}
      error={wasSent && name.trim() === '' && !isOptional ? t('dialog.byMissing') : null}
      value={name}
      onChange={setRecorder}
      maxLength={120}
    />
  );
}
