import { once } from 'node:events';
import { findLine } from '#host/archive/lines.ts';
import type { LineObserver } from '#host/lines/line-desk.ts';
import type { Session } from '#host/session.ts';
import { required, optional, UsageError, withSession, type Command, type Invocation } from './command.ts';
import { platform } from './platform.ts';
import type { Terminal } from './terminal.ts';

/**
 * `lines`: lists the lines; `lines add` puts one into the register; `lines link` links one as a companion device, `lines
 * platform` says how one on the Business Platform is reached.
 */
export const lines: Command = {
  options: {
    name: { type: 'string' },
    employee: { type: 'string' },
    team: { type: 'string' },
    'notice-date': { type: 'string' },
    'wa-url': { type: 'string' },
    phone: { type: 'string' },
    'phone-number-id': { type: 'string' },
    'waba-id': { type: 'string' },
    port: { type: 'string' },
    'app-secret-file': { type: 'string' },
    'access-token-file': { type: 'string' },
  },
  run(invocation, terminal) {
    const [action, ...rest] = invocation.words;
    if (rest.length > 0) throw new UsageError(`what is "${rest[0]}"?`);
    switch (action) {
      case undefined:
        return list(invocation, terminal);
      case 'add':
        return add(invocation, terminal);
      case 'link':
        return link(invocation, terminal);
      case 'platform':
        return platform(invocation, terminal);
      default:
        throw new UsageError(`there is no "lines ${action}"`);
    }
  },
};

function list(invocation: Invocation, terminal: Terminal): Promise<number> {
  return withSession(invocation, async (session) => {
    const all = session.lines.list();
    terminal.result({ lines: all }, () => all.map((line) => `${line.name}\t${line.employee}\t${line.state}`));
    return 0;
  });
}

async function add(invocation: Invocation, terminal: Terminal): Promise<number> {
  const details = {
    name: required(invocation, 'name'),
    employee: required(invocation, 'employee'),
    team: optional(invocation, 'team'),
    noticeOn: noticeDate(invocation),
  };
  const url = optional(invocation, 'wa-url');
  if (url !== null && !isLoopback(url))
    throw new UsageError('--wa-url is not a WebSocket address on this machine');
  return withSession(invocation, async (session) => {
    const id = session.lines.add(details, url);
    terminal.result({ id, ...details }, () => [`Added the line ${details.name}.`]);
    return 0;
  });
}

function noticeDate(invocation: Invocation): string | null {
  const date = optional(invocation, 'notice-date');
  if (date !== null && !(/^\d{4}-\d\d-\d\d$/.test(date) && !Number.isNaN(Date.parse(date)))) {
    throw new UsageError('--notice-date is not a date such as 2026-03-31');
  }
  return date;
}

/** Only a server on this machine can take WhatsApp's place. */
function isLoopback(address: string): boolean {
  const url = URL.parse(address);
  if (url === null || !['ws:', 'wss:'].includes(url.protocol)) return false;
  return (
    url.hostname === 'localhost' || url.hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(url.hostname)
  );
}

function link(invocation: Invocation, terminal: Terminal): Promise<number> {
  const name = required(invocation, 'name');
  const phone = phoneNumber(invocation);
  let shown: string | null = null;
  const observer: LineObserver = {
    onStatus(_line, status) {
      if (status.state !== 'linking') return;
      const next = status.qr ?? status.code;
      if (next === null || next === shown) return;
      shown = next;
      terminal.event(status.qr === null ? { code: next } : { qr: next });
    },
  };
  return withSession(
    invocation,
    async (session) => {
      const id = lineNamed(session, name);
      const stop = onceSignalled(() => session.lines.cancelLink(id));
      await session.lines.link(id, phone === null ? { type: 'qr' } : { type: 'code', phone });
      stop();
      terminal.event({ linked: true });
      return 0;
    },
    observer,
  );
}

/** With it the phone is asked to accept a code that is typed on it, without it a QR. */
function phoneNumber(invocation: Invocation): string | null {
  const digits = optional(invocation, 'phone')?.replaceAll(/[\s+().-]/g, '') ?? null;
  if (digits !== null && !/^[1-9]\d{6,14}$/.test(digits))
    throw new UsageError('--phone is not a number with its country code, such as +5215512345678');
  return digits;
}

function lineNamed({ archive }: Session, name: string): number {
  const line = findLine(archive.reader, name);
  if (line === undefined) throw new UsageError(`there is no line "${name}"`);
  return line.id;
}

/** `capture`: runs every linked line until a signal ends it. */
export const capture: Command = {
  options: {},
  run(invocation, terminal) {
    const observer: LineObserver = {
      onStatus: (line, status) => terminal.event({ line: line.name, state: status.state }),
      onCommitted(line, records, { committed }) {
        for (const [index, record] of records.entries()) {
          const outcome = committed[index];
          if (record.type !== 'message' || outcome?.added !== true) continue;
          terminal.event({
            line: line.name,
            message: outcome.messageId,
            kind: record.kind,
            direction: record.direction,
            sentAt: new Date(record.sentAt).toISOString(),
            text: record.text,
          });
        }
      },
    };
    return withSession(
      invocation,
      async (session) => {
        const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
        session.lines.startAll();
        await stopped;
        return 0;
      },
      observer,
    );
  },
};

/** Calls back at the first signal to stop; returns how to stop listening. */
function onceSignalled(callback: () => void): () => void {
  process.once('SIGINT', callback);
  process.once('SIGTERM', callback);
  return () => {
    process.off('SIGINT', callback);
    process.off('SIGTERM', callback);
  };
}
