import type { BinaryNode } from '@whiskeysockets/baileys';
import type { ConnectionSign } from './contract.ts';

/** What the server keeps for a device that is away. */
const mail: ReadonlySet<string> = new Set(['message', 'notification', 'receipt', 'call']);

/** What a frame tells about the connection that brought it: a stanza as Baileys hands it out, or bytes before login. */
export function readSign(frame: unknown): ConnectionSign {
  if (!isStanza(frame)) return { type: 'frame' };
  const isReplay = frame.attrs['offline'] !== undefined;
  if (isReplay || mail.has(frame.tag)) return { type: 'mail', isReplay };
  if (frame.tag !== 'ib' || !Array.isArray(frame.content)) return { type: 'frame' };
  for (const { tag, attrs } of frame.content) {
    const count = Number(attrs['count'] ?? 0);
    if (!Number.isSafeInteger(count) || count < 0) continue;
    if (tag === 'offline_preview') return { type: 'replay-announced', count };
    if (tag === 'offline') return { type: 'replay-ended', count };
  }
  return { type: 'frame' };
}

function isStanza(frame: unknown): frame is BinaryNode {
  return typeof frame === 'object' && frame !== null && 'tag' in frame && 'attrs' in frame;
}
