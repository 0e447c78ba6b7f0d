import { Search } from 'lucide-react';
import type { Section } from '../../ui/frame/section.ts';
import { SearchScreen } from './SearchScreen.tsx';

export const searchSection: Section = {
  id: 'search',
  icon: Search,
  Screen: SearchScreen,
  roles: ['owner', 'supervisor', 'reviewer', 'exporter'],
};
