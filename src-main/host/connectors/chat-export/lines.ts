const carriageReturn = 0x0d;

/** Takes lines as ranges of a larger text, so that nothing is copied that nobody keeps. */
export interface LineHandler {
  /** A line without its end; `afterCrlf` tells that the one before it ended in CR LF, null that there was none. */
  line(text: string, start: number, stop: number, afterCrlf: boolean | null): void;
  /** More of the last line, which was too long for one block. */
  more(text: string, start: number, stop: number): void;
}

/** Cuts blocks of text into lines. */
export class LineSplitter {
  readonly #handler: LineHandler;
  #afterCrlf: boolean | null = null;
  #open = false;

  constructor(handler: LineHandler) {
    this.#handler = handler;
  }

  feed(text: string): void {
    const length = text.length;
    let at = 0;
    while (at < length) {
      const feed = text.indexOf('\n', at);
      const crlf = feed > at && text.charCodeAt(feed - 1) === carriageReturn;
      const stop = feed < 0 ? length : crlf ? feed - 1 : feed;
      if (this.#open) this.#handler.more(text, at, stop);
      else this.#handler.line(text, at, stop, this.#afterCrlf);
      this.#open = feed < 0;
      this.#afterCrlf = crlf;
      at = feed < 0 ? length : feed + 1;
    }
  }
}
