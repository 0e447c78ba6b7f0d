import type { ConversationRecord, LineRecord } from '#shared/model/export-record.ts';
import { coverFacts, lineFacts } from '../../cover-words.ts';
import type { WriterContext } from '../../format-writer.ts';
import type { OutputFile } from '../../output.ts';
import { foreign, html, part, type Markup } from './markup.ts';
import { pageEnd, pageHead, pageLinks } from './page.ts';

/** Conversations of one page. */
const mostConversations = 1000;

const nameOf = (page: number): string => (page === 1 ? 'index.html' : `index-${page}.html`);

/** The first page: what the export is, its lines with their gaps, and its conversations. */
export function createIndexPages(context: WriterContext): {
  line(line: LineRecord): void;
  conversation(conversation: ConversationRecord, firstPage: string): void;
  end(): void;
} {
  const { output, heading, words } = context;
  let page = 1;
  let listed = 0;
  let isListing = false;
  let file = begin();
  const lines = new Map<number, LineRecord>();

  function begin(): OutputFile {
    const opened = output.open(`html/${nameOf(page)}`);
    opened.write(pageHead(`${heading.company} · ${words.t('title')}`, '', words));
    return opened;
  }

  function cover(): Markup {
    return html`<h1>${words.t('title')}: ${foreign(heading.company)}</h1>
      <dl class="facts">
        ${coverFacts(context).map(
          ([name, value]) =>
            html`<dt>${name}</dt>
              <dd>${foreign(value)}</dd> `,
        )}
      </dl>
      <h2>${words.t('lines')}</h2> `;
  }

  /** The lines are all there before the first conversation. */
  function startList(): void {
    if (isListing) return;
    isListing = true;
    const heads = ['conversation', 'line', 'fact.messages', 'first', 'last'] as const;
    const row = heads.map((head) => html`<th>${words.t(head)}</th>`);
    file.write(html`<h2>${words.t('conversations')}</h2>`.text);
    file.write(part`<table><thead><tr>${row}</tr></thead><tbody>\n`.text);
  }

  file.write(cover().text);
  return {
    line(line) {
      lines.set(line.id, line);
      file.write(lineMarkup(line));
    },
    conversation(conversation, firstPage) {
      if (listed === mostConversations) {
        page += 1;
        const before = page === 2 ? null : nameOf(page - 2);
        file.write('</tbody></table>\n');
        file.write(pageEnd(pageLinks(before, nameOf(page), words)));
        file.close();
        file = begin();
        listed = 0;
        isListing = false;
      }
      startList();
      listed += 1;
      const { title, lineId, messages, firstAt, lastAt } = conversation;
      file.write(
        html`<tr>
          <td><a href="conversations/${firstPage}.html">${foreign(title)}</a></td>
          <td>${foreign(lines.get(lineId)?.name ?? '')}</td>
          <td class="count">${words.number(messages)}</td>
          <td class="when">${words.dateTime(firstAt)}</td>
          <td class="when">${words.dateTime(lastAt)}</td>
        </tr> `.text,
      );
    },
    end() {
      startList();
      file.write('</tbody></table>\n');
      file.write(pageEnd(page === 1 ? null : pageLinks(nameOf(page - 1), null, words)));
      file.close();
    },
  };

  function lineMarkup(line: LineRecord): string {
    const [since, ...facts] = lineFacts(line, words);
    const { name, employee, phone } = line;
    return html`<p>
        <strong>${foreign(name)}</strong> · ${foreign(employee)}${phone && html` · +${phone}`}<br />
        ${since ?? ''}
      </p>
      ${facts.map((fact) => html`<p class="fact">${foreign(fact)}</p> `)}`.text;
  }
}
