import { exportSection } from './features/export/section.ts';
import { inboxSection } from './features/inbox/section.ts';
import { linesSection } from './features/lines/section.ts';
import { peopleSection } from './features/people/section.ts';
import { policySection } from './features/policy/section.ts';
import { reviewSection } from './features/review/section.ts';
import { searchSection } from './features/search/section.ts';
import { settingsSection } from './features/settings/section.ts';
import type { Section } from './ui/frame/section.ts';

/** The sections of the window in the rail's order; the last stands at its foot. */
export const sections: readonly Section[] = [
  inboxSection,
  reviewSection,
  searchSection,
  policySection,
  exportSection,
  linesSection,
  peopleSection,
  settingsSection,
];
