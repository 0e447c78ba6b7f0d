/**
 * What the ledger is about, one line for each kind: from what the text of an entry is made, whose SHA-256 is its digest.
 * A kind never changes its meaning. There are two sorts.
 *
 * - Rows. The text is a JSON array of the kind and the row's fields as they are stored (bytes as the SHA-256 of them),
 *   so whoever reads the row can make it again. What belongs to a row and is never seen without it stands in its text.
 *   A row that never changes has one entry. A row that may change has an entry for each state, and its present state
 *   is that of the last; the text of each entry is kept in `statements`, so that earlier states can be read as well.
 * - Words. Nothing else in the archive says what happened; the text is kept in `statements`.
 *
 * Left out is what follows from the rest, or says nothing to anybody: the search index, counts, who is in which thread
 * of equal rows, secrets and the state of connectors, and how far an open span of coverage has come.
 *
 * Once something is erased, an entry of its own says which entries have lost their text to that; `verify` asks here for
 * every entry, so it can tell an erased row from a lost one.
 */
export const ledgerKinds = {
  message: row('messages', 'id', {
    columns:
      'id conversation_id key sender_id direction kind sent_at captured_at text deleted edited suspicious live details',
    more: ['sha256((select raw from evidence where message_id = t.id))'],
    // What it turns out to be takes its place.
    changes: `t.kind = 'pending'`,
  }),
  event: row('events', 'id', {
    columns: 'id conversation_id message_key key event sender_id at text',
    more: ['sha256(t.raw)'],
  }),
  attachment: row('attachments', 'message_id', {
    columns: 'message_id line_id name mime size sha256 missing seconds details',
    changes: 'true',
  }),
  member: row('group_members', 'id', { columns: 'id conversation_id sender_id at state told' }),
  sighting: row('sightings', 'id', { columns: 'id conversation_id key message_id' }),
  superseded: row('superseded', 'message_id', { columns: 'message_id by_id' }),
  conversation: row('conversations', 'id', {
    columns: 'id line_id key kind title identity_id thread_id',
    changes: 'true',
  }),
  sender: row('senders', 'id', { columns: 'id line_id key name identity_id', changes: 'true' }),
  contact: row('contacts', 'id', { columns: 'id name folded', changes: 'true' }),
  identity: row('identities', 'id', {
    columns: 'id contact_id kind value line_id written first_line_id first_at',
    changes: 'true',
  }),
  'contact-name': row('contact_names', 'id', { columns: 'id identity_id kind name line_id at' }),
  'identity-evidence': row('identity_evidence', 'id', {
    columns: 'id a_id b_id basis line_id reference note at',
    more: ['sha256(t.raw)'],
  }),
  'contacts-merged': row('contact_merges', 'id', { columns: 'id a_id b_id evidence_id at' }),
  'contacts-split': row('contact_splits', 'merge_id', { columns: 'merge_id reason at' }),
  'contact-question': row('contact_questions', 'id', { columns: 'id a_id b_id evidence_id at' }),
  'contact-answer': row('contact_answers', 'question_id', { columns: 'question_id answer at' }),
  line: row('lines', 'id', {
    columns: 'id name employee team tenure phone connector server_url capture created_at',
    changes: 'true',
  }),
  'cloud-account': row('cloud_accounts', 'line_id', {
    columns: 'line_id phone_number_id waba_id port public_url graph_url app_secret_at access_token_at',
    changes: 'true',
  }),
  notice: row('notices', 'id', {
    columns: `id line_id tenure employee how given_on given_at includes_earlier language text_id words sha256
      signed_name witness file_sha256 file_name file_mime file_size reason recorded_by recorded_at`,
  }),
  'notice-text': row('notice_texts', 'id', {
    columns:
      'id audience language version words sha256 includes_earlier material until created_by created_at',
  }),
  'customer-notice': row('customer_notices', 'id', { columns: 'id line_id language words saved_at' }),
  'customer-told': row('conversation_notices', 'message_id', { columns: 'message_id conversation_id at' }),
  exclusion: row('exclusions', 'id', {
    columns: 'id line_id category excluded_by excluded_at lifted_by lifted_at',
    more: [
      `(select json_group_array(lower(hex(n.hash)) order by n.hash) from exclusion_names n where n.exclusion_id = t.id)`,
    ],
    changes: 'true',
  }),
  policy: row('policies', 'id', {
    columns: 'id starter enabled version',
    more: [
      `(select json_group_array(json_array(v.version, v.created_at, sha256(v.definition)) order by v.version)
        from policy_versions v where v.policy_id = t.id)`,
    ],
    changes: 'true',
  }),
  flag: row('flags', 'id', {
    columns: 'id message_id event_id policy_id version severity hits created_at',
  }),
  decision: row('decisions', 'id', {
    columns: 'id message_id decision note at replaces_id undone_at',
    changes: 'true',
  }),
  import: row('imports', 'id', { columns: 'id line_id started_at state without_notice', changes: 'true' }),
  'import-file': row('import_files', 'id', {
    columns: `id import_id name state error conversation_id platform date_order messages system attachments_found
      attachments_missing duplicates unread flags fingerprint damage`,
    more: [
      `iif(t.state in ('waiting', 'running'), null,
        (select sha256(json_group_array(json_array(u.number, u.text) order by u.number))
        from unread_lines u where u.file_id = t.id))`,
    ],
    changes: 'true',
  }),
  webhook: row('webhooks', 'id', {
    columns: 'id received_at',
    more: [
      'lower(hex(t.digest))',
      'sha256(t.body)',
      't.signers',
      `(select json_group_array(json_array(r.number, r.reason, r.phone_number_id) order by r.number)
        from webhook_remainders r where r.webhook_id = t.id)`,
    ],
  }),
  'webhook-uptake': row('webhook_uptakes', 'id', {
    columns: 'id webhook_id phone_number_id line_id unreadable at',
  }),
  platform: row('platform_events', 'id', {
    columns: 'id webhook_id waba_id phone_number_id field at value',
    more: ['lower(hex(t.digest))'],
  }),
  coverage: row('coverage_spans', 'id', {
    columns: 'id line_id gap_id cause started_at ended_at',
    more: ['iif(t.ended_at is null, null, t.proven_at)'],
    changes: 't.ended_at is null',
  }),
  'gap-outcome': row('gap_outcomes', 'id', {
    columns:
      'id gap_id state evidence announced arrived messages conversations unreadable first_at last_at at',
  }),
  export: row('exports', 'id', {
    columns: `id started_at exported_by reason scope names formats flags encrypted zone place name state ended_at error
      counts manifest_sha256 files bytes`,
    changes: `t.state = 'running'`,
  }),
  action: row('actions', 'id', { columns: 'id at user_id kind subject details' }),
  'media-retried': words(),
  /** From here on everything is as described above; the entries before it have digests that an earlier version made. */
  restated: words(),
} as const satisfies Record<string, KindForm>;

