import { z } from 'zod';
import type { Reader, Writer } from './database.ts';

const made = z.strictObject({
  generation: z.string(),
  at: z.int(),
  messages: z.int(),
  bytes: z.int(),
  writtenBytes: z.int(),
  tookMs: z.int(),
});
const checked = z.strictObject({
  generation: z.string(),
  at: z.int(),
  messages: z.int(),
  entries: z.int(),
  files: z.int(),
  missingFiles: z.int(),
  tookMs: z.int(),
});

/** Where backups go, when, and what became of the newest. */
const backupSettings = z.strictObject({
  /** The folder that was chosen; null until then. */
  place: z.string().nullable(),
  schedule: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('off') }),
    z.strictObject({ type: z.literal('daily'), at: z.string() }),
    z.strictObject({ type: z.literal('hours'), every: z.int() }),
  ]),
  keepDays: z.int(),
  made: made.nullable(),
  checked: checked.nullable(),
});
export type BackupSettings = z.output<typeof backupSettings>;

/** That this archive came from a backup, and the lines that were paused by it. */
const restoredFrom = z.strictObject({
  at: z.int(),
  generation: z.string(),
  madeAt: z.int(),
  lineIds: z.array(z.int()),
});
export type RestoredFrom = z.output<typeof restoredFrom>;

const unset: BackupSettings = {
  place: null,
  schedule: { type: 'daily', at: '20:00' },
  keepDays: 14,
  made: null,
  checked: null,
};

/** Reads where and when backups are made. */
export function readBackupSettings(reader: Reader): BackupSettings {
  const value = read(reader, 'backup');
  return value === null ? unset : backupSettings.parse(JSON.parse(value));
}

/** Stores where and when backups are made. */
export function saveBackupSettings(writer: Writer, settings: BackupSettings): void {
  save(writer, 'backup', JSON.stringify(settings));
}

/** The backup that this archive was restored from; null when it was not. */
export function readRestoredFrom(reader: Reader): RestoredFrom | null {
  const value = read(reader, 'restored');
  return value === null ? null : restoredFrom.parse(JSON.parse(value));
}

/** Notes which backup this archive was restored from. */
export function saveRestoredFrom(writer: Writer, from: RestoredFrom): void {
  save(writer, 'restored', JSON.stringify(from));
}

function read(reader: Reader, name: string): string | null {
  return reader.sql<{ value: string }>('select value from settings where name = ?').get(name)?.value ?? null;
}

function save(writer: Writer, name: string, value: string): void {
  writer.transaction(() => {
    writer
      .sql('insert into settings values (?, ?) on conflict do update set value = excluded.value')
      .run(name, value);
  });
}
