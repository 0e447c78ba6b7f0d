import type { BackupChecked, BackupMade } from '#shared/model/backup.ts';
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

/** That a piece of work is done. */
export interface BackupEnd {
  readonly type: 'done';
  readonly result: BackupResults[keyof BackupResults];
}
