/** Markup that is safe to write: only `html` makes it. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Piece = string | number | null | false | Markup | readonly Markup[];

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as text, whatever is in it; characters that no page may hold are replaced. */
function escapeText(text: string): string {
  return text
    .replaceAll(/[&<>"']/g, (sign) => escapes[sign] ?? '')
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g, '\ufffd');
}

function shown(piece: Piece): string {
  if (piece === null || piece === false) return '';
  if (piece instanceof Markup) return piece.text;
  if (typeof piece === 'object') return piece.map(({ text }) => text).join('');
  return escapeText(String(piece));
}

/** A template without the indentation that it has in the source, each worked out once. */
const plain = new WeakMap<TemplateStringsArray, readonly string[]>();

/** Markup from a template: everything that is put into it becomes text, but for other markup. */
export function html(template: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  const strings = plain.get(template) ?? template.map((part) => part.replaceAll(/\n\s*/g, '\n'));
  plain.set(template, strings);
  return new Markup(String.raw({ raw: strings }, ...pieces.map(shown)));
}

/** The same for what is no whole element: under this name, no formatter of sources completes it. */
export const part = (template: TemplateStringsArray, ...pieces: readonly Piece[]): Markup =>
  html(template, ...pieces);

/** A text from outside, which can't turn what stands around it. */
export const foreign = (text: string): Markup => html`<bdi dir="auto">${text}</bdi>`;

/** The address of a file of the export, from a page that lies `depth` folders deep in it. */
export function address(path: string, depth: number): string {
  return '../'.repeat(depth) + path.split('/').map(encodeURIComponent).join('/');
}
