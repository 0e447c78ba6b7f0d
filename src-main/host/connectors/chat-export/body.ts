import type { CapturedAttachment } from '#shared/model/capture.ts';
import type { MessageKind } from '#shared/model/message.ts';
import { isMark, isSpace, plain, withoutMarks } from './chars.ts';
import {
  attachedSuffixes,
  attachedTags,
  callOpenings,
  deletedByAdmin,
  editedMarks,
  locationLabel,
  locationText,
  longestPhrase,
  mayBeSentence,
  mayEndInPhrase,
  mayBePhrase,
  noticeOpenings,
  optionLabel,
  optionVotes,
  phrases,
} from './markers.ts';
import { isWhatsAppFileName, mediaTypeOf } from './media-kind.ts';

/** Sorts of content that are never the same message: text, media, deleted, pending, live location, poll, call, null. */
export type Sort = 't' | 'm' | 'd' | 'p' | 'l' | 'q' | 'c' | 'n';

/** A message's text taken apart into what its sender wrote and what WhatsApp says about it. */
export interface Body {
  readonly kind: MessageKind;
  /** What the sender wrote: the words that WhatsApp adds are facts, not text. */
  readonly text: string;
  readonly attachment: CapturedAttachment | null;
  readonly deleted: boolean;
  readonly edited: boolean;
  /** What makes it the same message in another export of the chat (see identity.ts), and its sort. */
  readonly content: string;
  readonly sort: Sort;
  /** WhatsApp itself wrote it (U+200E), and it is none of the forms a message takes: perhaps a notice. */
  readonly unexplained: boolean;
}

const longestFileName = 255;
const longestLocation = 400;
const longestCall = 80;

const slash = 0x2f;
const space = 0x20;
const lessThan = 0x3c;
const greaterThan = 0x3e;
const closingParenthesis = 0x29;

/**
 * Takes `text` apart; null, the usual case, when every word of it is the sender's. Kinds follow the file's name, or the words
 * for what was left out; Android's "<Media omitted>" tells nothing and is `unknown`. A message without a body, or with
 * the body `null`, is what Android exports for view-once media and calls.
 */
export function readBody(text: string, isOneLine = !text.includes('\n')): Body | null {
  const unedited = withoutEditedMark(text);
  if (unedited === null) return readUnedited(text, isOneLine);
  return { ...(readUnedited(unedited) ?? fact('text', unedited, 't', unedited)), edited: true };
}

function withoutEditedMark(text: string): string | null {
  if (text.charCodeAt(text.length - 1) !== greaterThan) return null;
  const open = text.lastIndexOf('<');
  if (open < 0 || text.length - open > longestPhrase) return null;
  return editedMarks.has(tidy(text.slice(open + 1, -1))) ? trimmed(text.slice(0, open)) : null;
}

function readUnedited(text: string, isOneLine = !text.includes('\n')): Body | null {
  const length = text.length;
  if (length === 0) return fact('view-once', '', 'n');
  if (isMark(text.charCodeAt(0))) return readMarked(text);
  if (mayBePhrase(text)) {
    const found = readPhrase(text);
    if (found !== null) return found;
  }
  if (text.charCodeAt(length - 1) === greaterThan) {
    const open = text.lastIndexOf('<');
    const found = open < 0 ? null : (readTag(text, open, length) ?? readOmitted(text, open));
    if (found !== null) return found;
  }
  const lineEnd = isOneLine ? length : text.indexOf('\n');
  const ending = text.charCodeAt(lineEnd - 1);
  if (ending === closingParenthesis || ending === greaterThan) {
    const found = readAttached(text, lineEnd);
    if (found !== null) return found;
  }
  const found = readMarkedEnd(text);
  if (found !== null) return found;
  if (!isOneLine) return readLines(text, lineEnd);
  return readSentence(text) ?? readPlace(text);
}

