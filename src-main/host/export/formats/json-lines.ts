import type { FormatWriter, WriterContext } from '../format-writer.ts';
import { recordJsonSchema } from '../record-schema.ts';

/** One JSON object a line, with its schema beside it. */
export function createJsonLinesWriter({ output }: WriterContext): FormatWriter {
  output.put('jsonl/schema.json', recordJsonSchema());
  const file = output.open('jsonl/records.jsonl');
  return {
    write: (record) => file.write(`${JSON.stringify(record)}\n`),
    end: () => void file.close(),
  };
}
