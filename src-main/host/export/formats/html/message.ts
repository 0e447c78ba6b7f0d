import type { ExportAttachment, ExportEvent, MessageRecord } from '#shared/model/export-record.ts';
import { standingReactions, stateLines } from '../../entry-words.ts';
import { bodyOf, eventText, factsOf } from '../../message-words.ts';
import type { ExportWords } from '../../words.ts';
import { address, foreign, html, type Markup } from './markup.ts';

/** How deep in the export the pages of conversations lie. */
const depth = 2;

/** Pictures that every browser shows, and that can hold nothing but a picture. */
const pictures: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif']);

/** One message: the original as it came, then what happened to it. */
export function messageMarkup(message: MessageRecord, words: ExportWords): Markup {
  const { number, id, sentAt, sender, direction, kind, attachment, quote, events, flags } = message;
  const body = bodyOf(message, words);
  const side = direction === 'outgoing' ? 'ours' : direction === null ? 'notice' : 'theirs';
  const name = sender?.name ?? words.t('notice');
  const isPlain = kind === 'text' || kind === 'system';
  return html`<article id="m${number}" class="${side}">
    <header>
      <a class="number" href="#m${number}">${words.number(number)}</a> ${foreign(name)}
      <time datetime="${words.utc(sentAt)}" title="${words.local(sentAt)}">${words.time(sentAt)}</time>
    </header>
    ${
      quote &&
      html`<blockquote>
        ${quote.author === null ? '' : foreign(quote.author)}
        <p>${foreign(bodyOf(quote, words))}</p>
      </blockquote>`
    }
    ${!isPlain && html`<p class="kind">${words.t(`message:kind.${kind}`)}</p>`}
    ${attachment && attachmentMarkup(attachment, words)}
    ${body !== '' && html`<p class="text">${foreign(body)}</p>`}
    ${factsOf(message, words).map((fact) => html`<p class="fact">${foreign(fact)}</p>`)}
    ${stateLines(message, words).map((line) => html`<p class="state">${line}</p>`)}
    ${events.filter(({ event }) => event === 'edit').map((edit) => editMarkup(edit, words))}
    ${reactions(events)}
    ${flags.map(({ policy, version }) => html`<p class="flag">${words.t('flag', { policy, version })}</p>`)}
    <details>
      <summary>${words.t('details')}</summary>
      <dl>
        <dt>${words.t('message:details.sent')}</dt>
        <dd>${words.dateTime(sentAt)} (${words.utc(sentAt)})</dd>
        <dt>${words.t('message:details.captured')}</dt>
        <dd>${words.dateTime(message.capturedAt)}</dd>
        <dt>${words.t('message:details.source')}</dt>
        <dd>${words.t(`message:details.from.${message.source}`)}</dd>
        <dt>${words.t('message:details.id')}</dt>
        <dd>${id} · ${foreign(message.key)}</dd>
        ${events.map((event) => eventMarkup(event, words))}
      </dl>
    </details>
  </article> `;
}

function editMarkup({ at, text }: ExportEvent, words: ExportWords): Markup {
  return html`<div class="edit">
    <p class="state">${words.t('message:editedAt', { when: words.dateTime(at) })}</p>
    <p class="text">${foreign(text)}</p>
  </div>`;
}

/** The reactions that people have left standing. */
function reactions(events: readonly ExportEvent[]): Markup | null {
  const standing = standingReactions(events);
  if (standing.length === 0) return null;
  return html`<p class="reactions">
    ${standing.map(({ text, person }) => html`<span>${foreign(text)} ${foreign(person?.name ?? '')}</span> `)}
  </p>`;
}

function eventMarkup(event: ExportEvent, words: ExportWords): Markup {
  const text = eventText(event, words);
  return html`<dt>${words.t(`message:details.event.${event.event}`)}</dt>
    <dd>
      ${words.dateTime(event.at)}${event.person && html` · ${foreign(event.person.name)}`}${text !== '' && html` · ${foreign(text)}`}
    </dd>`;
}

function attachmentMarkup(attachment: ExportAttachment, words: ExportWords): Markup {
  const { name, path, mime, size, missing } = attachment;
  // A name that turns its own text would hide what kind of file it is.
  const label = name?.replaceAll(/\p{Bidi_Control}/gu, '') ?? words.t('message:file');
  if (path === null) {
    const why = missing === null ? '' : words.t(`message:missing.${missing}`);
    return html`<p class="missing">${foreign(label)} · ${why}</p>`;
  }
  const href = address(path, depth);
  const type = (mime ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const link = html`<a class="file" href="${href}" target="_blank" rel="noopener">${foreign(label)}</a
    >${size === null ? '' : ` · ${words.bytes(size)}`}`;
  if (pictures.has(type))
    return html`<figure>
      <a href="${href}" target="_blank" rel="noopener"><img src="${href}" alt="${label}" loading="lazy" /></a>
      <figcaption>${link}</figcaption>
    </figure>`;
  if (type.startsWith('audio/'))
    return html`<figure>
      <audio controls preload="none" src="${href}"></audio>
      <figcaption>${link}</figcaption>
    </figure>`;
  if (type.startsWith('video/'))
    return html`<figure>
      <video controls preload="none" src="${href}"></video>
      <figcaption>${link}</figcaption>
    </figure>`;
  return html`<p>${link}</p>`;
}
