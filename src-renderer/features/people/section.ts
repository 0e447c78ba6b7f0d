import { Users } from 'lucide-react';
import type { Section } from '../../ui/frame/section.ts';
import { PeopleScreen } from './PeopleScreen.tsx';

/** The people who sign in, and what they did. */
export const peopleSection: Section = {
  id: 'people',
  icon: Users,
  Screen: PeopleScreen,
  roles: ['owner', 'auditor'],
};
