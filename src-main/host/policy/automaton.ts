import { foldCharacter, isWordUnit } from '#shared/model/fold.ts';

/** One thing to look for: folded text that contains a word character. At its ends, a separator means a word ends. */
export interface AutomatonEntry {
  readonly literal: string;
  readonly id: number;
}

/** A set of small numbers that is cheap to fill and to clear. */
export class Found {
  readonly ids: number[] = [];
  readonly #has: Uint8Array;

  constructor(size: number) {
    this.#has = new Uint8Array(size);
  }

  add(id: number): void {
    if (this.#has[id] === 1) return;
    this.#has[id] = 1;
    this.ids.push(id);
  }

  clear(): void {
    for (const id of this.ids) this.#has[id] = 0;
    this.ids.length = 0;
  }
}

/** Classes of units. Symbols that entries use have their own from `firstSymbol` on, shared when there are many. */
const notYetKnown = 0;
const special = 1;
const separator = 2;
const otherWordUnit = 3;
const ignored = 4;
const firstSymbol = 5;
const maxSymbols = 96;

/** The trie's first two states: nothing read that matters, and a separator. */
const root = 0;
const atSeparator = 1;

/** The symbol for a unit of folded text: a space for all that is not part of words, 0 for all digits. */
function symbolOf(unit: number): string {
  if (unit >= 0x30 && unit <= 0x39) return '0';
  return isWordUnit(unit) ? String.fromCharCode(unit) : ' ';
}

/** What lies between two words is one space, however much it is. */
function toSymbols(literal: string): string {
  let symbols = '';
  for (let at = 0; at < literal.length; at++) {
    const symbol = symbolOf(literal.charCodeAt(at));
    if (symbol !== ' ' || !symbols.endsWith(' ')) symbols += symbol;
  }
  return symbols;
}

function classify(literals: readonly string[]): ReadonlyMap<string, number> {
  const classes = new Map([[' ', separator]]);
  for (const literal of literals) {
    for (const symbol of literal) {
      if (!classes.has(symbol)) classes.set(symbol, firstSymbol + ((classes.size - 1) % maxSymbols));
    }
  }
  return classes;
}

interface Trie {
  readonly width: number;
  readonly size: number;
  /** State times width plus class: the next state, 0 where there is none. */
  readonly edges: Int32Array;
  /** Ids of the entries that end in a state. */
  readonly ids: readonly number[][];
}

function buildTrie(entries: readonly AutomatonEntry[], classes: ReadonlyMap<string, number>): Trie {
  const width = firstSymbol + Math.min(classes.size - 1, maxSymbols);
  const capacity = entries.reduce((total, { literal }) => total + literal.length, 2);
  const edges = new Int32Array(capacity * width);
  const ids: number[][] = [[], []];
  edges[root * width + separator] = atSeparator;
  for (const { literal, id } of entries) {
    let state = root;
    for (const symbol of literal) {
      const edge = state * width + (classes.get(symbol) ?? otherWordUnit);
      state = edges[edge] || ids.push([]) - 1;
      edges[edge] = state;
    }
    ids[state]?.push(id);
  }
  return { width, size: ids.length, edges, ids };
}

interface Links {
  /** States by depth, so that what a state falls back to comes before it. */
  readonly order: readonly number[];
  /** The longest other state that ends with some of what this state has read, and the longest with ids of its own. */
  readonly outputLink: Int32Array;
}

/** Adds to the trie's edges those for everything that leads back, and tells which shorter entries a state ends with. */
function complete({ width, size, edges, ids }: Trie): Links {
  const fallback = new Int32Array(size);
  const outputLink = new Int32Array(size);
  const order = [root];
  const endsWithSeparator = new Uint8Array(size);
  for (const state of order) {
    const back = fallback[state] ?? root;
    outputLink[state] = ids[back]?.length ? back : (outputLink[back] ?? root);
    for (let symbol = separator; symbol < width; symbol++) {
      const edge = state * width + symbol;
      const child = edges[edge] ?? root;
      const elsewhere = state === root ? root : (edges[back * width + symbol] ?? root);
      if (symbol === ignored || (symbol === separator && endsWithSeparator[state] === 1)) edges[edge] = state;
      else if (child === root) edges[edge] = elsewhere;
      else {
        fallback[child] = elsewhere;
        if (symbol === separator) endsWithSeparator[child] = 1;
        order.push(child);
      }
    }
  }
  return { order, outputLink };
}

/**
 * Tells which entries may occur in a text, in one pass over its units and never missing one: an Aho-Corasick
 * automaton with a dense transition table (Aho, Corasick: Efficient string matching, 1975) over symbols, which are
 * the folded units of words, digits as one, with a separator between two words, before the first and after the last.
 */
export class Automaton {
  readonly #symbolClasses: ReadonlyMap<string, number>;
  /** Classes of UTF-16 units, learned as units are seen. */
  readonly #classes = new Uint8Array(0x10000);
  readonly #width: number;
  /** Row of a state plus class of a unit: the row of the next state. Rows with output come last, then the stop. */
  readonly #next: Int32Array;
  readonly #start: number;
  readonly #firstOutput: number;
  readonly #stop: number;
  /** From row number less that of the first with output: ids found there. */
  readonly #outputs: readonly (readonly number[])[];
  readonly #outputLinks: Int32Array;

