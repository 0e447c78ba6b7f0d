import { Inbox } from 'lucide-react';
import type { Section } from '../../ui/frame/section.ts';
import { InboxScreen } from './InboxScreen.tsx';

export const inboxSection: Section = {
  id: 'inbox',
  icon: Inbox,
  Screen: InboxScreen,
  roles: ['owner', 'supervisor', 'reviewer', 'exporter'],
};
