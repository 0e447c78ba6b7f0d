import Pdf from 'pdfkit';
import type { OutputFile } from '../../output.ts';
import { fontNames, type PdfFonts, type Run } from './fonts.ts';

declare global {
  // pdfkit documents `openImage`, and its types, which only a namespace completes, leave it out.
  // eslint-disable-next-line typescript/no-namespace
  namespace PDFKit {
    interface PDFDocument {
      openImage(source: Buffer): PDFKit.Mixins.ImageSrc & { readonly width: number; readonly height: number };
    }
  }
}

/** How a text looks. Sizes are in points. */
export interface TextLook {
  readonly size: number;
  readonly isBold?: boolean;
  readonly isQuiet?: boolean;
  /** From the left margin. */
  readonly indent?: number;
  /** Behind the whole width of it. */
  readonly isMarked?: boolean;
}

/** What stands at the top and at the bottom of each page. */
export interface PageFrame {
  readonly title: string;
  readonly lang: string;
  readonly author: string;
  readonly creator: string;
  /** UTC milliseconds. */
  readonly createdAt: number;
  /** At the bottom, with the number of the page. */
  footer(page: number): string;
}

/** A document that is written from top to bottom, page after page. */
export interface PdfPages {
  /** What the top of the pages from the next one on says. */
  head(text: string): void;
  /** Begins a page, unless nothing stands on the current one yet. */
  newPage(): void;
  /** A text in as many lines as it needs. */
  text(text: string, look: TextLook): void;
  /** Two texts beside each other: a short one of two lines in the margin, and the first line of what it is about. */
  beside(margin: readonly string[], text: string, look: TextLook): void;
  /** A picture at a bounded size; false when it is none that can be shown. */
  picture(content: Buffer, indent: number): boolean;
  rule(): void;
  space(points: number): void;
  /** An entry of the document's own list of contents, for the current page. */
  bookmark(title: string): void;
  /** Writes the rest of the document. */
  end(): Promise<void>;
}

/** A4 in points. */
const page = { width: 595.28, height: 841.89, left: 48, right: 48, top: 64, bottom: 60 };
const bodyWidth = page.width - page.left - page.right;
const leading = 1.36;
const ascent = 1.02;
const picture = { width: 260, height: 240, bytes: 12_000_000, pixels: 40_000_000 };
const ink = '#1c1b19';
const quiet = '#6b6862';
const mark = '#f0eee9';
const hairline = '#d8d5ce';

interface Line {
  readonly runs: readonly Run[];
}

