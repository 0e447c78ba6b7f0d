/** What a notice's text can say about the case at hand, written as `{{name}}`. */
export const noticeFields = ['company', 'employee', 'line', 'number', 'retention'] as const;
export type NoticeField = (typeof noticeFields)[number];

/** The values of a case: `number` is '' while the line's is not known, `retention` is in words. */
export type NoticeFacts = Readonly<Record<NoticeField, string>>;

/** Without these a text does not say to whom it is and about what. */
const required = ['company', 'employee', 'line'] as const satisfies readonly NoticeField[];
const field = /\{\{([^{}]*)\}\}/g;

/** A text with the facts filled in; a value that looks like a field stays as it is. */
export function fillNotice(template: string, facts: NoticeFacts): string {
  const values = new Map<string, string>(Object.entries(facts));
  return template
    .replaceAll(field, (all, name: string) => values.get(name) ?? all)
    .replaceAll(/[ \t]+$/gm, '');
}

/** The fields that a text lacks, and those that it has and nobody can fill in. */
export function noticeTextProblems(template: string): { missing: NoticeField[]; unknown: string[] } {
  const used = new Set([...template.matchAll(field)].map(([, name = '']) => name));
  const known = new Set<string>(noticeFields);
  return {
    missing: required.filter((name) => !used.has(name)),
    unknown: [...used].filter((name) => !known.has(name)),
  };
}
