import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Archive } from '#host/archive/archive.ts';
import type { CaptureDesk } from '#host/archive/capture.ts';
import {
  findCloudAccount,
  listCloudAccounts,
  notePathPassed,
  saveCloudAccount,
  savePublicUrl,
  type CloudAccount,
  type CloudAccountDetails,
} from '#host/archive/cloud-accounts.ts';
import { openConnectorState } from '#host/archive/connector-state.ts';
import { getLine, setOnPlatform, type Line } from '#host/archive/lines.ts';
import type { CloudLineStatus } from '#host/connectors/whatsapp-cloud/contract.ts';
import type { CaptureSink } from '#host/connectors/connector.ts';
import { graphUrl } from '#host/connectors/whatsapp-cloud/media-api.ts';
import { createCloudMediaQueue, type CloudMediaQueue } from '#host/connectors/whatsapp-cloud/media-queue.ts';
import { createHeartbeat, type Path } from '#host/connectors/whatsapp-cloud/heartbeat.ts';
import { openReceiver, type Receiver, type RefusalReason } from '#host/connectors/whatsapp-cloud/receiver.ts';
import type { CoverageDesk } from '#host/coverage/coverage-desk.ts';
import type { EventCollector } from '#host/events.ts';
import type { Log } from '#host/log.ts';
import { createPathTests, webhookAddress } from '#host/connectors/whatsapp-cloud/path-test.ts';
import type { PathStepResult } from '#shared/model/cloud.ts';
import { AtalayaError } from '#shared/errors.ts';
import type { LineDelivery } from './cloud-commit.ts';
import { deliverWebhook, type DeliveryOptions } from './cloud-delivery.ts';
import { takeInNext } from './cloud-uptake.ts';
import { refetchCloud, type PrepareRefetch } from './missing-files.ts';

/** How long a signed webhook proves that the way from Meta is open. */
const provenMs = 24 * 3_600_000;
/** How long until a port that was taken is tried again. */
const reopenMs = 30_000;
/** How often it is looked whether a proof has run out. */
const recheckMs = 600_000;

export interface CloudDeskOptions {
  readonly archive: Archive;
  readonly capture: CaptureDesk;
  readonly coverage: CoverageDesk;
  readonly events: EventCollector;
  readonly log: Log;
  readonly now: () => number;
  readonly standing: DeliveryOptions['standing'];
  readonly signed: DeliveryOptions['signed'];
  readonly onDelivered: (delivery: LineDelivery) => void;
  /** Where what became of a line's file is left. */
  readonly sinkOf: (lineId: number) => Pick<CaptureSink, 'completeAttachment'>;
  readonly onStatus: (line: Line, status: CloudLineStatus) => void;
}

/** Somebody whose request was turned away, lately. */
export interface Refusal {
  readonly at: number;
  readonly reason: RefusalReason;
}

