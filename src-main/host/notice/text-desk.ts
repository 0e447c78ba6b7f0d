import { createHash } from 'node:crypto';
import type { Archive } from '#host/archive/archive.ts';
import { addNoticeText, listNoticeTexts, type NoticeTextRow } from '#host/archive/notice-texts.ts';
import { linesUnderText, readGate } from '#host/archive/notices.ts';
import { listLines } from '#host/archive/lines.ts';
import type { EventCollector } from '#host/events.ts';
import type { LineDesk } from '#host/lines/line-desk.ts';
import type { Input } from '#shared/contract/contract.ts';
import { AtalayaError } from '#shared/errors.ts';
import { noticeTextProblems } from '#shared/model/notice-text.ts';
import type { Language } from '#shared/model/workspace.ts';

/** The company's own texts for employees, in versions. */
export interface TextDesk {
  /** The newest first. */
  list(language: Language): NoticeTextRow[];
  /** The lines that need a new acceptance when the text changes in substance. */
  affected(language: Language): { id: number; name: string; employee: string }[];
  /** Makes the next version. Error: `invalid-request` for a text that names no case, or a moment that has passed. */
  save(text: Input<'notice.saveText'>): number;
  /** Ends the capture of lines whose employees have not accepted a changed text in time. */
  endLapsed(): Promise<void>;
  close(): void;
}

export interface TextDeskOptions {
  readonly archive: Archive;
  readonly lines: Pick<LineDesk, 'followNotice'>;
  readonly events: EventCollector;
  readonly now: () => number;
}

/** Milliseconds between two looks at the dates; the gate itself refuses what comes in between. */
const lookMs = 60_000;

export function createTextDesk({ archive, lines, events, now }: TextDeskOptions): TextDesk {
  const ended = new Set<number>();
  let isOpen = true;
  const timer = setInterval(() => void endLapsed(), lookMs);
  timer.unref();

  async function endLapsed(): Promise<void> {
    for (const { id } of listLines(archive.reader)) {
      if (!isOpen) return;
      const isLapsed = readGate(archive.reader, id, now()).state === 'lapsed';
      if (isLapsed && !ended.has(id)) {
        ended.add(id);
        await lines.followNotice(id);
      } else if (!isLapsed) ended.delete(id);
    }
  }

  return {
    list: (language) => listNoticeTexts(archive.reader, language),
    affected: (language) => linesUnderText(archive.reader, language, now()),
    save({ language, words, until, recordedBy }) {
      const { missing, unknown } = noticeTextProblems(words);
      if (missing.length + unknown.length > 0) throw new AtalayaError('invalid-request', { field: 'words' });
      if (until !== null && until <= now()) throw new AtalayaError('invalid-request', { field: 'until' });
      const sha256 = createHash('sha256').update(words).digest('hex');
      const text = { language, words, sha256, until, created_by: recordedBy };
      const { version } = addNoticeText(archive.writer, text, now());
      events.emit({ type: 'lines.changed' });
      return version;
    },
    endLapsed,
    close() {
      isOpen = false;
      clearInterval(timer);
    },
  };
}
