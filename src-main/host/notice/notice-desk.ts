import type { Archive } from '#host/archive/archive.ts';
import { getLine } from '#host/archive/lines.ts';
import { listNotices, momentOfDay, recordNotice, type NoticeDetails } from '#host/archive/notices.ts';
import type { LineDesk } from '#host/lines/line-desk.ts';
import type { NoticeRecordView } from '#shared/contract/notice.ts';
import type { Language } from '#shared/model/workspace.ts';
import { storePaper } from './paper.ts';
import { recordViews } from './record-view.ts';
import type { NoticeWords } from './starter-text.ts';

/** What of a notice a person has at hand. */
export type NoticeEvidence =
  | { readonly how: 'told'; readonly date: string }
  | {
      readonly how: 'paper';
      readonly date: string;
      readonly language: NoticeRecordView['language'];
      readonly path: string;
    }
  | {
      readonly how: 'screen';
      readonly date: string;
      readonly language: Language;
      readonly text: NoticeWords;
      readonly signedName: string;
      readonly witness: string | null;
    };

/** The notices of employees: what is on record, and whether their lines may be captured. */
export interface NoticeDesk {
  /** Everything on record about a line, the newest first. Error: `not-found`. */
  list(lineId: number): NoticeRecordView[];
  /** Errors: `not-found`, `invalid-request` for a day that has not come, `file-unreadable`, `paper-unsupported`. */
  record(
    lineId: number,
    evidence: NoticeEvidence,
    said: { readonly includesEarlier: boolean; readonly recordedBy: string | null },
  ): Promise<number>;
  /** Ends what is on record; capture stops at once. Error: `not-found`. */
  withdraw(lineId: number, reason: string, recordedBy: string | null): Promise<void>;
}

export interface NoticeDeskOptions {
  readonly archive: Archive;
  readonly lines: Pick<LineDesk, 'followNotice'>;
  readonly now: () => number;
}

export function createNoticeDesk({ archive, lines, now }: NoticeDeskOptions): NoticeDesk {
  async function detailsOf(evidence: NoticeEvidence): Promise<NoticeDetails> {
    if (evidence.how === 'screen') {
      const { text, language, signedName, witness } = evidence;
      return {
        how: 'screen',
        given_on: evidence.date,
        given_at: now(),
        language,
        words: text.words,
        sha256: text.sha256,
        text_id: text.textId,
        signed_name: signedName,
        witness,
      };
    }
    const day = { given_on: evidence.date, given_at: momentOfDay(evidence.date, now()) };
    if (evidence.how === 'told') return { how: 'told', ...day };
    const { file, name, mime } = await storePaper(archive.media, evidence.path);
    return {
      how: 'paper',
      ...day,
      language: evidence.language,
      file_sha256: file.sha256,
      file_size: file.size,
      file_name: name,
      file_mime: mime,
    };
  }

  return {
    list(lineId) {
      const { tenure } = getLine(archive.reader, lineId);
      return recordViews(archive.reader, listNotices(archive.reader, lineId), tenure);
    },
    async record(lineId, evidence, { includesEarlier, recordedBy }) {
      getLine(archive.reader, lineId);
      const details = await detailsOf(evidence);
      const said = { includes_earlier: Number(includesEarlier), recorded_by: recordedBy };
      const id = recordNotice(archive.writer, lineId, { ...details, ...said }, now());
      await lines.followNotice(lineId);
      return id;
    },
    async withdraw(lineId, reason, recordedBy) {
      const details = { how: 'withdrawn', given_at: now(), reason, recorded_by: recordedBy } as const;
      recordNotice(archive.writer, lineId, details, now());
      await lines.followNotice(lineId);
    },
  };
}
