/**
 * Parses one export in a process of its own, `parse-child.ts ours|theirs FILE`, until it is warm and a few times more, and
 * prints the milliseconds of the fastest of these, the messages and the most memory that the process held.
 */
import { readFile } from 'node:fs/promises';
import { parseString } from 'whatsapp-chat-parser';
import { inspectChatExport, readChatExport } from '#host/connectors/chat-export/chat-export.ts';
import { owner, zone } from './chat-exports.ts';

async function parseAsWeDo(path: string): Promise<number> {
  let messages = 0;
  const info = await inspectChatExport(path);
  for await (const { records } of readChatExport(path, { info, owner, zone })) messages += records.length;
  return messages;
}

async function parseAsTheyDo(path: string): Promise<number> {
  return parseString(await readFile(path, 'utf8'), { parseAttachments: true }).length;
}

/** Messages after which all code is compiled, however few one file has. */
const warmUpMessages = 1_000_000;
/** The machine does other things as well: the fastest counts. */
const measuredPasses = 3;

const [whose, path = ''] = process.argv.slice(2);
const parse = whose === 'ours' ? parseAsWeDo : parseAsTheyDo;
for (let warm = 0; warm < warmUpMessages;) warm += await parse(path);
let messages = 0;
let milliseconds = Number.POSITIVE_INFINITY;
for (let pass = 0; pass < measuredPasses; pass++) {
  const start = performance.now();
  messages = await parse(path);
  milliseconds = Math.min(milliseconds, performance.now() - start);
}
console.log(JSON.stringify({ messages, milliseconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
