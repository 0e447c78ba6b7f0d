import type { z } from 'zod';
import type { AttentionReason } from '../model/coverage.ts';
import { backupContract } from './backup.ts';
import { cloudContract } from './cloud.ts';
import { coverageContract } from './coverage.ts';
import { contactsContract } from './contacts.ts';
import { exportContract } from './export.ts';
import { importsContract } from './imports.ts';
import { inboxContract } from './inbox.ts';
import { linesContract } from './lines.ts';
import { mediaContract } from './media.ts';
import { noticeContract } from './notice.ts';
import { peopleContract } from './people.ts';
import { policyContract } from './policy.ts';
import { reviewContract } from './review.ts';
import { searchContract } from './search.ts';
import { shellContract } from './shell.ts';
import { toldContract } from './told.ts';
import { workspaceContract } from './workspace.ts';

/** Everything that the archive host serves. */
export const hostContract = {
  ...workspaceContract,
  ...peopleContract,
  ...linesContract,
  ...cloudContract,
  ...coverageContract,
  ...noticeContract,
  ...toldContract,
  ...importsContract,
  ...inboxContract,
  ...mediaContract,
  ...contactsContract,
  ...searchContract,
  ...policyContract,
  ...reviewContract,
  ...exportContract,
  ...backupContract,
};

/** Everything that a window may ask for: what the host serves, and what only the shell can do. */
export const contract = { ...hostContract, ...shellContract };

export type HostContract = typeof hostContract;
export type Contract = typeof contract;
export type Method = keyof Contract;
export type Input<M extends Method> = z.input<Contract[M]['input']>;
export type Output<M extends Method> = z.output<Contract[M]['output']>;

/** What the host tells the windows: something changed, ask again. Ids only, never content. */
export type HostEvent =
  | { readonly type: 'workspace.changed' }
  | { readonly type: 'people.changed' }
  | { readonly type: 'lines.changed' }
  | { readonly type: 'cloud.changed' }
  | { readonly type: 'coverage.changed' }
  /** A line needs a person; told once, when it begins to. */
  | { readonly type: 'coverage.alert'; readonly lineId: number; readonly reason: AttentionReason }
  | { readonly type: 'imports.changed'; readonly importId: number }
  | { readonly type: 'inbox.changed'; readonly conversationIds: readonly number[] }
  | { readonly type: 'contacts.changed' }
  | { readonly type: 'policy.changed' }
  | { readonly type: 'policy.backtesting' }
  | { readonly type: 'review.changed' }
  | { readonly type: 'export.changed' }
  | { readonly type: 'backup.changed' };
