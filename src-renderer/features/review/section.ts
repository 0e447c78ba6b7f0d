import { Flag } from 'lucide-react';
import type { Section } from '../../ui/frame/section.ts';
import { OpenCount } from './OpenCount.tsx';
import { ReviewScreen } from './ReviewScreen.tsx';

/** The flagged messages that wait for a decision. */
export const reviewSection: Section = {
  id: 'review',
  icon: Flag,
  Screen: ReviewScreen,
  Count: OpenCount,
  roles: ['owner', 'supervisor', 'reviewer'],
};
