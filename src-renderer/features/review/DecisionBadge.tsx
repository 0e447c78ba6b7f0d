import { ArrowUpFromLine, Check, Gavel, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Decision } from '#shared/model/review.ts';
import { Badge, type BadgeProps } from '../../ui/feedback/Badge.tsx';

const looks: Readonly<
  Record<Decision, { readonly icon: LucideIcon; readonly tone: NonNullable<BadgeProps['tone']> }>
> = {
  'no-issue': { icon: Check, tone: 'neutral' },
  violation: { icon: Gavel, tone: 'high' },
  escalated: { icon: ArrowUpFromLine, tone: 'accent' },
};

/** What was decided, as a word with a shape. */
export function DecisionBadge({ decision }: { readonly decision: Decision }) {
  const { t } = useTranslation('review');
  const { icon, tone } = looks[decision];
  return (
    <Badge tone={tone} icon={icon}>
      {t(`decided.${decision}`)}
    </Badge>
  );
}
