import { Smartphone } from 'lucide-react';
import type { Section } from '../../ui/frame/section.ts';
import { LinesInNeed } from './LinesInNeed.tsx';
import { LinesScreen } from './LinesScreen.tsx';

/** The company's lines: register, linking, capture state. */
export const linesSection: Section = {
  id: 'lines',
  icon: Smartphone,
  Screen: LinesScreen,
  Count: LinesInNeed,
  roles: ['owner', 'supervisor'],
};
