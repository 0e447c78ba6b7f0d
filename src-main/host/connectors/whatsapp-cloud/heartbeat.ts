import type { PathSign } from './contract.ts';

/** What is known of the way from Meta to one line. */
export interface Path {
  readonly lineId: number;
  /** Its webhook is served. */
  readonly isServed: boolean;
  readonly publicUrl: string | null;
  readonly appSecret: string;
  /** A request of our own has come back through the public address before: one that does not any more tells something. */
  readonly isCheckable: boolean;
  /** When a webhook of the line last came; null when none ever did. */
  readonly lastWebhookAt: number | null;
}

export interface HeartbeatOptions {
  /** The lines that are captured now. */
  readonly paths: () => readonly Path[];
  /** Sends a signed request through a public address; whether it came back here. Never rejects. */
  readonly send: (path: Path & { readonly publicUrl: string }) => Promise<boolean>;
  readonly onSign: (lineId: number, sign: PathSign) => void;
  readonly now: () => number;
}

/** Finds out all the time whether webhooks would arrive, for Meta never calls without one. */
export interface Heartbeat {
  /** Looks at the lines now; at one line alone, whatever was proven before. */
  beat(lineId?: number): void;
  /** A webhook of the line came. */
  onDelivered(lineId: number): void;
  close(): void;
}

const beatMs = 60_000;
/** A proof counts for so long before it is asked again. */
const freshMs = 5 * 60_000;
/** One request can fail on its way; two in a row are a way that is cut. */
const failuresTold = 2;
/** Where no request of our own shows the way, it is trusted for so long after a webhook: a weekend and a holiday. */
const trustedMs = 72 * 3_600_000;

interface Pulse {
  provenAt: number;
  failures: number;
  isUnderWay: boolean;
}

/** Begins to beat once a minute; every request is between this PC and the line's own address. */
export function createHeartbeat({ paths, send, onSign, now }: HeartbeatOptions): Heartbeat {
  const pulses = new Map<number, Pulse>();
  let closed = false;

  const pulseOf = (lineId: number): Pulse => {
    const known = pulses.get(lineId) ?? { provenAt: -Infinity, failures: 0, isUnderWay: false };
    pulses.set(lineId, known);
    return known;
  };

  async function look(path: Path, isAsked: boolean): Promise<void> {
    const { lineId, publicUrl, isCheckable, lastWebhookAt } = path;
    if (lastWebhookAt === null) return;
    if (!path.isServed) return onSign(lineId, { type: 'lost', cause: 'failed' });
    const pulse = pulseOf(lineId);
    const isDue = isAsked || pulse.failures > 0 || now() - pulse.provenAt >= freshMs;
    if (publicUrl !== null && isDue && !pulse.isUnderWay) {
      pulse.isUnderWay = true;
      const hasPassed = await send({ ...path, publicUrl });
      pulse.isUnderWay = false;
      if (closed) return;
      if (hasPassed) {
        pulse.provenAt = now();
        pulse.failures = 0;
        return onSign(lineId, { type: 'passed' });
      }
      if (isCheckable) {
        pulse.failures += 1;
        if (pulse.failures >= failuresTold) onSign(lineId, { type: 'lost', cause: 'network' });
        return;
      }
    }
    if (isCheckable) return;
    const isTrusted = now() - lastWebhookAt < trustedMs;
    onSign(lineId, isTrusted ? { type: 'passed' } : { type: 'silent', since: lastWebhookAt });
  }

  function beat(lineId?: number): void {
    const present = paths();
    const ids = new Set(present.map((path) => path.lineId));
    for (const known of pulses.keys()) if (!ids.has(known)) pulses.delete(known);
    for (const path of present) {
      if (lineId === undefined || path.lineId === lineId) void look(path, lineId !== undefined);
    }
  }

  const timer = setInterval(() => beat(), beatMs);
  timer.unref();

  return {
    beat,
    onDelivered(lineId) {
      Object.assign(pulseOf(lineId), { provenAt: now(), failures: 0 });
      onSign(lineId, { type: 'delivered' });
    },
    close() {
      closed = true;
      clearInterval(timer);
    },
  };
}
