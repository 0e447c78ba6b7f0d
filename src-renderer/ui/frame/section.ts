import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import type { SectionId } from './navigation.ts';

/** One entry of the rail and what it opens. */
export interface Section {
  readonly id: SectionId;
  readonly icon: LucideIcon;
  /** Fills the window beside the rail. */
  readonly Screen: ComponentType;
  /** Shows an OpenWork with what waits there, on the rail. */
  readonly Count?: ComponentType;
}
