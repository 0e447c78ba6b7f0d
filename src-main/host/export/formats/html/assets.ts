/** The look of every page, light and dark, on the screen and on paper. */
export const look = `:root { color-scheme: light dark; --ground: light-dark(#f3f1ed, #161513); --surface: light-dark(#fbfaf8, #1d1b19);
  --raised: light-dark(#fff, #282623); --ours: light-dark(#e6f0ee, #1d3331); --text: light-dark(#24211d, #ece9e4);
  --soft: light-dark(#5f5a52, #aca69c); --line: light-dark(#dedad2, #35322e); --accent: light-dark(#0f6663, #5fc2bb);
  --mark: light-dark(#fbe7a1, #5b4a10); --warn: light-dark(#974100, #f2994f); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 15px/1.45 system-ui, 'Segoe UI', 'Noto Sans', sans-serif; }
main, nav.top { max-width: 860px; margin: 0 auto; padding: 0 16px; }
nav.top { display: flex; flex-wrap: wrap; gap: 4px 20px; padding-top: 12px; padding-bottom: 12px; font-size: 13px; }
a { color: var(--accent); }
h1 { font-size: 20px; margin: 12px 0; overflow-wrap: anywhere; }
h2 { font-size: 15px; margin: 28px 0 8px; }
p { margin: 4px 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; font-size: 13px; }
th, td { text-align: start; vertical-align: top; padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th { font-weight: 600; color: var(--soft); }
td.count, th.count { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.when { white-space: nowrap; font-variant-numeric: tabular-nums; }
article { background: var(--raised); border: 1px solid var(--line); border-radius: 8px; padding: 8px 12px; margin: 8px 15% 8px 0;
  overflow: hidden; contain: paint; }
article.ours { background: var(--ours); margin: 8px 0 8px 15%; }
article.notice { margin: 8px 8%; color: var(--soft); }
article:target { outline: 2px solid var(--accent); }
article header { font-size: 13px; color: var(--soft); display: flex; gap: 10px; align-items: baseline; }
article header bdi { font-weight: 600; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
article time { margin-inline-start: auto; white-space: nowrap; font-variant-numeric: tabular-nums; }
.number { color: var(--soft); text-decoration: none; font-variant-numeric: tabular-nums; }
.text { white-space: pre-wrap; overflow: hidden; }
.kind, .state, .missing, .fact, details, figcaption { font-size: 13px; color: var(--soft); }
.fact { color: inherit; }
.state, .missing, .flag { color: var(--warn); font-size: 13px; }
.edit { border-inline-start: 3px solid var(--line); padding-inline-start: 10px; margin: 6px 0; }
blockquote { margin: 4px 0; padding: 2px 10px; border-inline-start: 3px solid var(--accent); font-size: 13px; color: var(--soft); }
blockquote p { white-space: pre-wrap; max-height: 6em; overflow: hidden; }
.reactions span { display: inline-block; font-size: 13px; border: 1px solid var(--line); border-radius: 10px; padding: 0 8px; margin-inline-end: 4px; }
figure { margin: 6px 0; }
img, video { max-width: 100%; max-height: 360px; display: block; background: var(--ground); }
audio { width: 100%; max-width: 420px; }
details { margin-top: 4px; }
summary { cursor: pointer; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 12px; margin: 6px 0 0; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; overflow: hidden; }
dl.facts { font-size: 13px; }
.day { text-align: center; font-size: 13px; color: var(--soft); margin: 20px 0 8px; }
.between { text-align: center; font-size: 13px; color: var(--soft); }
.gap { font-size: 13px; text-align: center; padding: 8px; margin: 10px 0; border-block: 1px solid var(--line);
  background: repeating-linear-gradient(-45deg, var(--line) 0 1px, transparent 1px 6px); }
nav.pages { display: flex; justify-content: space-between; padding: 20px 0 40px; font-size: 13px; }
input[type=search] { font: inherit; width: 100%; padding: 8px 12px; border: 1px solid var(--soft); border-radius: 6px; background: var(--raised); color: inherit; }
#results a { display: block; padding: 10px 0; border-bottom: 1px solid var(--line); color: inherit; text-decoration: none; overflow: hidden; }
#results a:hover, #results a:focus { background: var(--surface); }
#results small { color: var(--soft); display: block; }
mark { background: var(--mark); color: inherit; }
@media print {
  :root { color-scheme: light; }
  body { background: #fff; font-size: 11pt; }
  nav, details, audio, video { display: none; }
  article { break-inside: avoid; box-shadow: none; }
  img { max-height: 8cm; }
}
`;

/**
 * The search: it looks through one part of the data after the other, so that its memory does not grow with the export.
 * What it shows goes into the page as text only.
 */
export const search = `'use strict';
(() => {
  const most = 300;
  const field = document.querySelector('input');
  const status = document.querySelector('#status');
  const results = document.querySelector('#results');
  const fold = (text) => text.normalize('NFD').replace(/\\p{M}/gu, '').toLowerCase();
  let parts = 0;
  let turn = 0;
  let receive = () => {};
  window.atalaya = { parts: (count) => { parts = count; }, part: (entries) => receive(entries) };

  const load = (name) => new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = 'search/' + name + '.js';
    script.onload = () => { script.remove(); resolve(); };
    script.onerror = reject;
    document.head.append(script);
  });

  function excerpt(text, words) {
    const folded = fold(text);
    const plain = folded.length === text.length ? folded : text.toLowerCase();
    const first = Math.max(0, Math.min(...words.map((word) => plain.indexOf(word)).filter((at) => at >= 0), text.length) - 60);
    const start = Number.isFinite(first) ? first : 0;
    const shown = text.slice(start, start + 240);
    const line = document.createElement('bdi');
    line.dir = 'auto';
    if (start > 0) line.append('… ');
    let rest = shown;
    let low = plain.slice(start, start + 240);
    while (rest !== '') {
      let at = -1;
      let length = 0;
      for (const word of words) {
        const found = low.indexOf(word);
        if (found >= 0 && (at < 0 || found < at)) { at = found; length = word.length; }
      }
      if (at < 0) break;
      const mark = document.createElement('mark');
      mark.textContent = rest.slice(at, at + length);
      line.append(rest.slice(0, at), mark);
      rest = rest.slice(at + length);
      low = low.slice(at + length);
    }
    line.append(rest);
    return line;
  }

  function show([page, number, conversation, sender, when, text], words) {
    const link = document.createElement('a');
    link.href = 'conversations/' + encodeURIComponent(page) + '.html#m' + number;
    const line = document.createElement('small');
    line.textContent = [number, conversation, sender, when].join(' · ');
    link.append(line, excerpt(text, words));
    results.append(link);
  }

  async function run() {
    turn += 1;
    const mine = turn;
    results.textContent = '';
    status.textContent = '';
    const words = fold(field.value).split(/\\s+/).filter(Boolean);
    if (words.length === 0) return;
    let found = 0;
    const counted = (done) => { status.textContent = status.dataset.found.replace('%', found) + (done ? '' : ' …'); };
    for (let number = 1; number <= parts; number += 1) {
      receive = (entries) => {
        if (mine !== turn) return;
        for (const entry of entries) {
          const folded = fold(entry[5] + ' ' + entry[3]);
          if (!words.every((word) => folded.includes(word))) continue;
          found += 1;
          if (found <= most) show(entry, words);
        }
      };
      await load(number);
      if (mine !== turn) return;
      counted(number === parts);
    }
    counted(true);
  }

  let waiting = 0;
  field.addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(run, 200); });
  load('parts').then(() => { field.disabled = false; field.focus(); });
})();
`;
