/**
 * Parses one export in a process of its own, `parse-child.ts ours|theirs FILE`, once to warm up and once more, and
 * prints the milliseconds of the second time, the messages and the most memory that the process held.
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

const [whose, path = ''] = process.argv.slice(2);
const parse = whose === 'ours' ? parseAsWeDo : parseAsTheyDo;
await parse(path);
const start = performance.now();
const messages = await parse(path);
const milliseconds = performance.now() - start;
console.log(JSON.stringify({ messages, milliseconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
