import { useTranslation } from 'react-i18next';
import { severities, type Severity } from '#shared/model/policy.ts';
import { SeverityBadge } from '../../ui/feedback/Badge.tsx';
import { Segments } from '../../ui/field/Segments.tsx';
import css from './SeverityField.module.css';

export interface SeverityFieldProps {
  readonly value: Severity;
  readonly onChange: (severity: Severity) => void;
}

/** How grave a hit is. */
export function SeverityField({ value, onChange }: SeverityFieldProps) {
  const { t } = useTranslation(['policy', 'common']);
  return (
    <div className={css.field}>
      <span className={css.label}>{t('field.severity')}</span>
      <div className={css.choice}>
        <Segments
          label={t('field.severity')}
          options={severities.map((id) => ({ id, label: t(`common:severity.${id}`) }))}
          value={value}
          onChange={onChange}
        />
        <SeverityBadge severity={value} />
      </div>
    </div>
  );
}