/** `<attached: F>` after whatever was written before it; 2015's `F <attached>`. */
function readTag(text: string, open: number, end: number): Body | null {
  const inside = text.slice(open + 1, end - 1);
  const colon = inside.indexOf(':');
  const before = trimmed(text.slice(0, open));
  const after = text.slice(end);
  if (colon < 0)
    return before !== '' && attachedTags.has(plain(inside)) && after === '' ? attached(before, '') : null;
  const name = plain(inside.slice(colon + 1));
  if (!attachedTags.has(plain(inside.slice(0, colon))) && !isWhatsAppFileName(name)) return null;
  return attached(name, joined(withoutMarks(before), after));
}

function readOmitted(text: string, open: number): Body | null {
  if (withoutMarks(text.slice(0, open)) !== '') return null;
  const phrase = phrases.get(tidy(text.slice(open + 1, -1)));
  return phrase?.is === 'left-out' ? leftOut(phrase.kind, '') : null;
}

/** Text that begins with U+200E: WhatsApp for iOS speaks. */
function readMarked(text: string): Body {
  const words = trimmed(text);
  const found = words === '' ? null : readUnedited(words);
  if (found !== null) return found;
  const lower = withoutMarks(words).toLowerCase();
  if (
    words.length <= longestCall &&
    !words.includes('\n') &&
    callOpenings.some((opening) => beginsWithWord(lower, opening))
  ) {
    return fact('call', withoutMarks(words), 'c', lower);
  }
  return { ...fact('text', words, 't', words), unexplained: true };
}

function beginsWithWord(text: string, word: string): boolean {
  return text.startsWith(word) && !/^\p{L}/u.test(text.slice(word.length));
}

function readPhrase(text: string): Body | null {
  const phrase = phrases.get(text);
  if (phrase === undefined) return null;
  switch (phrase.is) {
    case 'left-out':
      return leftOut(phrase.kind, '');
    case 'deleted':
      return { ...fact('text', '', 'd'), deleted: true };
    case 'pending':
      return fact('pending', '', 'p');
    case 'live-location':
      return fact('live-location', '', 'l');
    case 'not-exported':
      return fact('view-once', '', 'n');
    case 'poll':
      return fact('poll', '', 'q');
  }
}

/** `F (file attached)` on the first line, the caption on the others; or a tag of iOS that a caption follows. */
function readAttached(text: string, lineEnd: number): Body | null {
  if (text.charCodeAt(lineEnd - 1) === greaterThan) {
    const open = text.lastIndexOf('<', lineEnd);
    return open < 0 ? null : readTag(text, open, lineEnd);
  }
  const open = text.lastIndexOf(' (', lineEnd);
  if (open <= 0 || open > longestFileName) return null;
  const name = plain(text.slice(0, open));
  if (!attachedSuffixes.has(plain(text.slice(open + 2, lineEnd - 1))) && !isWhatsAppFileName(name))
    return null;
  return attached(name, text.slice(lineEnd + 1));
}

/** Several lines: a poll, or a caption under media that was left out. */
function readLines(text: string, lineEnd: number): Body | null {
  if (lineEnd <= 0) return null;
  const open = text.charCodeAt(0) === lessThan ? 1 : 0;
  const firstLine = open === 1 ? tidy(text.slice(1, lineEnd - 1)) : text.slice(0, lineEnd).trimEnd();
  const phrase = firstLine.length <= longestPhrase ? phrases.get(firstLine) : undefined;
  if (phrase?.is === 'left-out' && (open === 0 || text.charCodeAt(lineEnd - 1) === greaterThan)) {
    return leftOut(phrase.kind, text.slice(lineEnd + 1));
  }
  return phrase?.is === 'poll' ? poll(text.slice(lineEnd + 1)) : null;
}

