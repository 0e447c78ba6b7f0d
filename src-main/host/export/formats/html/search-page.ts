import type { ExportWords } from '../../words.ts';
import { html } from './markup.ts';
import { pageEnd, pageHead } from './page.ts';

/** The page that searches all text of the export. */
export function searchPage(words: ExportWords): string {
  const title = words.t('search.title');
  const noScript = words.t('search.noScript');
  const found = words.t('search.found');
  const hint = words.t('search.hint');
  const body = html`<h1>${title}</h1>
    <input type="search" disabled aria-label="${title}" placeholder="${hint}" />
    <p id="status" role="status" data-found="${found}"></p>
    <div id="results"></div>
    <noscript><p>${noScript}</p></noscript>
    <script src="search.js"></script> `;
  return `${pageHead(title, '', words)}${body.text}${pageEnd()}`;
}
