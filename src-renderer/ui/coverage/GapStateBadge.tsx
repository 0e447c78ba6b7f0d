import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleDot,
  CircleSlash,
  type LucideIcon,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { GapState } from '#shared/model/coverage.ts';
import { Badge, type BadgeProps } from '../feedback/Badge.tsx';

const looks: Readonly<
  Record<GapState, { readonly icon: LucideIcon; readonly tone: NonNullable<BadgeProps['tone']> }>
> = {
  open: { icon: CircleDot, tone: 'medium' },
  waiting: { icon: CircleDashed, tone: 'accent' },
  filled: { icon: CircleCheck, tone: 'good' },
  partly: { icon: CircleAlert, tone: 'low' },
  lost: { icon: CircleSlash, tone: 'high' },
};

/** What became of a gap, as a word with a shape. */
export function GapStateBadge({ state }: { readonly state: GapState }) {
  const { t } = useTranslation('coverage');
  const { icon, tone } = looks[state];
  return (
    <Badge tone={tone} icon={icon}>
      {t(`state.${state}`)}
    </Badge>
  );
}