/** The lines on the Business Platform: their accounts and the servers that take their webhooks. */
export interface CloudDesk {
  status(line: Line): { readonly status: CloudLineStatus; readonly since: number | null };
  account(lineId: number): CloudAccount | undefined;
  /** The last request that was turned away at a port. */
  lastRefusal(port: number): Refusal | null;
  /** Notes that a line is on the platform; how it is reached is said later. */
  register(lineId: number): void;
  /** Errors: `not-found`, `conflict`, `invalid-request`. */
  save(lineId: number, details: CloudAccountDetails): Promise<void>;
  /** Sends requests through the public address, as Meta does, and tells how each step went. Errors: `not-found`, `invalid-request`. */
  test(lineId: number, publicUrl: string, signal: AbortSignal): Promise<PathStepResult[]>;
  /** The way to a line's missing files. */
  refetch(lineId: number): PrepareRefetch;
  /** Serves exactly the ports that lines need now. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the desk; nothing listens before `refresh`. */
export function createCloudDesk(options: CloudDeskOptions): CloudDesk {
  const { archive, capture, coverage, events, log, now, standing, signed, onDelivered, onStatus, sinkOf } =
    options;
  const receivers = new Map<number, Receiver>();
  const failures = new Map<number, AtalayaError>();
  const refusals = new Map<number, Refusal>();
  const tests = createPathTests();
  const files = new Map<number, CloudMediaQueue>();
  const last = new Map<number, { status: CloudLineStatus; since: number }>();
  let turn: Promise<void> = Promise.resolve();
  let retry: NodeJS.Timeout | undefined;
  const closing = new AbortController();

  const { writer, exclusions } = archive;
  const provenAt = (lineId: number) => coverage.onCommit(lineId, true);
  const committing = { writer, capture, exclusions, now, signed };
  const heartbeat = createHeartbeat({
    paths: () => captured().map(pathOf),
    async send({ lineId, publicUrl, appSecret }) {
      const { signal } = closing;
      const result = await tests.send({ publicUrl: new URL(publicUrl), appSecret, signal }).catch(() => null);
      if (signal.aborted) return false;
      if (result?.problem === null) passed(lineId);
      else log.info({ line: lineId, problem: result?.problem }, 'the way from the platform was not open');
      return result?.problem === null;
    },
    onSign: (lineId, sign) => coverage.onPath(lineId, sign),
    now,
  });

  /** The accounts of the lines that are captured. */
  function captured(): CloudAccount[] {
    if (closing.signal.aborted) return [];
    return listCloudAccounts(archive.reader).filter(
      ({ line_id: lineId }) => standing(getLine(archive.reader, lineId)) === 'captured',
    );
  }

  const pathOf = (account: CloudAccount): Path => ({
    lineId: account.line_id,
    isServed: receivers.has(account.port),
    publicUrl: account.public_url,
    appSecret: account.app_secret,
    isCheckable: account.path_passed_at !== null,
    lastWebhookAt: account.last_webhook_at,
  });

  /** A request of our own came back through the line's public address. */
  function passed(lineId: number): void {
    notePathPassed(archive.writer, lineId, now());
    events.emit({ type: 'cloud.changed' });
  }

  function deliver(body: Uint8Array, appSecrets: ReadonlySet<string>): 'stored' | 'later' {
    if (tests.arrived(body)) return 'stored';
    const delivery = deliverWebhook(body, appSecrets, { ...committing, standing, provenAt });
    for (const each of delivery.lines) {
      heartbeat.onDelivered(each.line.id);
      onDelivered(each);
      observe(each.line);
      filesOf(each.line.id).pump();
    }
    events.emit({ type: 'cloud.changed' });
    return delivery.later ? 'later' : 'stored';
  }

  function filesOf(lineId: number): CloudMediaQueue {
    const known = files.get(lineId);
    if (known !== undefined) return known;
    const queue = createCloudMediaQueue({
      state: openConnectorState(archive.writer, lineId),
      sink: sinkOf(lineId),
      media: archive.media,
      now,
      access() {
        const account = findCloudAccount(archive.reader, lineId);
        return account === undefined
          ? null
          : {
              url: account.graph_url ?? graphUrl,
              accessToken: account.access_token,
              phoneNumberId: account.phone_number_id,
            };
      },
      onFailure: (reason) => log.info({ line: lineId, reason }, 'a file was not fetched from the platform'),
    });
    files.set(lineId, queue);
    return queue;
  }

  function present(line: Line): CloudLineStatus {
    const account = findCloudAccount(archive.reader, line.id);
    if (account === undefined) return { state: 'unlinked' };
    if (standing(line) !== 'captured') return { state: 'stopped' };
    const failure = failures.get(account.port);
    if (failure !== undefined) return { state: 'failed', error: failure };
    if (!receivers.has(account.port)) return { state: 'stopped' };
    const isProven = now() - (account.last_webhook_at ?? Number.NEGATIVE_INFINITY) < provenMs;
    return { state: isProven ? 'connected' : 'listening' };
  }

  /** Notices a change of state, and tells it. */
  function observe(line: Line): { status: CloudLineStatus; since: number } {
    const status = present(line);
    const before = last.get(line.id);
    if (before?.status.state === status.state) return before;
    const entry = { status, since: now() };
    last.set(line.id, entry);
    if (before !== undefined || status.state !== 'unlinked') {
      events.emit({ type: 'lines.changed' });
      onStatus(line, status);
    }
    return entry;
  }

  async function serve(): Promise<void> {
    const isClosing = closing.signal.aborted;
    const accounts = isClosing ? [] : listCloudAccounts(archive.reader);
    const lineOf = (account: CloudAccount) => getLine(archive.reader, account.line_id);
    const wanted = new Set(
      accounts.filter((each) => standing(lineOf(each)) === 'captured').map(({ port }) => port),
    );
    for (const [port, receiver] of receivers) {
      if (wanted.has(port)) continue;
      receivers.delete(port);
      await receiver.close();
    }
    failures.clear();
    for (const port of wanted) if (!receivers.has(port)) await open(port);
    clearTimeout(retry);
    if (failures.size > 0) {
      retry = setTimeout(() => void refresh(), reopenMs);
      retry.unref();
    }
    for (const account of accounts) {
      const line = lineOf(account);
      observe(line);
      if (standing(line) !== 'captured') continue;
      filesOf(line.id).pump();
      await takeIn(account);
      const ask = () => heartbeat.beat(line.id);
      coverage.follow(line.id, { wake: ask, renew: ask });
    }
    heartbeat.beat();
  }

  /** What came for the line's number before the line was there, oldest first. */
  async function takeIn(account: CloudAccount): Promise<void> {
    while (!closing.signal.aborted) {
      const delivery = takeInNext(account, committing);
      if (delivery === null) return;
      onDelivered(delivery);
      filesOf(account.line_id).pump();
      events.emit({ type: 'cloud.changed' });
      await setImmediate();
    }
  }

  async function open(port: number): Promise<void> {
    try {
      const receiver = await openReceiver({
        port,
        apps: () =>
          listCloudAccounts(archive.reader)
            .filter((account) => account.port === port)
            .map(({ app_secret: appSecret, verify_token: verifyToken }) => ({ appSecret, verifyToken })),
        deliver,
        onRefused(reason) {
          log.warn({ port, reason }, 'a webhook was turned away');
          refusals.set(port, { at: now(), reason });
          events.emit({ type: 'cloud.changed' });
        },
      });
      receivers.set(port, receiver);
    } catch (error) {
      failures.set(port, error instanceof AtalayaError ? error : new AtalayaError('internal'));
      log.warn({ port }, 'the webhook can not be served');
    }
  }

  /** One at a time: ports are opened and closed in the order in which they were asked for. Never rejects. */
  function refresh(): Promise<void> {
    turn = turn
      .then(serve)
      .catch((error: unknown) => log.error({ err: error }, 'the webhooks could not be brought up to date'));
    return turn;
  }

  /** Time alone changes what was proven. */
  const recheck = setInterval(() => void refresh(), recheckMs);
  recheck.unref();

  return {
    status: observe,
    account: (lineId) => findCloudAccount(archive.reader, lineId),
    lastRefusal: (port) => refusals.get(port) ?? null,
    register(lineId) {
      setOnPlatform(archive.writer, lineId, now());
      events.emit({ type: 'lines.changed' });
    },
    async save(lineId, details) {
      getLine(archive.reader, lineId);
      saveCloudAccount(archive.writer, lineId, details, randomBytes(24).toString('base64url'), now());
      await refresh();
      events.emit({ type: 'lines.changed' });
      events.emit({ type: 'cloud.changed' });
    },
    async test(lineId, publicUrl, signal) {
      const account = findCloudAccount(archive.reader, lineId);
      if (account === undefined) throw new AtalayaError('not-found');
      const address = webhookAddress(publicUrl);
      if (address === null) throw new AtalayaError('invalid-request');
      savePublicUrl(archive.writer, lineId, address.href, now());
      events.emit({ type: 'cloud.changed' });
      const { verify_token: verifyToken, app_secret: appSecret } = account;
      const steps = await tests.run({ publicUrl: address, verifyToken, appSecret, signal });
      if (steps.some(({ step, problem }) => step === 'signed' && problem === null)) {
        passed(lineId);
        coverage.onPath(lineId, { type: 'passed' });
      }
      return steps;
    },
    refetch: (lineId) => refetchCloud(filesOf(lineId), now()),
    refresh,
    async close() {
      closing.abort();
      heartbeat.close();
      clearTimeout(retry);
      clearInterval(recheck);
      await refresh();
      await Promise.all([...files.values()].map((queue) => queue.close()));
    },
  };
}
