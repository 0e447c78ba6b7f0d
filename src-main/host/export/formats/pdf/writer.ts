import { buffer } from 'node:stream/consumers';
import type {
  ConversationEntry,
  ConversationRecord,
  ExportAttachment,
  LineRecord,
  MessageRecord,
} from '#shared/model/export-record.ts';
import { coverFacts, lineFacts } from '../../cover-words.ts';
import { gapText, memberText, messageLines } from '../../entry-words.ts';
import type { FormatWriter, WriterContext } from '../../format-writer.ts';
import { identifierOf } from '../../identifier.ts';
import { openFonts } from './fonts.ts';
import { openPages, type PdfPages } from './page.ts';

/** Messages of one file: a viewer opens it at once, and a printer takes it. */
const mostMessages = 10_000;
/** A larger picture is not read into memory; it is listed. */
const largestPicture = 12_000_000;
/** Where the messages stand, right of their identifiers. */
const column = 92;

/** A readable transcript for the file of a case: a cover, then the messages with an identifier each, in parts. */
export function createPdfWriter(context: WriterContext): FormatWriter {
  const { output, heading, words } = context;
  const fonts = openFonts(context.fonts);
  const lines = new Map<number, LineRecord>();
  let part = 1;
  let inPart = 0;
  let conversation: ConversationRecord | null = null;
  let day = '';
  let hasCover = false;
  let pages = begin();

  function begin(): PdfPages {
    const title = `${heading.company} · ${words.t('title')} ATA${heading.exportId}`;
    return openPages(output.open(`pdf/transcript-${String(part).padStart(3, '0')}.pdf`), fonts, {
      title,
      lang: words.language,
      author: heading.exportedBy,
      creator: heading.program,
      createdAt: heading.exportedAt,
      footer: (page) => words.t('pdf.page', { export: `ATA${heading.exportId}`, part, page }),
    });
  }

  function cover(): void {
    hasCover = true;
    pages.newPage();
    pages.bookmark(words.t('title'));
    pages.space(60);
    pages.text(heading.company, { size: 20, isBold: true });
    pages.text(words.t('title'), { size: 13, isQuiet: true });
    pages.space(24);
    for (const [name, value] of coverFacts(context)) {
      pages.text(name, { size: 8, isQuiet: true });
      pages.text(value, { size: 10.5 });
      pages.space(5);
    }
    pages.space(12);
    pages.text(words.t('lines'), { size: 13, isBold: true });
    for (const line of lines.values()) {
      pages.space(6);
      const phone = line.phone === null ? [] : [`+${line.phone}`];
      pages.text([line.name, line.employee, ...phone].join(' · '), { size: 10.5, isBold: true });
      for (const fact of lineFacts(line, words)) pages.text(fact, { size: 9, isQuiet: true });
    }
  }

  function title({ title: name, participants, lineId }: ConversationRecord, isContinued: boolean): void {
    const line = lines.get(lineId)?.name ?? '';
    pages.head(`${name} · ${line}`);
    pages.newPage();
    pages.bookmark(name);
    pages.text(isContinued ? words.t('pdf.continued', { title: name }) : name, { size: 14, isBold: true });
    pages.text(line, { size: 9, isQuiet: true });
    if (isContinued) return;
    for (const { name: called, identities, isLine } of participants) {
      const known = identities.map(({ kind, value }) => (kind === 'phone' ? `+${value}` : value));
      const facts = [
        called,
        ...known.filter((each) => each !== called),
        ...(isLine ? [words.t('line')] : []),
      ];
      pages.text(facts.join(' · '), { size: 9 });
    }
    pages.space(6);
  }

  async function nextPart(): Promise<void> {
    await pages.end();
    part += 1;
    inPart = 0;
    day = '';
    pages = begin();
    if (conversation !== null) title(conversation, true);
  }

  function dayOf(entry: ConversationEntry): void {
    const at = entry.type === 'message' ? entry.sentAt : entry.type === 'member' ? entry.at : entry.from;
    const next = words.day(at);
    if (next === day) return;
    day = next;
    pages.space(6);
    pages.text(day, { size: 9, isBold: true });
    pages.rule();
  }

  async function message(record: MessageRecord): Promise<void> {
    const { number, sentAt, sender, attachment } = record;
    pages.beside(
      [identifierOf(heading.exportId, number), words.time(sentAt)],
      sender?.name ?? words.t('notice'),
      { size: 9, isBold: true, indent: column },
    );
    if (attachment !== null) await picture(attachment);
    for (const line of messageLines(record, words)) pages.text(line, { size: 9.5, indent: column });
    pages.space(7);
  }

  async function picture({ path, mime, size }: ExportAttachment): Promise<void> {
    const type = (mime ?? '').split(';')[0]?.trim().toLowerCase();
    if (path === null || (type !== 'image/jpeg' && type !== 'image/png')) return;
    if ((size ?? 0) > largestPicture) return;
    pages.picture(await buffer(output.read(path)), column);
  }

  return {
    async write(record) {
      if (record.type === 'line') {
        lines.set(record.id, record);
        return;
      }
      if (!hasCover) cover();
      if (record.type === 'conversation') {
        conversation = record;
        day = '';
        title(record, false);
        return;
      }
      if (inPart >= mostMessages) await nextPart();
      inPart += 1;
      dayOf(record);
      if (record.type === 'message') return message(record);
      const look = { size: 9, isQuiet: true, indent: column, isMarked: record.type === 'gap' };
      const text =
        record.type === 'gap'
          ? gapText(record, words)
          : `${words.time(record.at)} · ${memberText(record, words)}`;
      pages.text(text, look);
      pages.space(7);
    },
    end: () => pages.end(),
  };
}