export type LedgerKind = keyof typeof ledgerKinds;

/** Kinds of which each entry is about a row. */
export type RowKind = {
  [Kind in LedgerKind]: (typeof ledgerKinds)[Kind] extends RowForm ? Kind : never;
}[LedgerKind];
/** Kinds that are words and nothing else. */
export type WordKind = Exclude<LedgerKind, RowKind>;

/** How the text of an entry follows from a row. */
export interface RowForm {
  readonly sort: 'row';
  readonly table: string;
  /** The column that an entry's subject is. */
  readonly id: string;
  /** SQL for the fields of the text, of a row `t`. */
  readonly fields: readonly string[];
  /** SQL for whether a row `t` may still change; such an entry's text is kept. `false` for rows that never do. */
  readonly changes: string;
}

/** How the text of an entry comes about. */
export type KindForm = RowForm | { readonly sort: 'words' };

interface RowOptions {
  /** Names of columns, in the order of the text. */
  readonly columns: string;
  readonly more?: readonly string[];
  readonly changes?: string;
}

function words(): { readonly sort: 'words' } {
  return { sort: 'words' };
}

function row(table: string, id: string, { columns, more = [], changes = 'false' }: RowOptions): RowForm {
  const fields = [...columns.split(/\s+/).map((column) => `t.${column}`), ...more];
  return { sort: 'row', table, id, fields, changes };
}

/** The kinds that are about rows, with how. */
export const rowKinds: readonly (readonly [RowKind, RowForm])[] = Object.entries(ledgerKinds).flatMap(
  ([kind, form]) => (isRowKind(kind) && form.sort === 'row' ? [[kind, form] as const] : []),
);

/** Whether entries of a kind are about rows. */
export function isRowKind(kind: string): kind is RowKind {
  return isLedgerKind(kind) && ledgerKinds[kind].sort === 'row';
}

/** Whether a text from an archive is a kind of this version. */
export function isLedgerKind(kind: string): kind is LedgerKind {
  return Object.hasOwn(ledgerKinds, kind);
}

/** SQL that gives `text` and `changes` of rows by id, of a JSON array of their ids. */
export function textsOfRows(kind: RowKind): string {
  const { table, id, fields, changes } = ledgerKinds[kind];
  return `select t.${id} as id, json_array('${kind}', ${fields.join(', ')}) as text, ${changes} as changes
    from json_each(?) j cross join ${table} t where t.${id} = j.value`;
}
