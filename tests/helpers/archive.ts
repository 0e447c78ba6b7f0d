import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { openArchive, type Archive } from '#host/archive/archive.ts';
import type { Reader } from '#host/archive/database.ts';
import { addLine } from '#host/archive/lines.ts';
import { recordNotice } from '#host/archive/notices.ts';
import type { Finding } from '#host/evidence/findings.ts';
import { verifyLedger } from '#host/evidence/verify.ts';
import type { CapturedEvent, CapturedMessage } from '#shared/model/capture.ts';

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'atalaya-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What is not as the ledger of an archive says. */
export function findingsOf(reader: Reader): Finding[] {
  const findings: Finding[] = [];
  verifyLedger(reader, { report: (finding) => findings.push(finding) });
  return findings;
}

/**
 * A real encrypted archive in a folder of its own, with one line, closed after the test; then everything in it must be
 * what its ledger says, unless the test breaks it on purpose.
 */
export function openTestArchive({ staysWhole = true } = {}): {
  archive: Archive;
  lineId: number;
  folder: string;
  key: Uint8Array;
} {
  const folder = temporaryFolder();
  const key = randomBytes(32);
  const archive = openArchive(folder, key, Date.now);
  onTestFinished(() => {
    const findings = staysWhole ? findingsOf(archive.reader) : [];
    archive.close();
    expect(findings).toEqual([]);
  });
  const details = { name: 'Ventas', employee: 'Luis', team: null, noticeOn: null };
  const lineId = addLine(archive.writer, details, null, Date.now());
  recordNotice(archive.writer, lineId, { how: 'told', given_on: '1970-01-01', given_at: 0 }, Date.now());
  return { archive, lineId, folder, key };
}

let lastKey = 0;

/** A captured text message; what the test is about is overridden. */
export function capturedMessage(overrides: Partial<CapturedMessage> = {}): CapturedMessage {
  lastKey += 1;
  return {
    type: 'message',
    conversation: { key: 'ana', kind: 'direct', title: 'Ana' },
    key: `message-${lastKey}`,
    sender: { key: 'ana', name: 'Ana' },
    direction: 'incoming',
    kind: 'text',
    sentAt: Date.UTC(2026, 2, 3, 12, 0, lastKey),
    text: 'hola',
    attachment: null,
    deleted: false,
    edited: false,
    suspicious: false,
    raw: null,
    ...overrides,
  };
}

/** An event on a message; what the test is about is overridden. */
export function capturedEvent(
  overrides: Partial<CapturedEvent> & Pick<CapturedEvent, 'messageKey'>,
): CapturedEvent {
  lastKey += 1;
  return {
    type: 'event',
    conversation: { key: 'ana', kind: 'direct', title: 'Ana' },
    key: `event-${lastKey}`,
    event: 'edit',
    sender: { key: 'ana', name: 'Ana' },
    at: Date.UTC(2026, 2, 3, 13, 0, lastKey),
    text: '',
    raw: null,
    ...overrides,
  };
}
