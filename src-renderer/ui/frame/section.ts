import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import type { Role } from '#shared/model/user.ts';
import type { SectionId } from './navigation.ts';

/** One entry of the rail and what it opens. */
export interface Section {
  readonly id: SectionId;
  readonly icon: LucideIcon;
  /** Fills the window beside the rail. */
  readonly Screen: ComponentType;
  /** Whose section it is; left out, everybody's. */
  readonly roles?: readonly Role[];
  /** It is about all lines: not for somebody who is kept to some. */
  readonly isWhole?: boolean;
  /** Shows an OpenWork with what waits there, on the rail. */
  readonly Count?: ComponentType;
}
