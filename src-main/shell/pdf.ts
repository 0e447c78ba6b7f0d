import { app, BrowserWindow, session } from 'electron';
import type { Input } from '#shared/contract/contract.ts';

/** What stands on the paper. */
export type Paper = Omit<Input<'shell.savePdf'>, 'name'>;

/** Where people print on letter paper; everywhere else on A4. */
const letterCountries = new Set('BZ CA CL CO CR DO GT HN MX NI PA PR SV US VE'.split(' '));
const marginInches = 0.9;

/** Prints a text, in a window that nobody sees, that runs nothing and reaches nothing. */
export async function pdfOf(paper: Paper): Promise<Uint8Array> {
  const own = session.fromPartition('paper');
  own.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !url.startsWith('data:') }));
  const window = new BrowserWindow({
    show: false,
    webPreferences: { session: own, sandbox: true, javascript: false, spellcheck: false },
  });
  try {
    const page = Buffer.from(pageOf(paper)).toString('base64');
    await window.loadURL(`data:text/html;charset=utf-8;base64,${page}`);
    const margin = marginInches;
    return await window.webContents.printToPDF({
      pageSize: letterCountries.has(app.getLocaleCountryCode()) ? 'Letter' : 'A4',
      margins: { top: margin, bottom: margin, left: margin, right: margin },
      generateTaggedPDF: true,
      displayHeaderFooter: true,
      headerTemplate: '<span></span>',
      footerTemplate:
        '<div style="width:100%;text-align:center;font:8pt system-ui"><span class="pageNumber"></span> / <span class="totalPages"></span></div>',
    });
  } finally {
    window.destroy();
  }
}

function pageOf({ language, title, text, closing }: Paper): string {
  return `<!doctype html><html lang="${language}" dir="auto"><meta charset="utf-8"><title>${escaped(title)}</title>
<style>
body { margin: 0; font: 11pt/1.5 system-ui, 'Segoe UI', 'Noto Sans', sans-serif; color: #000; }
div { white-space: pre-wrap; overflow-wrap: anywhere; orphans: 3; widows: 3; }
.closing { break-inside: avoid; line-height: 1.9; }
</style>
<div dir="auto">${escaped(text)}</div><div class="closing" dir="auto">${escaped(closing)}</div></html>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
