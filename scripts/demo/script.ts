/** What somebody sends; files are in `resources/demo/day/`, `as` names a message for later steps, `answers` one that is quoted. */
export type Content =
  | { readonly text: string; readonly as?: string; readonly answers?: string }
  | { readonly photo: string; readonly caption?: string }
  | { readonly voice: string; readonly seconds: number }
  | { readonly document: string; readonly name: string }
  | { readonly react: string; readonly emoji: string }
  | { readonly edit: string; readonly text: string }
  | { readonly erase: string }
  | { readonly poll: string; readonly options: readonly string[]; readonly as: string }
  | { readonly vote: string; readonly options: readonly string[] };

/** One thing that happens. */
export type Step = Content & {
  /** Seconds after the step before. */
  readonly after: number;
  /** The person or group whose chat it is. */
  readonly chat: string;
  /** Who writes: somebody of the group, or the line's own phone; the person whose chat it is when left out. */
  readonly by?: string;
};

/** Somebody who writes to the line. */
export interface Role {
  readonly name: string;
  readonly number: string;
}

/** A little talk that can take place again and again: the person and the phone write in turn. */
export interface SmallTalk {
  /** Who may have it. */
  readonly people: readonly string[];
  /** What they say; `{a|b}` is one of several words. */
  readonly lines: readonly string[];
}

/** What happens on the line while the demo runs. */
export interface Day {
  readonly people: Readonly<Record<string, Role>>;
  readonly groups: Readonly<
    Record<string, { readonly subject: string; readonly members: readonly string[] }>
  >;
  /** Once, from the beginning. */
  readonly steps: readonly Step[];
  /** Then, one after the other and over again. */
  readonly smallTalk: readonly SmallTalk[];
}

/** The line's own phone, in `by`. */
export const phone = 'phone';
