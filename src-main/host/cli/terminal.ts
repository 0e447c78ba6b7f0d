/** Where a command prints. */
export interface Terminal {
  /** The command's result: one JSON document, or lines for people. */
  result(document: object, lines: () => readonly string[]): void;
  /** One of a stream of results, as it happens. */
  event(document: object): void;
  /** For people only. */
  progress(line: string): void;
}

/** Standard output; with `json` nothing but JSON is written to it. */
export function openTerminal(json: boolean): Terminal {
  return {
    result(document, lines) {
      const text = json ? JSON.stringify(document) : lines().join('\n');
      process.stdout.write(`${text}\n`);
    },
    event: (document) => void process.stdout.write(`${JSON.stringify(document)}\n`),
    progress(line) {
      if (!json) process.stderr.write(`${line}\n`);
    },
  };
}
