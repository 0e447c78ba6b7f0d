import type { ErrorCode, ErrorData } from '#shared/errors.ts';
import type { BackupChecked, BackupMade, BackupProgress } from '#shared/model/backup.ts';
import type { BackupJob } from './make-backup.ts';

/** One piece of work for the thread. The key never travels in any other way. */
export type BackupTask =
  | { readonly type: 'backup'; readonly job: BackupJob }
  | {
      readonly type: 'check';
      readonly set: string;
      readonly generation: string;
      readonly key: Uint8Array;
      /** A folder of its own for the copy that is opened; gone afterwards. */
      readonly scratch: string;
    }
  | {
      readonly type: 'restore';
      readonly set: string;
      readonly generation: string;
      readonly key: Uint8Array;
      /** The folder that gets `archive.db` and the media. */
      readonly target: string;
    };

/** What each kind of work comes to. */
export interface BackupResults {
  readonly backup: BackupMade;
  readonly check: Omit<BackupChecked, 'at'>;
  readonly restore: Omit<BackupChecked, 'at'>;
}

/** What the thread says. After `done` or `failed` it ends. */
export type FromWorker =
  | { readonly type: 'progress'; readonly progress: BackupProgress }
  | { readonly type: 'done'; readonly result: BackupResults[keyof BackupResults] }
  | {
      readonly type: 'failed';
      readonly code: ErrorCode;
      readonly data: ErrorData;
      /** For the log. */
      readonly stack: string | null;
    };

/** The only thing that the thread is told: to stop. */
export const stopWord = 'stop';
