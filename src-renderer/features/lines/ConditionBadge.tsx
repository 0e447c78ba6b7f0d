import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleMinus,
  CirclePause,
  type LucideIcon,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LineView } from '#shared/contract/lines.ts';
import { Badge, type BadgeProps } from '../../ui/feedback/Badge.tsx';
import { lineCondition, lineTone, type LineTone } from './status.ts';

const looks: Readonly<
  Record<LineTone, { readonly icon: LucideIcon; readonly tone: NonNullable<BadgeProps['tone']> }>
> = {
  good: { icon: CircleCheck, tone: 'good' },
  working: { icon: CircleDashed, tone: 'accent' },
  idle: { icon: CircleMinus, tone: 'neutral' },
  problem: { icon: CircleAlert, tone: 'high' },
};

/** A line's condition as a word with a shape. */
export function ConditionBadge({ line }: { readonly line: LineView }) {
  const { t } = useTranslation('lines');
  const condition = lineCondition(line);
  const { icon, tone } = looks[lineTone(condition, line.problem !== null)];
  return (
    <Badge tone={tone} icon={condition === 'stopped' || condition === 'cloud-stopped' ? CirclePause : icon}>
      {t(`condition.${condition}.label`)}
    </Badge>
  );
}
