import type { Reader } from '#host/archive/database.ts';
import type { NoticeRow } from '#host/archive/notices.ts';
import type { NoticeRecordView } from '#shared/contract/notice.ts';

/** Records as a window shows them; `rows` are all of one line, the newest first. */
export function recordViews(reader: Reader, rows: readonly NoticeRow[], tenure: number): NoticeRecordView[] {
  const withdrawn = rows.find((row) => row.tenure === tenure && row.how === 'withdrawn')?.id ?? 0;
  return rows.map((row) => ({
    id: row.id,
    employee: row.employee,
    how: row.how,
    givenOn: row.given_on,
    givenAt: row.given_at,
    includesEarlier: row.includes_earlier === 1,
    language: row.language,
    version: versionOf(reader, row.text_id),
    sha256: row.sha256,
    signedName: row.signed_name,
    witness: row.witness,
    file: fileOf(row),
    reason: row.reason,
    recordedBy: row.recorded_by,
    recordedAt: row.recorded_at,
    inForce: row.tenure === tenure && row.id > withdrawn,
  }));
}

function versionOf(reader: Reader, textId: number | null): number | null {
  if (textId === null) return null;
  const row = reader.sql<{ version: number }>('select version from notice_texts where id = ?').get(textId);
  return row?.version ?? null;
}

function fileOf(row: NoticeRow): NoticeRecordView['file'] {
  const { file_sha256: sha256, file_name: name, file_mime: mime, file_size: size } = row;
  return sha256 === null || name === null || mime === null || size === null
    ? null
    : { sha256, name, mime, size };
}
