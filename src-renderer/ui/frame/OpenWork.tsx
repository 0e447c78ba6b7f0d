import { useTranslation } from 'react-i18next';
import { CountBadge } from '../feedback/Badge.tsx';

/** How many things wait in a section; nothing when none do. */
export function OpenWork({ count }: { readonly count: number }) {
  const { t } = useTranslation('common');
  return count > 0 && <CountBadge count={count} label={t('frame.openWork', { count })} />;
}
