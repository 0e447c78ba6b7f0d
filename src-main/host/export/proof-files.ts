import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import enVerify from '#shared/locales/en/verify.json' with { type: 'json' };
import esVerify from '#shared/locales/es/verify.json' with { type: 'json' };
import ptVerify from '#shared/locales/pt-BR/verify.json' with { type: 'json' };
import type { Proof } from '#host/archive/export/proof.ts';
import type { Language } from '#shared/model/workspace.ts';
import type { ExportOutput } from './output.ts';

/** The entries of the ledger that stand for the messages, one a line. */
export function writeLedger(output: ExportOutput, proof: Proof): void {
  const file = output.open('proof/ledger.jsonl');
  for (const page of proof.entries()) file.write(page.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  file.close();
}

const languageNames: Readonly<Record<Language, string>> = {
  es: 'Español',
  'pt-BR': 'Português',
  en: 'English',
};

/** What lets anybody check the export without Atalaya: a page for the browser and a procedure for the command line. */
export function writeVerifier(
  output: ExportOutput,
  folder: string,
  { language, publicKey }: { readonly language: Language; readonly publicKey: string },
): void {
  output.put('public-key.pem', publicKey);
  output.put('verify.html', verifierPage(readFileSync(join(folder, 'verify.js'), 'utf8'), language));
  const procedure = (of: Language) => readFileSync(join(folder, `${of}.txt`), 'utf8');
  const texts = language === 'en' ? [procedure('en')] : [procedure(language), procedure('en')];
  output.put('VERIFY.txt', texts.join(`\n${'-'.repeat(72)}\n\n`));
}

const look = `:root { color-scheme: light dark; }
body { max-width: 760px; margin: 0 auto; padding: 24px 16px; font: 15px/1.5 system-ui, 'Segoe UI', 'Noto Sans', sans-serif; }
h1 { font-size: 20px; } .good { color: light-dark(#28693a, #7ec48f); font-weight: 600; } .bad { color: light-dark(#b02323, #f58e86); font-weight: 600; }
nav button { margin-inline-end: 8px; } button, input { font: inherit; } dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; }
dt { color: light-dark(#5f5a52, #aca69c); } dd { margin: 0; overflow-wrap: anywhere; } li { overflow-wrap: anywhere; }
#drop { border: 1px dashed; border-radius: 8px; padding: 20px; margin: 16px 0; }`;

/** One page with everything in it; nothing but its own script may run. */
function verifierPage(script: string, language: Language): string {
  const words = { es: esVerify, 'pt-BR': ptVerify, en: enVerify };
  const content = `const atalayaWords = ${JSON.stringify(words).replaceAll('<', String.raw`\u003c`)};\n${script.replaceAll('</script', String.raw`<\/script`)}`;
  const allowed = createHash('sha256').update(content).digest('base64');
  const styled = createHash('sha256').update(look).digest('base64');
  const buttons = Object.entries(languageNames).map(
    ([tag, name]) => `<button type="button" lang="${tag}">${name}</button>`,
  );
  const intro = sayable('p', 'intro');
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-${allowed}'; style-src 'sha256-${styled}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Atalaya</title>
<style>${look}</style>
</head>
<body>
<nav>${buttons.join(' ')}</nav>
<h1 data-say="title"></h1>
${intro}
<div id="drop"><p data-say="drop"></p><label><span data-say="choose"></span> <input type="file" webkitdirectory></label></div>
<p id="status" role="status"></p>
<div id="result" role="status"></div>
<noscript>JavaScript</noscript>
<script>${content}</script>
</body>
</html>
`;
}

/** An element that says something in the language that is chosen. */
function sayable(name: string, key: string): string {
  return `<${name} data-say="${key}"></${name}>`;
}
