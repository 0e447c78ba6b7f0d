import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { backupSteps } from '../model/backup.ts';
import { anyone, owners } from './access.ts';
import { nothing, rowId, time } from './fields.ts';

const passphrase = z.string().min(1).max(1024);
const schedule = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('off') }),
  z.strictObject({ type: z.literal('daily'), at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/) }),
  z.strictObject({ type: z.literal('hours'), every: z.int().min(1).max(72) }),
]);
const keepDays = z.int().min(1).max(365);
const generation = z.string().regex(/^\d{8}T\d{6}Z$/);
const progress = z.strictObject({ step: z.enum(backupSteps), done: z.int(), total: z.int() });

const backupView = z.strictObject({
  /** The folder that was chosen; null until then. */
  place: z.string().nullable(),
  schedule,
  keepDays,
  /** The newest one. */
  made: z
    .strictObject({
      generation,
      at: time,
      messages: z.int(),
      bytes: z.int(),
      writtenBytes: z.int(),
      tookMs: z.int(),
    })
    .nullable(),
  checked: z
    .strictObject({
      generation,
      at: time,
      messages: z.int(),
      entries: z.int(),
      files: z.int(),
      missingFiles: z.int(),
      tookMs: z.int(),
    })
    .nullable(),
  /** What stopped the last try. */
  problem: z
    .strictObject({
      work: z.enum(['backup', 'check']),
      code: z.enum(errorCodes),
      at: time,
    })
    .nullable(),
  running: z.strictObject({ work: z.enum(['backup', 'check']), progress }).nullable(),
  /** That this archive came from a backup, and the lines that are paused since. */
  restored: z.strictObject({ at: time, generation, madeAt: time, lineIds: z.array(rowId) }).nullable(),
});
export type BackupView = z.output<typeof backupView>;

const foundBackup = z.strictObject({
  set: z.string(),
  generation,
  company: z.string(),
  at: time,
  messages: z.int(),
  bytes: z.int(),
  /** Who could sign in then. */
  people: z.array(z.strictObject({ id: rowId, name: z.string() })),
});

/** Copies of the whole archive elsewhere, and the way back. */
export const backupContract = {
  'backup.view': { access: owners, input: nothing, output: backupView },
  /** Errors: `backup-place-inside`, `folder-unwritable`. */
  'backup.configure': {
    access: owners,
    input: z.strictObject({
      /** Of a folder that a person chose; left out, the place stays. */
      folder: z.string().min(1).max(64).optional(),
      schedule,
      keepDays,
    }),
    output: nothing,
  },
  /** Begins at once and does not wait for the end. Error: `conflict` while a backup or a check is under way. */
  'backup.start': {
    access: owners,
    input: z.strictObject({ work: z.enum(['backup', 'check']) }),
    output: nothing,
  },
  'backup.cancel': { access: owners, input: nothing, output: nothing },
  /** Captures again on the lines that a restore has paused; answers with how many could not be resumed. */
  'backup.resumeLines': {
    access: owners,
    input: nothing,
    output: z.strictObject({ failed: z.int() }),
  },
  /** The backups in a folder that a person chose, before there is a workspace. Error: `workspace-exists`. */
  'backup.find': {
    access: anyone,
    input: z.strictObject({ folder: z.string().min(1).max(64) }),
    output: z.strictObject({ backups: z.array(foundBackup) }),
  },
  /**
   * Makes the workspace of a backup, in which people then sign in. With the recovery code an owner gets a new passphrase.
   * Errors: `forbidden`, `workspace-exists`, `passphrase-wrong`, `recovery-code-wrong`,
   * `passphrase-weak`, `backup-none`, `backup-damaged`, `disk-full`, `workspace-newer`, `cancelled`.
   */
  'backup.restore': {
    access: anyone,
    input: z.strictObject({
      folder: z.string().min(1).max(64),
      set: z.string().max(255),
      generation,
      secret: z.discriminatedUnion('type', [
        z.strictObject({ type: z.literal('passphrase'), userId: rowId, passphrase }),
        z.strictObject({
          type: z.literal('recovery-code'),
          userId: rowId,
          code: z.string().min(1).max(200),
          passphrase,
        }),
      ]),
    }),
    output: z.strictObject({ messages: z.int(), missingFiles: z.int(), pausedLines: z.int() }),
  },
  /** How far the restore has come; null while none is under way. */
  'backup.restoring': {
    access: anyone,
    input: nothing,
    output: z.strictObject({ progress: progress.nullable() }),
  },
};
