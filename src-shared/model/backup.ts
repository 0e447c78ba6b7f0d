/** When backups are made by themselves. Times are of the workspace's zone. */
export type BackupSchedule =
  | { readonly type: 'off' }
  /** Every day at a time, as `HH:MM`. */
  | { readonly type: 'daily'; readonly at: string }
  | { readonly type: 'hours'; readonly every: number };

/** What a backup, a check of it or a restore is doing. */
export const backupSteps = ['waiting', 'database', 'files', 'assembling', 'checking'] as const;
export type BackupStep = (typeof backupSteps)[number];

/** How far it has come: bytes, for `checking` files and entries of the ledger. */
export interface BackupProgress {
  readonly step: BackupStep;
  readonly done: number;
  readonly total: number;
}

/** What one backup holds and what it took to make it. Times are UTC milliseconds. */
export interface BackupMade {
  readonly generation: string;
  readonly at: number;
  readonly messages: number;
  /** Of the database and the media together, as the backup holds them. */
  readonly bytes: number;
  /** What had to be written: only what the place did not have yet. */
  readonly writtenBytes: number;
  readonly tookMs: number;
}

/** What a restore test found. */
export interface BackupChecked {
  readonly generation: string;
  readonly at: number;
  readonly messages: number;
  readonly entries: number;
  readonly files: number;
  readonly missingFiles: number;
  readonly tookMs: number;
}
