import type { LineView } from '#shared/contract/lines.ts';
import type { AtalayaError } from '#shared/errors.ts';
import type { LineState } from '#shared/model/line.ts';
import type { CloudLineStatus } from '#host/connectors/whatsapp-cloud/contract.ts';
import type { LinkedDeviceStatus } from '#host/connectors/whatsapp-linked/linked-device.ts';

/** Where a line's connector stands, whatever its kind. */
export type LineStatus = LinkedDeviceStatus | CloudLineStatus;

/** A line's state and what a window shows beside it: a code to scan or type, when it is tried again, what is wrong. */
export function stateView(
  status: LineStatus,
  linkProblem: AtalayaError | null,
): Pick<LineView, 'state' | 'qr' | 'code' | 'retryAt' | 'problem'> {
  return { state: stateOf(status), ...shownWith(status), problem: problemOf(status, linkProblem) };
}

function shownWith(status: LineStatus): Pick<LineView, 'qr' | 'code' | 'retryAt'> {
  const nothing = { qr: null, code: null, retryAt: null };
  if (status.state === 'reconnecting') return { ...nothing, retryAt: status.nextAt };
  if (status.state === 'banned') return { ...nothing, retryAt: status.until };
  if (status.state !== 'linking' || status.expiresAt === null) return nothing;
  const { qr, code, expiresAt } = status;
  const shown = (text: string | null) => (text === null ? null : { text, expiresAt });
  return { ...nothing, qr: shown(qr), code: shown(code) };
}

function problemOf(status: LineStatus, linkProblem: AtalayaError | null): LineView['problem'] {
  const error = 'error' in status ? status.error : null;
  const problem = error ?? (status.state === 'unlinked' ? linkProblem : null);
  return problem && { code: problem.code, data: problem.data };
}

function stateOf(status: LineStatus): LineState {
  return status.state === 'linked' ? 'stopped' : status.state;
}
