import { AtalayaError } from '#shared/errors.ts';
import type { Writer } from '../database.ts';
import { foundation } from './0001-foundation.ts';
import { messageDetails } from './0002-message-details.ts';
import { attachmentsByLine } from './0003-attachments.ts';
import { coverage } from './0004-coverage.ts';
import { contacts } from './0005-contacts.ts';
import { groupMembers } from './0006-group-members.ts';
import { cloudLines } from './0007-cloud-lines.ts';
import { exclusions } from './0011-exclusions.ts';
import { importDamage } from './0013-import-damage.ts';
import { customerNotices } from './0012-customer-notices.ts';
import { exports } from './0014-exports.ts';
import { statements } from './0019-statements.ts';
import { people } from './0015-people.ts';
import { actionIndex } from './0017-action-index.ts';
import { platformPaths } from './0016-platform-paths.ts';
import { webhookUptakes } from './0018-webhook-uptakes.ts';
import { notices } from './0008-notices.ts';
import { sightings } from './0009-sightings.ts';
import { importFingerprints } from './0010-import-fingerprints.ts';

/** Statements, or work that needs more than them. */
type Step = string | ((writer: Writer) => void);

/** Every step from an empty file to the present shape, in order; a step that was released is never edited. */
const migrations: readonly Step[] = [
  foundation,
  messageDetails,
  attachmentsByLine,
  coverage,
  contacts,
  groupMembers,
  cloudLines,
  notices,
  sightings,
  importFingerprints,
  exclusions,
  customerNotices,
  importDamage,
  exports,
  people,
  platformPaths,
  actionIndex,
  webhookUptakes,
  statements,
];

/**
 * Brings the archive to the present shape, each step in a transaction of its own with its number. Errors:
 * `workspace-newer` when a later version of Atalaya made it; whatever else stops a step leaves the archive at the
 * step before. `beforeFirst` is called before an archive that holds something is changed.
 */
export function migrate(writer: Writer, beforeFirst: (shape: number) => void): void {
  const row = writer.sql<{ user_version: number }>('pragma user_version').get();
  const current = row?.user_version ?? 0;
  if (current > migrations.length) {
    throw new AtalayaError('workspace-newer', { archive: current, program: migrations.length });
  }
  if (current > 0 && current < migrations.length) beforeFirst(current);
  for (const [index, step] of migrations.entries()) {
    if (index < current) continue;
    writer.transaction(() => {
      if (typeof step === 'string') writer.execute(step);
      else step(writer);
      writer.execute(`pragma user_version = ${index + 1}`);
    });
  }
}
