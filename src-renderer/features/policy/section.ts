import { ScrollText } from 'lucide-react';
import type { Section } from '../../ui/frame/section.ts';
import { PolicyScreen } from './PolicyScreen.tsx';

/** The policies: what is looked for in messages. */
export const policySection: Section = {
  id: 'policy',
  icon: ScrollText,
  Screen: PolicyScreen,
  roles: ['owner', 'supervisor'],
  isWhole: true,
};
