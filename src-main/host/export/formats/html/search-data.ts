import type { ExportOutput } from '../../output.ts';

/** One message as the search of the page finds it. */
export interface SearchEntry {
  readonly page: string;
  readonly number: number;
  readonly conversation: string;
  readonly sender: string;
  readonly when: string;
  readonly text: string;
}

/** Bytes of one part: a browser reads one at a time and lets go of it. */
const partBytes = 2_000_000;

/** Writes all text of an export as scripts, because a page that is opened from a file may not read other files. */
export function createSearchData(output: ExportOutput): { add(entry: SearchEntry): void; end(): void } {
  let waiting: string[] = [];
  let bytes = 0;
  let parts = 0;

  function flush(): void {
    if (waiting.length === 0) return;
    parts += 1;
    output.put(`html/search/${parts}.js`, `atalaya.part([\n${waiting.join(',\n')}\n]);\n`);
    waiting = [];
    bytes = 0;
  }

  return {
    add({ page, number, conversation, sender, when, text }) {
      const line = JSON.stringify([page, number, conversation, sender, when, text]);
      waiting.push(line);
      bytes += line.length;
      if (bytes >= partBytes) flush();
    },
    end() {
      flush();
      output.put('html/search/parts.js', `atalaya.parts(${parts});\n`);
    },
  };
}
