import { basename } from 'node:path';
import { hash } from 'node:crypto';
import type { CapturedConversation } from '#shared/model/capture.ts';
import { plain } from './chars.ts';
import type { ChatExportInfo } from './types.ts';

/** How each language names the file of an exported chat; the group is the contact's or group's name. */
const fileNames: readonly RegExp[] = [
  /^WhatsApp[ _-]Chat[ _](?:-|with|mit|met|med|cu|con|z|s|sa|ile|dengan)[ _](.+)$/iu,
  /^(?:Chat|Conversaci[oó]n|Conversa|Conversas|Bate-papo)[ _](?:de|do|no|en|da)[ _](?:el[ _])?WhatsApp[ _](?:con|com|de)[ _](.+)$/iu,
  /^(?:Chat|Conversa|Xat|Discussion|Discussione|Conversation|Czat|Rozmowa|Chatt|Samtale|Keskustelu|Чат|Conversație|Konverzace|Razgovor)[ _](?:de[ _]|d’|d')?(?:в[ _])?WhatsApp[ _](?:con|com|avec|amb|dengan|z|cu|med|s[ _]uživatelem|s|с[ _]контактом|с|sa|mit|met|-)[ _]?:?[ _]?(.+)$/iu,
  /^WhatsApp[ -]?(?:chatt|samtale|keskustelu|beszélgetés|csevegés|chat)[ _](?:med|kanssa|ezzel|mit|met|with|-)[ _:]*(.+)$/iu,
  /^(.+?)[ _]ile[ _]WhatsApp[ _]Sohbeti$/iu,
  /^WhatsApp[ _]Sohbeti[ _]-[ _](.+)$/iu,
  /^與?(.+?)的?[ _]?WhatsApp[ _]?(?:聊天|對話|对话|チャット|대화)(?:记录|記錄)?$/u,
  /^WhatsApp[ _]?(?:チャット|聊天|대화)[ _-]+(.+)$/u,
];

/** The name that tells nothing: what iOS calls the chat inside of its zip. */
const namelessFile = /^_?chat$/iu;

/** What file managers add to a second file of the same name. */
const copySuffix = / ?(?:\(\d{1,3}\)|- copia|- copy|copy|copia)$/iu;

/** The chat's name that a file name tells; null when it is in none of WhatsApp's forms. */
export function titleOfFile(path: string): string | null {
  const name = bareName(path);
  for (const pattern of fileNames) {
    const title = pattern.exec(name)?.[1];
    if (title !== undefined) return title;
  }
  return null;
}

/** The file's own name without directories, extension and copy number; null where it tells nothing. */
export function bareTitleOfFile(path: string): string | null {
  const name = bareName(path);
  return name === '' || namelessFile.test(name) ? null : name;
}

function bareName(path: string): string {
  return plain(basename(path).replace(/\.(?:txt|zip)$/iu, ''))
    .replace(copySuffix, '')
    .trim();
}

/** Whether a file name stands for a person's name: it has lost what file names can't hold. */
export function isSameName(title: string, name: string): boolean {
  return title === name || (lettersOf(title) !== '' && lettersOf(title) === lettersOf(name));
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/**
 * The conversation that an export belongs to. Its key is the title, so that exports of one chat meet; without a title
 * it is the other person's name, or, in a group, a hash over everyone who wrote. A chat renamed between two exports
 * is two conversations; so are two exports of a nameless group with different people in it.
 */
export function conversationOf(info: ChatExportInfo, owner: string | null): CapturedConversation {
  const own = owner === null ? null : plain(owner);
  const others = info.authors.map((author) => author.name).filter((name) => name !== own);
  const [other] = others;
  if (info.kind === 'direct') {
    const person =
      other !== undefined && (info.title === null || isSameName(info.title, other)) ? other : info.title;
    if (person !== null) return { key: person, kind: 'direct', title: person };
  }
  if (info.title !== null) return { key: info.title, kind: info.kind, title: info.title };
  // Nobody but the employee wrote: the chats with two people must not become one.
  if (others.length === 0 && info.fileTitle !== null) {
    return { key: `file:${info.fileTitle}`, kind: info.kind, title: info.fileTitle };
  }
  const everyone = info.authors.map((author) => author.name).toSorted();
  const key = `participants:${hash('sha256', everyone.join('\n'), 'base64url').slice(0, 22)}`;
  const shown = others.length === 0 ? everyone : others;
  return { key, kind: info.kind, title: shown.length === 0 ? null : shown.slice(0, 3).join(', ') };
}