  constructor(entries: readonly AutomatonEntry[]) {
    const inSymbols = entries.map(({ literal, id }) => ({ literal: toSymbols(literal), id }));
    this.#symbolClasses = classify(inSymbols.map(({ literal }) => literal));
    const trie = buildTrie(inSymbols, this.#symbolClasses);
    const { order, outputLink } = complete(trie);
    const hasOutput = (state: number) => trie.ids[state]?.length !== 0 || outputLink[state] !== root;
    const withOutput = order.filter(hasOutput);
    const states = [...order.filter((state) => !hasOutput(state)), ...withOutput];
    const rows = new Int32Array(trie.size);
    for (const [row, state] of states.entries()) rows[state] = row * trie.width;

    this.#width = trie.width;
    this.#start = rows[atSeparator] ?? 0;
    this.#stop = states.length * trie.width;
    this.#firstOutput = (states.length - withOutput.length) * trie.width;
    this.#outputs = withOutput.map((state) => trie.ids[state] ?? []);
    this.#outputLinks = Int32Array.from(withOutput, (state) => {
      const link = outputLink[state] ?? root;
      return link === root ? -1 : (rows[link] ?? 0);
    });
    this.#next = new Int32Array(this.#stop);
    for (const [row, state] of states.entries()) {
      const from = row * trie.width;
      this.#next[from + notYetKnown] = this.#stop;
      this.#next[from + special] = this.#stop;
      for (let symbol = separator; symbol < trie.width; symbol++) {
        this.#next[from + symbol] = rows[trie.edges[state * trie.width + symbol] ?? root] ?? 0;
      }
    }
  }

  /**
   * Adds to `found` the ids of the entries that may occur in a text, folded or not. False when it met a character
   * that changes the one before it: then the text has to be folded first.
   */
  scan(text: string, found: Found): boolean {
    const next = this.#next;
    const classes = this.#classes;
    const firstOutput = this.#firstOutput;
    let row = this.#start;
    for (let at = 0; at < text.length; at++) {
      const before = row;
      row = next[row + (classes[text.charCodeAt(at)] ?? special)] ?? 0;
      if (row < firstOutput) continue;
      if (row === this.#stop) {
        const codePoint = text.codePointAt(at) ?? 0;
        const folded = foldCharacter(codePoint);
        if (folded === null) return false;
        row = this.#read(folded, before, found);
        if (codePoint > 0xffff) at++;
        else this.#learn(codePoint, folded);
      } else this.#report(row, found);
    }
    this.#read(' ', row, found);
    return true;
  }

  #read(folded: string, from: number, found: Found): number {
    let row = from;
    for (let at = 0; at < folded.length; at++) {
      row = this.#next[row + this.#classOf(folded, at)] ?? 0;
      if (row >= this.#firstOutput) this.#report(row, found);
    }
    return row;
  }

  #classOf(folded: string, at: number): number {
    return this.#symbolClasses.get(symbolOf(folded.charCodeAt(at))) ?? otherWordUnit;
  }

  #learn(unit: number, folded: string): void {
    const surrogate = (unit & 0xf800) === 0xd800;
    if (folded.length <= 1 && !surrogate)
      this.#classes[unit] = folded === '' ? ignored : this.#classOf(folded, 0);
    else this.#classes[unit] = special;
  }

  #report(row: number, found: Found): void {
    let from = row;
    while (from >= 0) {
      const output = (from - this.#firstOutput) / this.#width;
      for (const id of this.#outputs[output] ?? []) found.add(id);
      from = this.#outputLinks[output] ?? -1;
    }
  }
}
