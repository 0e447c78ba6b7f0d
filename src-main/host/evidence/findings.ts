import type { RowKind } from '#host/archive/ledger-kinds.ts';

/** Something in an archive that is not what its ledger says. `seq` is the number of the ledger's entry. */
export type Finding =
  /** An entry that does not follow from the one before it: it, or one before it, was changed, moved or put in. */
  | { readonly type: 'chain-broken'; readonly seq: number }
  /** Entries are gone. */
  | { readonly type: 'entries-missing'; readonly seq: number; readonly upTo: number }
  /** An entry that no version of the program can have written. */
  | { readonly type: 'entry-unknown'; readonly seq: number }
  /** The text that an entry stands for was changed, removed or put in. */
  | { readonly type: 'text-changed'; readonly seq: number }
  /** A row was changed, or put back to an earlier state. */
  | { readonly type: 'row-changed'; readonly seq: number; readonly kind: RowKind; readonly subject: number }
  | { readonly type: 'row-missing'; readonly seq: number; readonly kind: RowKind; readonly subject: number }
  /** A row that no entry is about. */
  | { readonly type: 'row-added'; readonly kind: RowKind; readonly subject: number };
