import { wholeScope, type ExportScope, type ExportSearch } from '#shared/model/export.ts';
import type { Format } from '../../i18n/format.ts';

/** What a person enters about a selection; calendar dates as they are typed. */
export interface ScopeDraft extends Pick<ExportScope, 'conversationId' | 'lineId' | 'employee'> {
  readonly contact: { readonly id: number; readonly name: string } | null;
  readonly query: string;
  /** What else a search was narrowed to, where the selection comes from one. */
  readonly search: Omit<ExportSearch, 'query'> | null;
  /** 2026-03-03, or empty. */
  readonly from: string;
  /** The last day that counts, or empty. */
  readonly to: string;
}

const dayBefore = 1;

/** The form for a selection. */
export function draftOf(scope: ExportScope, format: Format): ScopeDraft {
  const { conversationId, lineId, employee, from, to, search } = scope;
  return {
    conversationId,
    lineId,
    employee,
    contact: null,
    query: search?.query ?? '',
    search: narrowingOf(search),
    from: from === null ? '' : format.isoDate(from),
    to: to === null ? '' : format.isoDate(to - dayBefore),
  };
}

/** The selection that a form says. */
export function scopeOf(draft: ScopeDraft, format: Format): ExportScope {
  const { conversationId, lineId, employee, contact, query, search, from, to } = draft;
  const words = query.trim();
  const isSearch = words !== '' || search !== null;
  return {
    ...wholeScope,
    conversationId,
    lineId,
    employee,
    contactId: contact?.id ?? null,
    from: format.startOfDay(from),
    to: format.startOfDay(to, 1),
    search: isSearch ? { contact: null, direction: null, kind: null, ...search, query: words } : null,
  };
}

/** What a search was narrowed to beside its words; null for nothing. */
function narrowingOf(search: ExportSearch | null): ScopeDraft['search'] {
  if (search === null) return null;
  const { query, ...narrowing } = search;
  const { contact, direction, kind, wording } = narrowing;
  const isWide = contact === null && direction === null && kind === null;
  return isWide && (query === '' || wording === undefined) ? null : narrowing;
}
