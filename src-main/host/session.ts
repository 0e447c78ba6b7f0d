import { createBacktestDesk, type BacktestDesk } from './backtest/backtest-desk.ts';
import { createBackupDesk, type BackupDesk } from './backup/backup-desk.ts';
import { openCoverageDesk } from './coverage/coverage-desk.ts';
import { createContactDesk, type ContactDesk } from './contacts/contact-desk.ts';
import { createImportDesk, type ImportDesk } from './imports/import-desk.ts';
import { createMediaDesk, type MediaDesk } from './media/media-desk.ts';
import { createLineDesk, type LineDesk, type LineObserver } from './lines/line-desk.ts';
import { openArchive, type Archive } from './archive/archive.ts';
import type { EventCollector } from './events.ts';
import { createExportDesk, type ExportDesk } from './export/export-desk.ts';
import type { Log } from './log.ts';
import { createExclusionDesk, type ExclusionDesk } from './notice/exclusion-desk.ts';
import { createNoticeDesk, type NoticeDesk } from './notice/notice-desk.ts';
import { createTextDesk, type TextDesk } from './notice/text-desk.ts';
import { createToldDesk, type ToldDesk } from './told/told-desk.ts';
import { createMediaRecord, type MediaRecord } from './people/media-record.ts';
import { createSearchRecord, type SearchRecord } from './people/search-record.ts';
import { openPoliciesInForce, type PoliciesInForce } from './policies-in-force.ts';

/** An open archive with everything that works on it. */
export interface Session {
  readonly archive: Archive;
  readonly policies: PoliciesInForce;
  readonly lines: LineDesk;
  readonly notices: NoticeDesk;
  readonly noticeTexts: TextDesk;
  readonly exclusions: ExclusionDesk;
  readonly told: ToldDesk;
  readonly imports: ImportDesk;
  readonly contacts: ContactDesk;
  readonly media: MediaDesk;
  readonly exports: ExportDesk;
  readonly backups: BackupDesk;
  readonly backtests: BacktestDesk;
  readonly searches: SearchRecord;
  readonly openedMedia: MediaRecord;
  /** Ends connectors and imports, then closes the archive. */
  close(): Promise<void>;
}

export interface SessionOptions {
  readonly folder: string;
  readonly key: Uint8Array;
  readonly events: EventCollector;
  readonly log: Log;
  readonly now: () => number;
  /** Server for lines that name none; null is WhatsApp's own. */
  readonly serverUrl: string | null;
  /** Since when the program has been waiting for the key; left out when it had it from the start. */
  readonly lockedSince?: number | null;
  readonly observer?: LineObserver;
  /** A number in [0, 1) for the jitter of waiting times. */
  readonly random?: () => number;
}

/** Opens the archive of a workspace with its key. Errors: `workspace-damaged`, `workspace-newer`. */
export function openSession({ folder, key, lockedSince = null, ...world }: SessionOptions): Session {
  const archive = openArchive(folder, key, world.now);
  const policies = openPoliciesInForce(archive.reader);
  const capture = archive.captureDesk((message) => policies.evaluate(message));
  const coverage = openCoverageDesk({ archive, lockedSince, ...world });
  const lines = createLineDesk({ archive, capture, coverage, ...world });
  const imports = createImportDesk({ archive, capture, ...world });
  const noticeTexts = createTextDesk({ archive, lines, ...world });
  const told = createToldDesk({ archive, ...world });
  const exports = createExportDesk({ archive, folder, key, ...world });
  const backups = createBackupDesk({ archive, folder, key, ...world });
  const backtests = createBacktestDesk({ archive, folder, key, ...world });
  const searches = createSearchRecord(archive.writer, world.now);
  return {
    archive,
    policies,
    lines,
    exclusions: createExclusionDesk({ archive, ...world }),
    notices: createNoticeDesk({ archive, lines, ...world }),
    noticeTexts,
    told,
    imports,
    exports,
    backups,
    backtests,
    searches,
    openedMedia: createMediaRecord(archive.reader, archive.writer, world.now),
    media: createMediaDesk({ archive, lines, ...world }),
    contacts: createContactDesk({ archive, ...world }),
    async close() {
      searches.flush();
      noticeTexts.close();
      await Promise.all([
        lines.close(),
        imports.close(),
        told.close(),
        exports.close(),
        backups.close(),
        backtests.close(),
      ]);
      coverage.close();
      archive.close();
    },
  };
}
