import { useTranslation } from 'react-i18next';
import { useRequest } from '../../api/requests.ts';
import { CountBadge } from '../../ui/feedback/Badge.tsx';

/** The lines that need a person, on the rail; nothing when none do. */
export function LinesInNeed() {
  const { t } = useTranslation('coverage');
  const count = useRequest('coverage.attention', {}).data?.lines.length ?? 0;
  return count > 0 && <CountBadge count={count} label={t('attention.count', { count })} />;
}
