import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { create, type Font } from 'fontkit';

/** The fonts of a PDF, by the names that they are registered under. */
export const fontNames = ['regular', 'bold', 'emoji'] as const;
export type FontName = (typeof fontNames)[number];

/** A part of a text that one font can draw. */
export interface Run {
  readonly font: FontName;
  readonly text: string;
}

/** What the fonts of a PDF can draw. */
export interface PdfFonts {
  readonly files: Readonly<Record<FontName, Buffer>>;
  /**
   * A text in parts that can each be drawn. What no font has, and what is invisible or turns the text around it, stands
   * there as its code points: `[U+4F60 U+597D]`; so do marks that are piled up, `[U+0301 ×496]`. Nothing is left out.
   */
  runs(text: string, isBold: boolean): Run[];
}

const fontFiles: Readonly<Record<FontName, string>> = {
  regular: 'NotoSans-Regular.ttf',
  bold: 'NotoSans-SemiBold.ttf',
  emoji: 'NotoEmoji-Regular.ttf',
};

/** Only says how the character before it looks. */
const isVariation = (point: number): boolean => point === 0xfe0e || point === 0xfe0f;
const joiner = 0x200d;
/** Signs that are drawn above each other; more would cover the lines around them. */
const longestGrapheme = 5;
/** Drawn by every Latin font: most texts hold nothing else. */
const plain = /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u017f\u2010-\u2027\u20ac]*$/;
const invisible = /^[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Zl}\p{Zp}]$/u;

/** Reads the fonts of a folder. */
export function openFonts(folder: string): PdfFonts {
  const read = (name: FontName) => readFileSync(join(folder, fontFiles[name]));
  const files = { regular: read('regular'), bold: read('bold'), emoji: read('emoji') };
  const drawn = new Set(pointsOf(files.regular));
  const emoji = new Set(pointsOf(files.emoji));
  const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

  function runs(text: string, isBold: boolean): Run[] {
    const latin = isBold ? 'bold' : 'regular';
    if (plain.test(text)) return text === '' ? [] : [{ font: latin, text }];
    const parts: Run[] = [];
    const codes: { code: string; times: number }[] = [];
    const spell = () => {
      if (codes.length === 0) return;
      const told = codes.map(({ code, times }) => (times === 1 ? code : `${code} ×${times}`));
      parts.push({ font: latin, text: `[${told.join(' ')}]` });
      codes.length = 0;
    };
    const add = (font: FontName, piece: string) => {
      spell();
      const last = parts.at(-1);
      if (last?.font === font) parts[parts.length - 1] = { font, text: last.text + piece };
      else parts.push({ font, text: piece });
    };
    const addCode = (point: number) => {
      const code = `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
      const last = codes.at(-1);
      if (last?.code === code) last.times += 1;
      else codes.push({ code, times: 1 });
    };
    for (const { segment } of graphemes.segment(text)) {
      const points = Array.from(segment, (sign) => sign.codePointAt(0) ?? 0);
      if (points.length <= longestGrapheme && points.every(isDrawn)) add(latin, segment);
      else if (points.some((point) => emoji.has(point)) && points.every(isPartOfEmoji)) add('emoji', segment);
      else {
        points.forEach((point, place) => {
          const isNear = place < longestGrapheme;
          if (isNear && isDrawn(point)) add(latin, String.fromCodePoint(point));
          else if (isNear && emoji.has(point) && !isInvisible(point))
            add('emoji', String.fromCodePoint(point));
          else if (!isVariation(point)) addCode(point);
        });
      }
    }
    spell();
    return parts;
  }

  const isDrawn = (point: number): boolean => drawn.has(point) && !isInvisible(point);
  const isPartOfEmoji = (point: number): boolean =>
    emoji.has(point) || isVariation(point) || point === joiner;

  return { files, runs };
}

const isInvisible = (point: number): boolean => invisible.test(String.fromCodePoint(point));

function pointsOf(file: Buffer): readonly number[] {
  const font = create(file);
  return isSingle(font) ? font.characterSet : [];
}

/** A file can hold a whole collection of fonts; ours do not. */
const isSingle = (font: ReturnType<typeof create>): font is Font =>
  font.type !== 'TTC' && font.type !== 'DFont';
