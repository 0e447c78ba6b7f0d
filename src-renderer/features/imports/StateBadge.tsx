import { Ban, Check, CircleAlert, Clock, LoaderCircle, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ImportFileView } from '#shared/contract/imports.ts';
import { Badge, type BadgeProps } from '../../ui/feedback/Badge.tsx';

type State = ImportFileView['state'];

const looks: Readonly<
  Record<State, { readonly icon: LucideIcon; readonly tone: NonNullable<BadgeProps['tone']> }>
> = {
  waiting: { icon: Clock, tone: 'neutral' },
  running: { icon: LoaderCircle, tone: 'accent' },
  done: { icon: Check, tone: 'good' },
  failed: { icon: CircleAlert, tone: 'high' },
  cancelled: { icon: Ban, tone: 'neutral' },
};

/** How far an import or one of its files is, as a word with a shape. */
export function StateBadge({ state }: { readonly state: State }) {
  const { t } = useTranslation('imports');
  const { icon, tone } = looks[state];
  return (
    <Badge tone={tone} icon={icon}>
      {t(`state.${state}`)}
    </Badge>
  );
}
