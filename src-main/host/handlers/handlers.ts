import type { HostContract } from '#shared/contract/contract.ts';
import type { Handlers } from '#shared/rpc/server.ts';
import type { HostContext } from './context.ts';
import { backupHandlers } from './backup.ts';
import { cloudHandlers } from './cloud.ts';
import { coverageHandlers } from './coverage.ts';
import { contactsHandlers } from './contacts.ts';
import { exportHandlers } from './export.ts';
import { importsHandlers } from './imports.ts';
import { inboxHandlers } from './inbox.ts';
import { linesHandlers } from './lines.ts';
import { mediaHandlers } from './media.ts';
import { noticeHandlers } from './notice.ts';
import { peopleHandlers } from './people.ts';
import { policyHandlers } from './policy.ts';
import { reviewHandlers } from './review.ts';
import { searchHandlers } from './search.ts';
import { toldHandlers } from './told.ts';
import { workspaceHandlers } from './workspace.ts';

/** Everything that the host serves. */
export function hostHandlers(context: HostContext): Handlers<HostContract> {
  return {
    ...workspaceHandlers(context),
    ...peopleHandlers(context),
    ...linesHandlers(context),
    ...cloudHandlers(context),
    ...coverageHandlers(context),
    ...noticeHandlers(context),
    ...toldHandlers(context),
    ...importsHandlers(context),
    ...inboxHandlers(context),
    ...mediaHandlers(context),
    ...contactsHandlers(context),
    ...searchHandlers(context),
    ...policyHandlers(context),
    ...reviewHandlers(context),
    ...exportHandlers(context),
    ...backupHandlers(context),
  };
}
