import type { ConversationEntry, ConversationRecord, MessageRecord } from '#shared/model/export-record.ts';
import type { FormatWriter, WriterContext } from '../../format-writer.ts';
import { bodyOf, factsOf } from '../../message-words.ts';
import type { OutputFile } from '../../output.ts';
import { look, search } from './assets.ts';
import { createIndexPages } from './index-page.ts';
import { foreign, html } from './markup.ts';
import { gapMarkup, memberMarkup } from './between.ts';
import { messageMarkup } from './message.ts';
import { pageEnd, pageHead, pageLinks } from './page.ts';
import { createSearchData } from './search-data.ts';
import { searchPage } from './search-page.ts';

/** What a page holds at most: a browser shows it at once, also with long messages. */
const pageMessages = 500;
const pageBytes = 2_000_000;

interface Page {
  readonly conversation: ConversationRecord;
  readonly number: number;
  readonly file: OutputFile;
  messages: number;
  bytes: number;
  day: string;
}

const nameOf = (conversation: ConversationRecord, page: number): string => `${conversation.id}-${page}`;

/** A folder of pages that opens in any browser, from the disk and without a network. */
export function createHtmlWriter(context: WriterContext): FormatWriter {
  const { output, words } = context;
  output.put('html/look.css', look);
  output.put('html/search.js', search);
  output.put('html/search.html', searchPage(words));
  const index = createIndexPages(context);
  const data = createSearchData(output);
  let page: Page | null = null;

  function begin(conversation: ConversationRecord, number: number): Page {
    const file = output.open(`html/conversations/${nameOf(conversation, number)}.html`);
    const { title, participants } = conversation;
    file.write(pageHead(title, '../', words));
    const people = participants.map(({ name, identities, isLine }) => {
      const known = identities.map(({ kind, value }) => (kind === 'phone' ? `+${value}` : value)).join(', ');
      return html`<p class="fact">
        ${foreign(name)}${known !== '' && known !== name && html` · ${foreign(known)}`}${isLine && html` · ${words.t('line')}`}
      </p> `;
    });
    file.write(
      html`<h1>${foreign(title)}</h1>
        ${
          number === 1 &&
          html`<details>
            <summary>${words.t('people', { count: participants.length })}</summary>
            ${people}
          </details>`
        } `.text,
    );
    return { conversation, number, file, messages: 0, bytes: 0, day: '' };
  }

  function finish({ conversation, number, file }: Page, hasMore: boolean): void {
    const before = number === 1 ? null : `${nameOf(conversation, number - 1)}.html`;
    const after = hasMore ? `${nameOf(conversation, number + 1)}.html` : null;
    file.write(pageEnd(pageLinks(before, after, words)));
    file.close();
  }

  function add(entry: ConversationEntry): void {
    if (page === null) return;
    if (page.messages >= pageMessages || page.bytes >= pageBytes) {
      finish(page, true);
      page = begin(page.conversation, page.number + 1);
    }
    const at = entry.type === 'message' ? entry.sentAt : entry.type === 'member' ? entry.at : entry.from;
    const day = words.day(at);
    if (day !== page.day) page.file.write(html`<p class="day">${day}</p> `.text);
    page.day = day;
    const { text } =
      entry.type === 'message'
        ? messageMarkup(entry, words)
        : entry.type === 'member'
          ? memberMarkup(entry, words)
          : gapMarkup(entry, words);
    page.file.write(text);
    page.messages += 1;
    page.bytes += text.length;
    if (entry.type === 'message') addToSearch(entry, page);
  }

  function addToSearch(message: MessageRecord, { conversation, number }: Page): void {
    const edits = message.events.filter(({ event }) => event === 'edit').map(({ text }) => text);
    const name = message.attachment?.name ?? '';
    const text = [bodyOf(message, words), ...edits, ...factsOf(message, words), name]
      .filter(Boolean)
      .join('\n');
    if (text === '') return;
    data.add({
      page: nameOf(conversation, number),
      number: message.number,
      conversation: conversation.title,
      sender: message.sender?.name ?? '',
      when: words.dateTime(message.sentAt),
      text,
    });
  }

  return {
    write(record) {
      switch (record.type) {
        case 'line':
          index.line(record);
          return;
        case 'conversation':
          if (page !== null) finish(page, false);
          page = begin(record, 1);
          index.conversation(record, nameOf(record, 1));
          return;
        case 'message':
        case 'member':
        case 'gap':
          add(record);
      }
    },
    end() {
      if (page !== null) finish(page, false);
      index.end();
      data.end();
    },
  };
}
