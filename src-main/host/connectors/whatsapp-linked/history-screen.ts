import { deflateSync, inflateSync } from 'node:zlib';
import { proto } from '@whiskeysockets/baileys';
import type { Screen } from '../connector.ts';
import { encodePiece, type Originals, originalsIn } from './history-originals.ts';
import { takeOutOfHistory } from './private-content.ts';

/** A piece that comes with its announcement is small; what unpacks to more is not stored with it. */
const largestInline = 64 * 1024 ** 2;

/** Takes out of a piece of history who is private, and what was sent before the notice; in place. */
export function keepWhatMayBeKept(piece: proto.IHistorySync, originals: Originals, screen: Screen): void {
  takeOutOfHistory(piece, originals, screen);
  const from = screen.from();
  if (from <= 0) return;
  for (const conversation of piece.conversations ?? []) {
    conversation.messages = (conversation.messages ?? []).filter(
      ({ message }) => Number(message?.messageTimestamp ?? 0) * 1000 >= from,
    );
  }
}

/** An announcement without what must not be stored even until it is read; what can't be read is not kept with it. */
export function screenedAnnouncement(
  announcement: proto.Message.IHistorySyncNotification,
  screen: Screen,
): proto.Message.IHistorySyncNotification {
  const packed = announcement.initialHistBootstrapInlinePayload;
  if (!packed?.length) return announcement;
  return { ...announcement, initialHistBootstrapInlinePayload: screened(packed, screen) };
}

function screened(packed: Uint8Array, screen: Screen): Uint8Array | null {
  if (!screen.isActive() && screen.from() <= 0) return packed;
  try {
    const bytes = inflateSync(packed, { maxOutputLength: largestInline });
    const piece = proto.HistorySync.decode(bytes);
    const originals = originalsIn(bytes, piece);
    keepWhatMayBeKept(piece, originals, screen);
    return deflateSync(encodePiece(piece, originals));
  } catch {
    return null;
  }
}
