import { useTranslation } from 'react-i18next';
import type { ExportState } from '#shared/model/export.ts';
import { Badge } from '../../ui/feedback/Badge.tsx';

const tones = {
  running: 'accent',
  done: 'good',
  cancelled: 'neutral',
  failed: 'high',
  interrupted: 'medium',
} as const;

/** How an export stands. */
export function StateBadge({ state }: { readonly state: ExportState }) {
  const { t } = useTranslation('export');
  return <Badge tone={tones[state]}>{t(`state.${state}`)}</Badge>;
}
