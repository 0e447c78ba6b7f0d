import type { proto } from '@whiskeysockets/baileys';
import type { Advertisement, MessageDetails } from '#shared/model/details.ts';
import type { MessageKind } from '#shared/model/message.ts';
import { bounded, word } from './bounds.ts';

/** A quoted message as its quoter's phone names it; who and where that is, the records find out. */
export interface Quoted {
  readonly id: string | null;
  readonly participant: string | null;
  /** The conversation that it stands in, when that is another one. */
  readonly chat: string | null;
  readonly kind: MessageKind;
  readonly text: string;
  readonly isComment: boolean;
}

/** What the context of a message tells, beside its own content. */
export interface MessageContext {
  readonly quoted: Quoted | null;
  readonly details: Pick<MessageDetails, 'forwarded' | 'advertisement'>;
}

const longestQuote = 500;
/** From here on WhatsApp says "forwarded many times". */
const oftenForwarded = 5;

type ReadQuoted = (message: proto.IMessage) => { readonly kind: MessageKind; readonly text: string };

/** Reads what a message says of where it came from and what it answers. */
export function readContext(message: proto.IMessage, read: ReadQuoted): MessageContext {
  const info = contextInfo(message);
  if (!info) return { quoted: null, details: {} };
  const forwarded = forwarding(info);
  const advertisement = advertised(info.externalAdReply);
  return {
    quoted: quotedOf(info, read),
    details: { ...(forwarded && { forwarded }), ...(advertisement && { advertisement }) },
  };
}

/** A quoted message's place and words, as they are kept beside the one that quotes it. */
export function quotedMessage(
  key: Pick<Quoted, 'id' | 'participant' | 'chat' | 'isComment'>,
  message: proto.IMessage | null | undefined,
  read: ReadQuoted,
): Quoted {
  const { kind, text } = message ? read(message) : { kind: 'unknown' as const, text: '' };
  return { ...key, kind, text: text.slice(0, longestQuote) };
}

/** Whatever a message consists of carries the context, each kind in a field of its own. */
function contextInfo(message: proto.IMessage): proto.IContextInfo | null {
  for (const part of Object.values(message) as unknown[]) {
    if (typeof part === 'object' && part !== null && 'contextInfo' in part && part.contextInfo)
      return part.contextInfo;
  }
  return null;
}

function quotedOf(info: proto.IContextInfo, read: ReadQuoted): Quoted | null {
  if (!info.stanzaId && !info.quotedMessage) return null;
  const key = {
    id: info.stanzaId || null,
    participant: info.participant || null,
    chat: info.remoteJid || null,
    isComment: false,
  };
  return quotedMessage(key, info.quotedMessage, read);
}

function forwarding({ isForwarded, forwardingScore }: proto.IContextInfo): MessageDetails['forwarded'] {
  const score = forwardingScore ?? 0;
  if (score >= oftenForwarded) return 'often';
  return isForwarded || score > 0 ? 'once' : undefined;
}

function advertised(
  ad: proto.ContextInfo.IExternalAdReplyInfo | null | undefined,
): Advertisement | undefined {
  const title = word(ad?.title);
  const body = bounded(ad?.body).slice(0, longestQuote);
  return title === null && body === '' ? undefined : { title: title ?? '', body, url: word(ad?.sourceUrl) };
}
