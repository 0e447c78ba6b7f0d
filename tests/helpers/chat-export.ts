import { writeFileSync } from 'node:fs';
import path from 'node:path';

/** What stands in an export: who wrote what, or without a name what WhatsApp itself wrote. */
export type ExportedLine = readonly [by: string | null, text: string];

const start = Date.UTC(2026, 4, 13, 9);
const minuteMs = 60_000;

/** The text of an Android export in English with the day first; the messages are a minute apart. */
export function exportedChat(lines: readonly ExportedLine[], firstMinute = 0): string {
  return lines
    .map(([by, text], index) => {
      const [date = '', time = ''] = new Date(start + (firstMinute + index) * minuteMs)
        .toISOString()
        .split('T');
      const written = date.split('-').toReversed().join('/');
      return `${written}, ${time.slice(0, 5)} - ${by === null ? '' : `${by}: `}${text}\n`;
    })
    .join('');
}

/** Writes a file and returns its path. */
export function writeExport(folder: string, name: string, content: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}
