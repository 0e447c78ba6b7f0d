import type { CapturedConversation, CapturedMessage, CapturedSender } from '#shared/model/capture.ts';
import { isNotice, readBody, type Body } from './body.ts';
import { plain, withoutMarks } from './chars.ts';
import { MessageIdentity } from './identity.ts';
import type { Entry } from './pasted.ts';
import { ZonedClock } from './zone.ts';

interface RecordContext {
  readonly conversation: CapturedConversation;
  readonly owner: string | null;
  readonly zone: string;
  /** Everyone who wrote messages of his own. */
  readonly participants: ReadonlySet<string>;
}

/** Makes captured messages of a file's entries, in their order. */
export class RecordMaker {
  readonly #context: RecordContext;
  readonly #clock: ZonedClock;
  readonly #identity = new MessageIdentity();
  readonly #senders = new Map<string, CapturedSender>();

  constructor(context: RecordContext) {
    this.#context = { ...context, owner: context.owner === null ? null : plain(context.owner) };
    this.#clock = new ZonedClock(context.zone);
  }

  make(entry: Entry): CapturedMessage {
    const { author, local } = entry;
    const text = withoutTrailingLines(entry.text);
    const body = author === null ? null : readBody(text, entry.continuations === 0);
    if (author === null || (body !== null && body.unexplained && this.#isNotice(entry, author, body))) {
      const words = withoutMarks(text);
      return this.#message(entry, null, null, this.#identity.keyOf(local, '', 's', words), words);
    }
    return this.#message(entry, author, body, this.#keyOf(entry, author, body, text), text);
  }

  #keyOf(entry: Entry, author: string, body: Body | null, text: string): string {
    const { local, block, start } = entry;
    if (body !== null) return this.#identity.keyOf(local, author, body.sort, body.content);
    return isInBlock(entry, text)
      ? this.#identity.keyOf(local, author, 't', block, start, start + text.length)
      : this.#identity.keyOf(local, author, 't', text);
  }

  #isNotice(entry: Entry, author: string, body: Body): boolean {
    return entry.first || !this.#context.participants.has(author) || isNotice(body.text, author);
  }

  #message(
    entry: Entry,
    author: string | null,
    body: Body | null,
    key: string,
    text: string,
  ): CapturedMessage {
    const { conversation, owner } = this.#context;
    return {
      type: 'message',
      conversation,
      key,
      sender: author === null ? null : this.#sender(author),
      direction: author === null ? null : author === owner ? 'outgoing' : 'incoming',
      kind: author === null ? 'system' : body === null ? 'text' : body.kind,
      sentAt: this.#clock.toUtc(entry.local * 1000),
      text: body === null ? text : body.text,
      attachment: body === null ? null : body.attachment,
      deleted: body !== null && body.deleted,
      edited: body !== null && body.edited,
      suspicious: entry.suspicious,
      raw: null,
    };
  }

  #sender(name: string): CapturedSender {
    const known = this.#senders.get(name);
    if (known !== undefined) return known;
    const sender = { key: name, name };
    if (this.#context.participants.has(name)) this.#senders.set(name, sender);
    return sender;
  }
}

/** Whether a text is one line that stands whole in its block. */
function isInBlock({ block, start, continuations }: Entry, text: string): boolean {
  return continuations === 0 && start + text.length <= block.length;
}

/** The export ends some messages with empty lines of its own. */
function withoutTrailingLines(text: string): string {
  let end = text.length;
  while (end > 0 && (text.charCodeAt(end - 1) === 0x0a || text.charCodeAt(end - 1) === 0x0d)) end--;
  return end === text.length ? text : text.slice(0, end);
}
