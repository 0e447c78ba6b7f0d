import type { Language } from '#shared/model/workspace.ts';
import type { Reader, Writer } from './database.ts';
import { appendToLedger } from './ledger.ts';

/** A version of the company's own text for employees, as stored; never changed afterwards. */
export interface NoticeTextRow {
  readonly id: number;
  readonly language: Language;
  readonly version: number;
  /** With its fields unfilled. */
  readonly words: string;
  readonly sha256: string;
  /** 1 when it changes the one before in substance: who accepted that has to accept this. */
  readonly material: number;
  /** Until when earlier acceptances hold all the same. */
  readonly until: number | null;
  readonly created_by: string | null;
  readonly created_at: number;
}

/** What a person says of a new version; `until` is null where earlier acceptances hold on. */
export type NewNoticeText = Pick<NoticeTextRow, 'language' | 'words' | 'sha256' | 'until' | 'created_by'>;

/** All versions in a language, the newest first. */
export function listNoticeTexts(reader: Reader, language: Language): NoticeTextRow[] {
  return reader
    .sql<NoticeTextRow>(
      `select id, language, version, words, sha256, material, until, created_by, created_at
      from notice_texts where audience = 'employee' and language = ? order by version desc`,
    )
    .all(language);
}

/** Adds the next version. */
export function addNoticeText(writer: Writer, text: NewNoticeText, now: number): NoticeTextRow {
  return writer.transaction(() => {
    const [latest] = listNoticeTexts(writer, text.language);
    const version = (latest?.version ?? 0) + 1;
    const material = Number(text.until !== null);
    const { language, words, sha256, until, created_by } = text;
    const { lastInsertRowid } = writer
      .sql(
        `insert into notice_texts (audience, language, version, words, sha256, includes_earlier, material,
          until, created_by, created_at) values ('employee', ?, ?, ?, ?, 0, ?, ?, ?, ?)`,
      )
      .run(language, version, words, sha256, material, until, created_by, now);
    const id = Number(lastInsertRowid);
    appendToLedger(writer, [{ at: now, kind: 'notice-text', subject: id }]);
    return { ...text, id, version, material, created_at: now };
  });
}
