import type { ExportWords } from '../../words.ts';
import { html, part, type Markup } from './markup.ts';

/** Nothing but what lies in the export itself, whether it is opened from a disk or from a server. */
const policy = [
  `default-src 'none'`,
  `style-src 'self' file:`,
  `script-src 'self' file:`,
  `img-src 'self' file:`,
  `media-src 'self' file:`,
  `form-action 'none'`,
  `base-uri 'none'`,
].join('; ');

/** The beginning of a page; `root` is the way to the format's own folder. */
export function pageHead(title: string, root: string, words: ExportWords): string {
  const { language } = words;
  return part`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="stylesheet" href="${root}look.css">
</head>
<body>
<nav class="top"><a href="${root}index.html">${words.t('index')}</a> <a href="${root}search.html">${words.t('search.title')}</a></nav>
<main>
`.text;
}

/** The end of a page. */
export function pageEnd(pages: Markup | null = null): string {
  return part`${pages}</main>
</body>
</html>
`.text;
}

/** Links to the pages before and after. */
export function pageLinks(before: string | null, after: string | null, words: ExportWords): Markup {
  return html`<nav class="pages">
    <span>${before !== null && html`<a href="${before}" rel="prev">${words.t('before')}</a>`}</span
    ><span>${after !== null && html`<a href="${after}" rel="next">${words.t('after')}</a>`}</span>
  </nav> `;
}
