import { AtalayaError } from '#shared/errors.ts';
import type { Reader, Writer } from './database.ts';
import { appendToLedger } from './ledger.ts';
import { setOnPlatform } from './lines.ts';

/** How a line on the Business Platform is reached, with its secrets: for the host alone, never for a window or a log. */
export interface CloudAccount {
  readonly line_id: number;
  readonly phone_number_id: string;
  readonly waba_id: string;
  /** Where its webhook is served on this PC. */
  readonly port: number;
  /** The address under which a tunnel or relay offers that to Meta. */
  readonly public_url: string | null;
  /** Where the Graph API is, instead of Meta's own: a loopback address, for tests. */
  readonly graph_url: string | null;
  readonly app_secret: string;
  readonly app_secret_at: number;
  readonly access_token: string;
  readonly access_token_at: number;
  /** What Meta repeats when it checks the webhook's address; not a secret of Meta's. */
  readonly verify_token: string;
  /** When a webhook with a right signature last came for this line. */
  readonly last_webhook_at: number | null;
  /** When a request of our own last came back through the public address; null when it never did. */
  readonly path_passed_at: number | null;
}

/** What a person enters; a secret that is null stays as it was. */
export interface CloudAccountDetails {
  readonly phoneNumberId: string;
  readonly wabaId: string;
  readonly port: number;
  readonly publicUrl: string | null;
  readonly graphUrl: string | null;
  readonly appSecret: string | null;
  readonly accessToken: string | null;
}

/** The accounts of all lines. */
export function listCloudAccounts(reader: Reader): CloudAccount[] {
  return reader.sql<CloudAccount>('select * from cloud_accounts order by line_id').all();
}

/** The account of a line, if it has one. */
export function findCloudAccount(reader: Reader, lineId: number): CloudAccount | undefined {
  return reader.sql<CloudAccount>('select * from cloud_accounts where line_id = ?').get(lineId);
}

/**
 * Stores how a line is reached; `verifyToken` is used when it has none yet. Errors: `conflict` when another line has
 * that phone number; `invalid-request` when a secret is missing.
 */
export function saveCloudAccount(
  writer: Writer,
  lineId: number,
  details: CloudAccountDetails,
  verifyToken: string,
  now: number,
): void {
  writer.transaction(() => {
    const known = findCloudAccount(writer, lineId);
    const twin = writer
      .sql<{ line_id: number }>('select line_id from cloud_accounts where phone_number_id = ?')
      .get(details.phoneNumberId);
    if (twin !== undefined && twin.line_id !== lineId) throw new AtalayaError('conflict');
    const appSecret = details.appSecret ?? known?.app_secret;
    const accessToken = details.accessToken ?? known?.access_token;
    if (appSecret === undefined || accessToken === undefined) throw new AtalayaError('invalid-request');
    const secretAt = details.appSecret === null ? (known?.app_secret_at ?? now) : now;
    const tokenAt = details.accessToken === null ? (known?.access_token_at ?? now) : now;
    writer
      .sql(
        `insert into cloud_accounts (line_id, phone_number_id, waba_id, port, public_url, graph_url, app_secret,
          app_secret_at, access_token, access_token_at, verify_token) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (line_id) do update set phone_number_id = excluded.phone_number_id, waba_id = excluded.waba_id,
          port = excluded.port, public_url = excluded.public_url, graph_url = excluded.graph_url,
          app_secret = excluded.app_secret, app_secret_at = excluded.app_secret_at,
          access_token = excluded.access_token, access_token_at = excluded.access_token_at,
          path_passed_at = iif(public_url is excluded.public_url, path_passed_at, null)`,
      )
      .run(
        lineId,
        details.phoneNumberId,
        details.wabaId,
        details.port,
        details.publicUrl,
        details.graphUrl,
        appSecret,
        secretAt,
        accessToken,
        tokenAt,
        verifyToken,
      );
    setOnPlatform(writer, lineId, now);
    appendToLedger(writer, [{ at: now, kind: 'cloud-account', subject: lineId }]);
  });
}

/** Remembers the address under which the line's webhook can be reached from outside. */
export function savePublicUrl(writer: Writer, lineId: number, publicUrl: string, now: number): void {
  writer.transaction(() => {
    const { changes } = writer
      .sql(
        `update cloud_accounts set public_url = ?, path_passed_at = iif(public_url is ?, path_passed_at, null)
        where line_id = ?`,
      )
      .run(publicUrl, publicUrl, lineId);
    if (changes > 0) appendToLedger(writer, [{ at: now, kind: 'cloud-account', subject: lineId }]);
  });
}

/** Notes that a request of our own came back through the line's public address. */
export function notePathPassed(writer: Writer, lineId: number, at: number): void {
  writer.sql('update cloud_accounts set path_passed_at = ? where line_id = ?').run(at, lineId);
}

/** Notes that a webhook with a right signature came for a line. */
export function noteWebhook(writer: Writer, lineId: number, at: number): void {
  writer
    .sql('update cloud_accounts set last_webhook_at = max(ifnull(last_webhook_at, 0), ?) where line_id = ?')
    .run(at, lineId);
}