/** "Waiting for this message. This may take a while."; "This message was deleted by admin Ana." */
function readSentence(text: string): Body | null {
  if (!mayBeSentence(text)) return null;
  if (deletedByAdmin.test(text)) return { ...fact('text', '', 'd'), deleted: true };
  const stop = text.indexOf('.');
  if (stop <= 0 || stop > longestPhrase) return null;
  return phrases.get(text.slice(0, stop))?.is === 'pending' ? fact('pending', '', 'p') : null;
}

function readPlace(text: string): Body | null {
  if (text.length > longestLocation || !endsInPath(text) || !locationText.test(text)) return null;
  const place = text.replace(locationLabel, '');
  return fact('location', place, 't', place);
}

/** Whether the last word has a slash, as that of a link has; nearly no other has. */
function endsInPath(text: string): boolean {
  for (let at = text.length - 1; at >= 0; at--) {
    const code = text.charCodeAt(at);
    if (code === slash) return true;
    if (code === space) return false;
  }
  return false;
}

/** `name.pdf • 14 pages` and, after U+200E, that the document was left out. */
function readMarkedEnd(text: string): Body | null {
  if (!mayEndInPhrase(text) || !text.includes('\u200E')) return null;
  const mark = text.lastIndexOf('\u200E');
  if (mark <= 0 || text.length - mark > longestPhrase) return null;
  const phrase = phrases.get(text.slice(mark + 1));
  return phrase?.is === 'left-out' ? leftOut(phrase.kind, withoutMarks(trimmed(text.slice(0, mark)))) : null;
}

function poll(text: string): Body {
  const lines = withoutMarks(text)
    .split('\n')
    .map((line) => line.replace(optionLabel, ''));
  const written = lines.join('\n').trimEnd();
  return fact(
    'poll',
    written,
    'q',
    lines
      .map((line) => line.replace(optionVotes, ''))
      .join('\n')
      .trimEnd(),
  );
}

function attached(name: string, caption: string): Body | null {
  if (name === '' || name.length > longestFileName) return null;
  const { kind, mime } = mediaTypeOf(name);
  return media(kind, caption, { name, mime, size: null, sha256: null, missing: 'not-found', seconds: null });
}

function leftOut(kind: MessageKind, caption: string): Body {
  return media(kind, caption, {
    name: null,
    mime: null,
    size: null,
    sha256: null,
    missing: 'left-out',
    seconds: null,
  });
}

/** Neither the file's name nor its kind makes the message: an export without media has neither. */
function media(kind: MessageKind, caption: string, attachment: CapturedAttachment): Body {
  return {
    kind,
    text: caption,
    attachment,
    deleted: false,
    edited: false,
    content: caption,
    sort: 'm',
    unexplained: false,
  };
}

function fact(kind: MessageKind, text: string, sort: Sort, content = ''): Body {
  return { kind, text, attachment: null, deleted: false, edited: false, content, sort, unexplained: false };
}

function joined(before: string, after: string): string {
  return before === '' && after.startsWith('\n') ? after.slice(1) : before + after;
}

/** Without the marks around it and without trailing white space. */
function trimmed(text: string): string {
  let begin = 0;
  while (isMark(text.charCodeAt(begin))) begin++;
  let end = text.length;
  while (end > begin && isMarkOrWhite(text.charCodeAt(end - 1))) end--;
  return text.slice(begin, end);
}

/** WhatsApp's words without the marks and odd spaces that some versions put into them, and without a final dot. */
function tidy(words: string): string {
  const bare = /[^\p{L} .]/u.test(words) ? plain(words) : words;
  return bare.endsWith('.') ? bare.slice(0, -1) : bare;
}

function isMarkOrWhite(code: number): boolean {
  return isMark(code) || isSpace(code) || code === 0x0a || code === 0x0d;
}

/** Whether words that WhatsApp wrote in the name of `author` are a notice rather than his message. */
export function isNotice(words: string, author: string): boolean {
  const lower = plain(words).toLowerCase();
  return (
    lower.startsWith(author.toLowerCase()) || noticeOpenings.some((opening) => lower.startsWith(opening))
  );
}
