import { foldWord, wordsOf } from './search-text.ts';

/** A word or phrase to look for; with `prefix` its last word may go on. */
export interface SearchTerm {
  /** As it was typed, for the index to fold in its own way. */
  readonly typed: string;
  /** As they are compared with the words of a text. */
  readonly words: readonly string[];
  readonly prefix: boolean;
}

/** A query as it was understood. */
export interface ParsedQuery {
  /** An FTS5 expression of quoted terms; null when there is nothing to look for. */
  readonly expression: string | null;
  /** What a hit contains, for highlighting; excluded words are not among them. */
  readonly terms: readonly SearchTerm[];
  readonly problem: 'empty' | 'only-not' | 'too-many-words' | null;
}

type Node =
  | { readonly type: 'term'; readonly term: SearchTerm }
  | { readonly type: 'not'; readonly of: Node }
  | { readonly type: 'and' | 'or'; readonly of: readonly Node[] };

type Token =
  | { readonly type: 'term'; readonly term: Node; readonly negated: boolean }
  | { readonly type: 'and' | 'or' | 'not' | 'open' | 'close' };

const maxTerms = 64;
const maxDepth = 16;
/** A telephone number in groups counts as one thing; then phrases, brackets and words. */
const tokenPattern =
  /(?<!\S)(\+?(?:\d{1,4}[ -]){0,3}\(?\d{1,5}\)?[ -]?\d[\d -]{4,16}\d)(?!\S)|(-?)"([^"]*)"?(\*?)|[()]|(-?)([^\s()"]+)/gu;

/** What else counts as a word or a number that was typed: other words or phrases, each with spaces between its words. */
export type Alternatives = (typed: string) => readonly string[];

function termOf(text: string, prefix: boolean): SearchTerm | null {
  const typed = wordsOf(text).map(({ start, end }) => text.slice(start, end));
  return typed.length === 0 ? null : { typed: typed.join(' '), words: typed.map(foldWord), prefix };
}

function nodeOf(texts: readonly string[]): Node | null {
  const terms = texts.map((text) => termOf(text, false)).filter((term) => term !== null);
  const different = terms.filter(
    ({ words }, index) => terms.findIndex((other) => other.words.join(' ') === words.join(' ')) === index,
  );
  return group(
    'or',
    different.map((term) => ({ type: 'term', term })),
  );
}

function tokenize(query: string, alternatives: Alternatives): Token[] {
  const tokens: Token[] = [];
  const add = (term: Node | null, negated: boolean) => {
    if (term !== null) tokens.push({ type: 'term', term, negated });
  };
  const addTerm = (text: string, prefix: boolean, negated: boolean) => {
    const term = termOf(text, prefix);
    add(term === null ? null : { type: 'term', term }, negated);
  };
  const addNumber = (text: string) => {
    const parts = text.split(/\s+/).map((part) => nodeOf([part]));
    const asWords = group(
      'and',
      parts.filter((part) => part !== null),
    );
    const spellings = nodeOf(alternatives(text));
    add(
      group(
        'or',
        [spellings, asWords].filter((node) => node !== null),
      ),
      false,
    );
  };
  for (const match of query.matchAll(tokenPattern)) {
    const [token, number, phraseMinus, phrase, phraseStar, wordMinus, text] = match;
    if (number !== undefined) addNumber(number);
    else if (token === '(') tokens.push({ type: 'open' });
    else if (token === ')') tokens.push({ type: 'close' });
    else if (phrase !== undefined) addTerm(phrase, phraseStar === '*', phraseMinus === '-');
    else if (token === 'AND') tokens.push({ type: 'and' });
    else if (token === 'OR') tokens.push({ type: 'or' });
    else if (token === 'NOT') tokens.push({ type: 'not' });
    else if (text?.endsWith('*')) addTerm(text, true, wordMinus === '-');
    else if (text !== undefined) {
      add(nodeOf([text, ...alternatives(text)]), wordMinus === '-');
    }
  }
  return tokens;
}

/** Reads tokens as a tree; what makes no sense (a lone operator, an open bracket) is passed over. */
function parse(tokens: readonly Token[]): Node | null {
  let at = 0;

  function any(depth: number): Node | null {
    const choices: Node[] = [];
    for (;;) {
      const choice = all(depth);
      if (choice !== null) choices.push(choice);
      if (tokens[at]?.type !== 'or') break;
      at += 1;
    }
    return group('or', choices);
  }

  function all(depth: number): Node | null {
    const parts: Node[] = [];
    let negate = false;
    for (;;) {
      const token = tokens[at];
      if (token === undefined || token.type === 'or') break;
      if (token.type === 'close') {
        if (depth > 0) break;
        at += 1;
        continue;
      }
      at += 1;
      if (token.type === 'and') continue;
      if (token.type === 'not') {
        negate = true;
        continue;
      }
      const part = token.type === 'term' ? termNode(token) : bracket(depth);
      if (part !== null) parts.push(negate ? { type: 'not', of: part } : part);
      negate = false;
    }
    return group('and', parts);
  }

  function bracket(depth: number): Node | null {
    if (depth >= maxDepth) return null;
    const inside = any(depth + 1);
    if (tokens[at]?.type === 'close') at += 1;
    return inside;
  }

  return any(0);
}

function termNode({ term, negated }: Token & { type: 'term' }): Node {
  return negated ? { type: 'not', of: term } : term;
}

function group(type: 'and' | 'or', of: readonly Node[]): Node | null {
  const [only] = of;
  if (only === undefined) return null;
  return of.length === 1 ? only : { type, of };
}

/** The FTS5 text of a tree; null when nothing but exclusions is in it. */
function render(node: Node): string | null {
  switch (node.type) {
    case 'term':
      return `"${node.term.typed}"${node.term.prefix ? '*' : ''}`;
    case 'not':
      return null;
    case 'or': {
      const choices = node.of.map(render).filter((choice) => choice !== null);
      return choices.length === 0 ? null : `(${choices.join(' OR ')})`;
    }
    case 'and': {
      const wanted = node.of.map(render).filter((part) => part !== null);
      if (wanted.length === 0) return null;
      const unwanted = node.of
        .map((part) => (part.type === 'not' ? render(part.of) : null))
        .filter((part) => part !== null);
      return `(${[wanted.join(' AND '), ...unwanted].join(' NOT ')})`;
    }
  }
}

function wantedTerms(node: Node): SearchTerm[] {
  switch (node.type) {
    case 'term':
      return [node.term];
    case 'not':
      return [];
    case 'and':
    case 'or':
      return node.of.flatMap(wantedTerms);
  }
}

/**
 * Understands what a person types: words, "phrases", prefix*, AND, OR, NOT or -word, and brackets. Never throws;
 * operators count in capitals only, and everything else is a word to look for. What stands in quotation marks or ends in an
 * asterisk has no `alternatives`.
 */
export function parseQuery(query: string, alternatives: Alternatives = () => []): ParsedQuery {
  const tokens = tokenize(query, alternatives);
  const words = tokens.filter((token) => token.type === 'term').length;
  if (words === 0) return { expression: null, terms: [], problem: 'empty' };
  if (words > maxTerms) return { expression: null, terms: [], problem: 'too-many-words' };
  const tree = parse(tokens);
  const expression = tree === null ? null : render(tree);
  if (tree === null || expression === null) return { expression: null, terms: [], problem: 'only-not' };
  return { expression, terms: wantedTerms(tree), problem: null };
}
