import { FolderOutput } from 'lucide-react';
import type { Section } from '../../ui/frame/section.ts';
import { ExportScreen } from './ExportScreen.tsx';

/** What was taken out of the archive, and taking out more. */
export const exportSection: Section = {
  id: 'export',
  icon: FolderOutput,
  Screen: ExportScreen,
  roles: ['owner', 'exporter'],
};