/** Begins a document; its pages go into the file as they are finished. */
export function openPages(file: OutputFile, fonts: PdfFonts, frame: PageFrame): PdfPages {
  const { title, lang, author, creator, createdAt } = frame;
  const doc = new Pdf({
    size: [page.width, page.height],
    // Room is kept by hand; a margin at the bottom would begin pages by itself.
    margin: 0,
    autoFirstPage: false,
    // No font of the library's own, which it looks for in its package.
    font: '',
    lang,
    displayTitle: true,
    info: {
      Title: title,
      Author: author,
      Creator: creator,
      Producer: creator,
      CreationDate: new Date(createdAt),
      ModDate: new Date(createdAt),
    },
  });
  for (const name of fontNames) doc.registerFont(name, fonts.files[name]);
  const written = Promise.withResolvers<void>();
  doc.on('data', (piece: Uint8Array) => file.write(piece));
  doc.on('end', () => written.resolve());
  doc.on('error', (cause: unknown) => written.reject(cause));

  let y = page.height;
  let number = 0;
  let heading = title;
  let isFresh = false;

  const widthOf = ({ font, text }: Run, size: number) => doc.font(font).fontSize(size).widthOfString(text);

  function draw(runs: readonly Run[], x: number, top: number, size: number, colour: string): void {
    let left = x;
    for (const run of runs) {
      const width = widthOf(run, size);
      doc
        .fillColor(colour)
        .text(run.text, left, top + size * ascent, { lineBreak: false, baseline: 'alphabetic' });
      left += width;
    }
  }

  function begin(): void {
    doc.addPage();
    number += 1;
    y = page.top;
    isFresh = true;
    const top = breakLines(heading, 7.5, false, bodyWidth)[0];
    if (top !== undefined) draw(top.runs, page.left, 32, 7.5, quiet);
    doc.rect(page.left, 48, bodyWidth, 0.5).fill(hairline);
    draw(fonts.runs(frame.footer(number), false), page.left, page.height - 40, 7.5, quiet);
  }

  function room(height: number): void {
    if (y + height > page.height - page.bottom) begin();
    isFresh = false;
  }

  /** Breaks a text at spaces, and a word that is wider than a line wherever it must. */
  function breakLines(text: string, size: number, isBold: boolean, width: number): Line[] {
    return text.split(/\r\n|[\n\r\u2028\u2029]/).flatMap((paragraph) => {
      const lines: Line[] = [];
      let line: Run[] = [];
      let used = 0;
      const wrap = () => {
        lines.push({ runs: joined(line) });
        line = [];
        used = 0;
      };
      for (const word of paragraph.replaceAll('\t', '    ').match(/\s*\S+|\s+$/g) ?? []) {
        const wide = (runs: readonly Run[]) => runs.reduce((sum, run) => sum + widthOf(run, size), 0);
        let runs = fonts.runs(word, isBold);
        if (used > 0 && used + wide(runs) > width) {
          wrap();
          runs = fonts.runs(word.trimStart(), isBold);
        }
        if (used + wide(runs) <= width) {
          line.push(...runs);
          used += wide(runs);
          continue;
        }
        for (const run of runs) {
          for (const piece of run.text.match(/\P{M}\p{M}*|\p{M}+/gu) ?? []) {
            const part = { font: run.font, text: piece };
            const narrow = widthOf(part, size);
            if (used > 0 && used + narrow > width) wrap();
            line.push(part);
            used += narrow;
          }
        }
      }
      wrap();
      return lines;
    });
  }

  function lines(
    text: string,
    { size, isBold = false, isQuiet = false, indent = 0, isMarked = false }: TextLook,
  ): void {
    const height = size * leading;
    for (const { runs } of breakLines(text, size, isBold, bodyWidth - indent)) {
      room(height);
      if (isMarked) doc.rect(page.left + indent - 6, y, bodyWidth - indent + 6, height).fill(mark);
      draw(runs, page.left + indent, y, size, isQuiet ? quiet : ink);
      y += height;
    }
  }

  return {
    head(text) {
      heading = text;
    },
    newPage() {
      if (!isFresh) begin();
    },
    text: lines,
    beside(margin, text, look) {
      room(look.size * leading * 2);
      const top = y;
      margin.forEach((each, index) => draw(fonts.runs(each, false), page.left, top + index * 9.5, 7, quiet));
      lines(text, look);
    },
    picture(content, indent) {
      if (!isDrawable(content)) return false;
      try {
        const image = doc.openImage(content);
        const scale = Math.min(1, picture.width / image.width, picture.height / image.height);
        const height = image.height * scale;
        room(height + 6);
        doc.image(content, page.left + indent, y + 3, { width: image.width * scale, height });
        y += height + 6;
        return true;
      } catch {
        // A file that only says that it is a picture; it is listed like any other.
        return false;
      }
    },
    rule() {
      room(9);
      doc.rect(page.left, y + 4, bodyWidth, 0.5).fill(hairline);
      y += 9;
    },
    space(points) {
      y += points;
    },
    bookmark(name) {
      if (number === 0) begin();
      doc.outline.addItem(name);
    },
    async end() {
      if (number === 0) begin();
      doc.end();
      await written.promise;
      file.close();
    },
  };
}

/** Neighbours of one font as one text, so that whoever copies or searches it finds whole words. */
function joined(runs: readonly Run[]): Run[] {
  const whole: Run[] = [];
  for (const run of runs) {
    const last = whole.at(-1);
    if (last?.font === run.font) whole[whole.length - 1] = { font: run.font, text: last.text + run.text };
    else whole.push(run);
  }
  return whole;
}

/** JPEG, or a PNG that is not far larger when it is unpacked. */
function isDrawable(content: Buffer): boolean {
  if (content.length > picture.bytes) return false;
  if (content.subarray(0, 3).toString('latin1') === '\u00ff\u00d8\u00ff') return true;
  const isPng = content.length > 24 && content.subarray(1, 4).toString('latin1') === 'PNG';
  return isPng && content.readUInt32BE(16) * content.readUInt32BE(20) <= picture.pixels;
}
