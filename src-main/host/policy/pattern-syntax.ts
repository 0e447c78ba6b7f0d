import { fold } from '#shared/model/fold.ts';
import { foldSet, type PatternSet } from './pattern-set.ts';

/** A pattern as a tree. Literal text is folded, as the text is that the pattern runs on. */
export type PatternNode =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'set'; readonly set: PatternSet }
  /** Consumes nothing: an anchor, a word boundary, flags. */
  | { readonly type: 'assertion'; readonly source: string }
  | { readonly type: 'sequence'; readonly items: readonly PatternNode[] }
  | { readonly type: 'choice'; readonly branches: readonly PatternNode[] }
  | { readonly type: 'group'; readonly open: string; readonly item: PatternNode }
  | { readonly type: 'repeat'; readonly item: PatternNode; readonly min: number; readonly operator: string };

/** Why a pattern can't be read; `position` is an offset into it. */
export class PatternSyntaxError extends Error {
  readonly reason: 'syntax' | 'look-around' | 'backreference';
  readonly position: number;

  constructor(reason: PatternSyntaxError['reason'], position: number) {
    super(reason);
    this.reason = reason;
    this.position = position;
  }
}

const maxDepth = 50;
const repeat = /[*+?]\??|\{(\d{1,4})(?:,\d{0,4})?\}\??/y;
const groupOpening = /\(\?(?:P?<[A-Za-z_]\w*>|([A-Za-z-]*)([:)]))/y;
const lookAround = /\(\?<?[=!]/y;
const namedReference = /\(\?P=|\\k[<{']/y;
const numberedReference = /\\[1-9](?![0-7])/y;
const codeEscape = /\\(?:x([0-9A-Fa-f]{2})|x\{([0-9A-Fa-f]{1,6})\}|([0-7]{1,3}))/y;
const unicodeClass = /\\[pP](?:\{\^?\w+\}|[A-Z])/y;
const posixClass = /\[:\^?[a-z]+:\]/y;
const controlEscapes: Readonly<Record<string, string>> = {
  a: '\x07',
  f: '\f',
  t: '\t',
  n: '\n',
  r: '\r',
  v: '\v',
};

/**
 * Reads a pattern in RE2 syntax (https://github.com/google/re2/wiki/Syntax). It accepts a little more than RE2, which
 * has the last word. Throws a PatternSyntaxError.
 */
export function parsePattern(source: string): PatternNode {
  return new Parser(source).parse();
}

class Parser {
  readonly #source: string;
  #at = 0;
  #depth = 0;

  constructor(source: string) {
    this.#source = source;
  }

  parse(): PatternNode {
    const node = this.#choice();
    if (this.#at < this.#source.length) throw this.#error();
    return node;
  }

  #error(reason: PatternSyntaxError['reason'] = 'syntax', position = this.#at): PatternSyntaxError {
    return new PatternSyntaxError(reason, position);
  }

  #match(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.#at;
    const match = expression.exec(this.#source);
    if (match !== null) this.#at = expression.lastIndex;
    return match;
  }

  #take(text: string): boolean {
    const taken = this.#source.startsWith(text, this.#at);
    if (taken) this.#at += text.length;
    return taken;
  }

  #character(): string {
    const codePoint = this.#source.codePointAt(this.#at);
    if (codePoint === undefined) throw this.#error();
    const character = String.fromCodePoint(codePoint);
    this.#at += character.length;
    return character;
  }

  #choice(): PatternNode {
    if (++this.#depth > maxDepth) throw this.#error();
    const branches = [this.#sequence()];
    while (this.#take('|')) branches.push(this.#sequence());
    this.#depth--;
    return { type: 'choice', branches };
  }

  #sequence(): PatternNode {
    const items: PatternNode[] = [];
    while (this.#at < this.#source.length && !'|)'.includes(this.#source.charAt(this.#at))) {
      let item = this.#atom();
      let operator = this.#match(repeat);
      while (operator !== null) {
        const [text, count] = operator;
        const min = count === undefined ? (text.startsWith('+') ? 1 : 0) : Number(count);
        item = { type: 'repeat', item, min, operator: text };
        operator = this.#match(repeat);
      }
      items.push(item);
    }
    return { type: 'sequence', items };
  }

  #atom(): PatternNode {
    const next = this.#source.charAt(this.#at);
    if ('*+?'.includes(next)) throw this.#error();
    if (next === '(') return this.#group();
    if (next === '[') return { type: 'set', set: this.#set() };
    if (next === '\\') return this.#escape();
    if (this.#take('.')) return { type: 'set', set: { source: '.', members: null } };
    if (this.#take('^') || this.#take('$')) return { type: 'assertion', source: next };
    return { type: 'text', text: fold(this.#character()).text };
  }

  #group(): PatternNode {
    const start = this.#at;
    if (this.#match(lookAround)) throw this.#error('look-around', start);
    if (this.#match(namedReference)) throw this.#error('backreference', start);
    const opening = this.#match(groupOpening);
    if (opening === null && (this.#source.startsWith('(?', start) || !this.#take('('))) throw this.#error();
    const flags = (opening?.[1] ?? '').replaceAll('i', '').replace(/-$/, '');
    if (opening?.[2] === ')') return { type: 'assertion', source: flags === '' ? '(?:)' : `(?${flags})` };
    const item = this.#choice();
    if (!this.#take(')')) throw this.#error('syntax', start);
    return { type: 'group', open: flags === '' ? '(?:' : `(?${flags}:`, item };
  }

  #escape(): PatternNode {
    const start = this.#at;
    if (this.#match(numberedReference) || this.#match(namedReference))
      throw this.#error('backreference', start);
    if (this.#take('\\Q')) return this.#quoted();
    const next = this.#source.charAt(start + 1);
    if ('bBAz'.includes(next) && next !== '') {
      this.#at += 2;
      return { type: 'assertion', source: `\\${next}` };
    }
    const named = this.#setEscape();
    if (named === null) return { type: 'text', text: fold(this.#escapedCharacter()).text };
    return { type: 'set', set: foldSet([], [named], false) };
  }

  #quoted(): PatternNode {
    const end = this.#source.indexOf('\\E', this.#at);
    const text = this.#source.slice(this.#at, end < 0 ? undefined : end);
    this.#at = end < 0 ? this.#source.length : end + 2;
    return {
      type: 'sequence',
      items: Array.from(text, (one) => ({ type: 'text', text: fold(one).text }) as const),
    };
  }

  /** An escape that stands for a set of characters, or null. */
  #setEscape(): string | null {
    const unicode = this.#match(unicodeClass);
    if (unicode !== null) return unicode[0];
    const next = this.#source.charAt(this.#at + 1);
    if (next === '' || !'dDsSwW'.includes(next)) return null;
    this.#at += 2;
    return `\\${next}`;
  }

  #escapedCharacter(): string {
    const start = this.#at;
    const code = this.#match(codeEscape);
    if (code !== null) {
      const [, two, braced, octal] = code;
      const codePoint =
        octal === undefined ? Number.parseInt(two ?? braced ?? '', 16) : Number.parseInt(octal, 8);
      if (codePoint > 0x10ffff) throw this.#error('syntax', start);
      return String.fromCodePoint(codePoint);
    }
    this.#at++;
    const character = this.#character();
    const control = controlEscapes[character];
    if (control !== undefined) return control;
    if (/[\p{L}\p{N}]/u.test(character)) throw this.#error('syntax', start);
    return character;
  }

  #set(): PatternSet {
    const start = this.#at++;
    const negated = this.#take('^');
    const classes: string[] = [];
    const ranges: [number, number][] = [];
    do {
      if (this.#at >= this.#source.length) throw this.#error('syntax', start);
      const named =
        this.#match(posixClass)?.[0] ?? (this.#source.charAt(this.#at) === '\\' ? this.#setEscape() : null);
      if (named === null) ranges.push(this.#range());
      else classes.push(named);
    } while (!this.#take(']'));
    return foldSet(ranges, classes, negated);
  }

  #range(): [number, number] {
    const start = this.#at;
    const from = this.#setCharacter();
    const open = this.#source.charAt(this.#at) === '-' && this.#source.charAt(this.#at + 1) !== ']';
    if (!open) return [from, from];
    this.#at++;
    const to = this.#setCharacter();
    if (to < from) throw this.#error('syntax', start);
    return [from, to];
  }

  #setCharacter(): number {
    const escaped = this.#source.charAt(this.#at) === '\\';
    return (escaped ? this.#escapedCharacter() : this.#character()).codePointAt(0) ?? 0;
  }
}
