import { AuthorSplitter, endsName } from './authors.ts';
import { isNotice, readBody } from './body.ts';
import { detached, isMark } from './chars.ts';
import { DateOrderEvidence, type DateOrderVerdict } from './date-order.ts';
import { StrangerWatch, type Standing } from './forged.ts';
import { formFacts, HeaderScanner } from './header.ts';
import type { LineHandler } from './lines.ts';
import { englishWords } from './markers.ts';
import type { ChatExportAuthor, ChatGrammar } from './types.ts';

/** Authors and files counted one by one; a group has at most a thousand members. */
const maximumAuthors = 5000;
const maximumFiles = 50_000;
/** An author with so many lines that have one colon only is no part of a longer name. */
const settledLines = 2;
/** So many lines that all go on alike make a name with a colon. */
const alikeLines = 5;
const longestSecondName = 64;
/** Headers out of time, beyond which the clock rather than a person is the cause: at least so many, and this share. */
const unsteadySteps = 8;
const unsteadyShare = 0.005;

const groupWords =
  /\b(?:group|grupo|gruppe|groupe|gruppo|groep|grup|grupp)\b|групп|群組|群组|グループ|그룹/iu;

/** What the lines of one author say about him. */
interface AuthorSurvey extends Standing {
  readonly name: string;
  messages: number;
  /** Of the messages, those that a bare LF precedes. */
  afterLf: number;
  /** Lines that WhatsApp wrote in his name and that may be notices. */
  unexplained: number;
  /** Lines with no second `: ` near. */
  simple: number;
  /** What stands between the first and a second `: `, as long as it is always the same. */
  second: string | null;
  secondLines: number;
  /** What follows the first colon and ends in `?` or `!` before the next one: no prose does, so it is in the name. */
  odd: string | null;
  oddLines: number;
}

/** Everything the first pass finds in the headers of one form. */
export class Survey implements LineHandler {
  readonly form: number;
  readonly evidence: DateOrderEvidence;
  readonly fileNames = new Set<string>();
  headers = 0;
  notices = 0;
  noticesAfterLf = 0;
  leftOut = 0;
  /** In whose name a notice was written who wrote nothing himself: on iOS that is the group. */
  groupName: string | null = null;
  looksLikeGroup = false;

  readonly #scanner = new HeaderScanner();
  readonly #splitter = new AuthorSplitter([]);
  readonly #authors = new Map<string, AuthorSurvey>();
  readonly #strangers = new StrangerWatch();
  #periodText = '';
  #unpadded = false;
  #english = false;
  #headersAfterCrlf = 0;
  #headersAfterLf = 0;

  constructor(form: number, sample: string) {
    this.form = form;
    this.evidence = new DateOrderEvidence(form);
    this.#english = englishWords.test(sample);
  }

  line(text: string, start: number, stop: number, afterCrlf: boolean | null): void {
    const scanner = this.#scanner;
    if (scanner.scan(text, start, stop) !== 'header' || scanner.form !== this.form) {
      this.#strangers.line();
      return;
    }
    this.evidence.add(scanner.first, scanner.second, scanner.third, scanner.time);
    if (scanner.unpadded) this.#unpadded = true;
    if (this.#periodText === '') this.#periodText = scanner.periodText;
    this.headers++;
    const afterLf = afterCrlf === false;
    if (afterLf) this.#headersAfterLf++;
    else if (afterCrlf === true) this.#headersAfterCrlf++;
    const author = this.#splitter.split(text, scanner.end, stop);
    let standing: Standing | null = null;
    if (author === null) this.#notice(text.slice(scanner.end, stop), afterLf);
    else standing = this.#message(author, text, this.#splitter.bodyStart, stop, afterLf);
    this.#strangers.header(standing, scanner.first, scanner.second, scanner.third, scanner.time);
  }

  more(): void {
    // The rest of an endless line tells nothing.
  }

  #notice(words: string, afterLf: boolean): void {
    this.notices++;
    if (afterLf) this.noticesAfterLf++;
    if (!this.looksLikeGroup) this.looksLikeGroup = groupWords.test(words);
  }

