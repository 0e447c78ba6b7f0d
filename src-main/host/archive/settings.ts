import type { Reader, Writer } from './database.ts';

/** What the company set for the whole workspace, beside what has to be known before the archive is open. */
export interface WorkspaceSettings {
  /** IANA name of the zone in which times are shown. */
  readonly zone: string;
}

/** Reads the settings; UTC until somebody has chosen a zone. */
export function readSettings(reader: Reader): WorkspaceSettings {
  const row = reader.sql<{ value: string }>(`select value from settings where name = 'zone'`).get();
  return { zone: row?.value ?? 'UTC' };
}

/** Stores the settings. */
export function saveSettings(writer: Writer, { zone }: WorkspaceSettings): void {
  writer.transaction(() => {
    writer
      .sql(`insert into settings values ('zone', ?) on conflict do update set value = excluded.value`)
      .run(zone);
  });
}
