/**
 * Reads the `.txt` or `.zip` file that WhatsApp's "Export chat" makes. Two passes, both streaming: `inspectChatExport`
 * learns what the file is, `readChatExport` yields its messages. Nothing here touches the archive.
 */
export { exportsIn } from './folder.ts';
export { inspectChatExport } from './inspect.ts';
export { readChatExport } from './read.ts';
export { conversationOf } from './title.ts';
export type { ChatExportBatch, ChatExportInfo, ReadChatExportOptions } from './types.ts';
export { placeOf } from './zip-chats.ts';
