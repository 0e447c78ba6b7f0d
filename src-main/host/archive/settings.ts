import type { Reader, Writer } from './database.ts';

/** What the company set for the whole workspace, beside what has to be known before the archive is open. */
export interface WorkspaceSettings {
  /** IANA name of the zone in which times are shown. */
  readonly zone: string;
  /** The window locks itself after so long without input; null is never. */
  readonly lockAfterMinutes: number | null;
}

const usualLockMinutes = 15;

/** Reads the settings; UTC until somebody has chosen a zone. */
export function readSettings(reader: Reader): WorkspaceSettings {
  const read = reader.sql<{ value: string }>('select value from settings where name = ?');
  const lock = read.get('lock-after')?.value ?? String(usualLockMinutes);
  return { zone: read.get('zone')?.value ?? 'UTC', lockAfterMinutes: lock === '' ? null : Number(lock) };
}

/** Stores the settings. */
export function saveSettings(writer: Writer, { zone }: Pick<WorkspaceSettings, 'zone'>): void {
  writer.transaction(() => {
    writer
      .sql(`insert into settings values ('zone', ?) on conflict do update set value = excluded.value`)
      .run(zone);
  });
}

/** Stores after how long without input the window locks itself; null is never. */
export function saveLockAfter(writer: Writer, minutes: number | null): void {
  writer
    .sql(`insert into settings values ('lock-after', ?) on conflict do update set value = excluded.value`)
    .run(minutes === null ? '' : String(minutes));
}