  /** Counts a message; returns its author, null where it is a notice. */
  #message(
    name: string,
    text: string,
    bodyStart: number,
    stop: number,
    afterLf: boolean,
  ): AuthorSurvey | null {
    const author = this.#author(name);
    if (author === null) return null;
    if (author.simple < settledLines || author.odd !== null) this.#names(author, text, bodyStart, stop);
    const first = text.charCodeAt(bodyStart);
    const last = text.charCodeAt(stop - 1);
    if (isMark(first) || last === 0x3e || last === 0x29) {
      const words = text.slice(bodyStart, stop);
      const body = readBody(words);
      if (body !== null && body.unexplained) {
        if (this.headers === 1 || isNotice(body.text, name)) this.#noticeOf(author, words);
        else author.unexplained++;
        return null;
      }
      const file = body?.attachment;
      if (file?.missing === 'left-out') this.leftOut++;
      else if (file?.name !== undefined && file.name !== null && this.fileNames.size < maximumFiles) {
        this.fileNames.add(detached(file.name));
      }
    }
    author.messages++;
    if (afterLf) author.afterLf++;
    return author;
  }

  #noticeOf(author: AuthorSurvey, words: string): void {
    this.#notice(words, false);
    this.groupName ??= author.name;
  }

  #author(name: string): AuthorSurvey | null {
    const known = this.#authors.get(name);
    if (known !== undefined) return known;
    if (this.#authors.size >= maximumAuthors) return null;
    const author: AuthorSurvey = {
      name,
      messages: 0,
      afterLf: 0,
      unexplained: 0,
      simple: 0,
      second: null,
      secondLines: 0,
      odd: null,
      oddLines: 0,
      standsAlone: false,
      hasOwnMinute: false,
    };
    this.#authors.set(name, author);
    return author;
  }

  #names(author: AuthorSurvey, text: string, bodyStart: number, stop: number): void {
    const limit = Math.min(stop, bodyStart + longestSecondName);
    let at = bodyStart;
    while (at < limit && !endsName(text, at, stop)) at++;
    if (at === limit) {
      author.simple++;
      return;
    }
    const second = text.slice(bodyStart, at);
    if (author.secondLines === 0) author.second = detached(second);
    else if (author.second !== second) author.second = null;
    author.secondLines++;
    if (/[?!]$/u.test(second)) author.odd ??= detached(second);
    if (author.odd === second) author.oddLines++;
  }

  /** Once the whole file was seen. */
  finish(): SurveyResult | null {
    const verdict = this.evidence.verdict({
      english: this.#english,
      periodText: this.#periodText,
      unpadded: this.#unpadded,
    });
    if (verdict === null) return null;
    this.#strangers.end();
    const lineEndsTell = this.#headersAfterCrlf > this.#headersAfterLf;
    const authors: ChatExportAuthor[] = [];
    const colonNames: string[] = [];
    const authorless: string[] = [];
    const touching: string[] = [];
    const strangers: string[] = [];
    let notices = this.notices - (lineEndsTell ? this.noticesAfterLf : 0);
    for (const author of this.#authors.values()) {
      const own = author.messages - (lineEndsTell ? author.afterLf : 0);
      if (own === 0) {
        notices += author.unexplained;
        if (author.unexplained > 0) authorless.push(author.name);
        continue;
      }
      if (!author.standsAlone && !lineEndsTell) {
        touching.push(author.name);
        if (!author.hasOwnMinute) strangers.push(author.name);
      }
      const longer = longerName(author);
      const longerLines = longer === null ? 0 : Math.min(longer.lines, own);
      if (longer !== null) colonNames.push(longer.name);
      if (longer !== null && longerLines > 0) authors.push({ name: longer.name, messages: longerLines });
      const messages = own - longerLines + author.unexplained;
      if (messages > 0) authors.push({ name: author.name, messages });
    }
    const [groupName = this.groupName] = authorless;
    const isAuthor = authors.some((author) => author.name === groupName);
    return {
      verdict,
      authors: authors.toSorted((a, b) => b.messages - a.messages),
      notices,
      groupName: isAuthor ? null : groupName,
      touching,
      grammar: {
        form: this.form,
        colonNames,
        lineEndsTell,
        strangers,
        unsteadyClock: verdict.backward > unsteadySteps && verdict.backward > this.headers * unsteadyShare,
      },
      clock12: formFacts(this.form).clock12,
    };
  }
}

/** The name with a colon inside that an author really has, and how many lines begin with it. */
function longerName(author: AuthorSurvey): { name: string; lines: number } | null {
  const { name, simple, second, secondLines, odd, oddLines } = author;
  if (simple === 0 && second !== null && secondLines >= alikeLines) {
    return { name: `${name}: ${second}`, lines: secondLines };
  }
  return simple < settledLines && odd !== null ? { name: `${name}: ${odd}`, lines: oddLines } : null;
}

/** What a survey comes to. */
export interface SurveyResult {
  readonly verdict: DateOrderVerdict;
  readonly authors: readonly ChatExportAuthor[];
  readonly notices: number;
  readonly groupName: string | null;
  /** Authors all of whose messages touch text (see forged.ts). */
  readonly touching: readonly string[];
  readonly grammar: ChatGrammar;
  readonly clock12: boolean;
}
